"""The weekly round of mails: idempotent, resumable, safe side by side.

Every address has a row. For each: claim it (one conditional UPDATE; the claim ends by itself after
ten minutes), send, record. Killed before the mail server has taken a mail: a later round sends it.
Killed between the server's "250" and our record (milliseconds): a later round sends it again, with
the same Message-ID, by which many mailboxes keep only one.
"""

import logging
from collections import defaultdict
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused

from django.db.models import F, Q
from django.utils import timezone

from quality.models import ChangeRequest, Correspondent, Gap, Link

from . import mails
from .due import Due, due, due_soon

CLAIM = timedelta(minutes=10)
# One mail a week; what is still not checked is asked for again after four.
WEEK = timedelta(days=6)
ASK_AGAIN = timedelta(days=27)
Kind = Correspondent.Kind

logger = logging.getLogger(__name__)


class Stopped(Exception):
    """The mail server is out of order: the rest waits for the next round."""


def remind_owners(now: datetime | None = None) -> int:
    """One mail per owner with all that is overdue or due soon. Returns how many were sent.

    Raises Stopped when the mail server is out of order.
    """
    now = now or timezone.now()
    sent = 0
    for address, items in sorted(_by_owner(due_soon()).items()):
        asked = {item.key: str(item.review_on) for item in items}
        owner = _claim(Kind.OWNER, address, now)
        if owner is None:
            continue
        if not _has_news(owner, asked, now):
            _release(owner)
            continue
        sent += _deliver(
            owner, mails.reminder(owner, items, str(sorted(asked.items()))), asked, now
        )
    return sent


def send_digest(now: datetime | None = None) -> int:
    """Send the weekly mail to everyone of the editorial team, if there is anything to do."""
    now = now or timezone.now()
    state = {
        "overdue": due(),
        "wishes": ChangeRequest.objects.open().count(),
        "broken": Link.objects.used().broken().count(),
        "gaps": Gap.objects.count(),
    }
    if not any(state.values()):
        return 0
    sent = 0
    for address in mails.team_addresses():
        editor = _claim(Kind.TEAM, address, now)
        if editor is None:
            continue
        week = str(timezone.localdate(now).isocalendar()[:2])
        if editor.asked.get("week") == week:
            _release(editor)
            continue
        sent += _deliver(editor, mails.digest(editor, state, week), {"week": week}, now)
    return sent


def _by_owner(items: list[Due]) -> dict[str, list[Due]]:
    found = defaultdict(list)
    for item in items:
        if item.owner_email:
            found[item.owner_email.strip().lower()].append(item)
    return found


def _has_news(owner, asked, now) -> bool:
    """Whether something new is due or the last mail is four weeks old; never twice in a week."""
    if owner.written_at is None:
        return True
    if now - owner.written_at < WEEK:
        return False
    is_new = any(owner.asked.get(key) != day for key, day in asked.items())
    return is_new or now - owner.written_at >= ASK_AGAIN


def _deliver(one, message, asked, now) -> int:
    """1 when the mail server has taken the mail. Raises Stopped."""
    rows = Correspondent.objects.filter(pk=one.pk)
    try:
        message.send()
    except (SMTPException, OSError) as error:
        if _concerns_this_mail(error):
            logger.warning("A mail was refused (correspondent %s)", one.pk)
            rows.update(claimed_until=None, refusals=F("refusals") + 1)
            return 0
        _release(one)
        raise Stopped(f"{type(error).__name__}: {error}") from error
    rows.update(claimed_until=None, written_at=now, asked=asked, refusals=0)
    return 1


def _claim(kind, address, now) -> Correspondent | None:
    """The address, ours for ten minutes; None when another process has it."""
    one, _is_new = Correspondent.objects.get_or_create(kind=kind, address=address)
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    if not Correspondent.objects.filter(free, pk=one.pk).update(claimed_until=now + CLAIM):
        return None
    # Read after the claim: another process may have written to it just before.
    one.refresh_from_db()
    return one


def _release(one):
    Correspondent.objects.filter(pk=one.pk).update(claimed_until=None)


def _concerns_this_mail(error) -> bool:
    """The server's answer to this address or this mail, not to the connection or login."""
    if isinstance(error, SMTPDataError):
        return error.smtp_code != 421  # RFC 5321, 4.2.3: shutting down
    return isinstance(error, SMTPRecipientsRefused)
