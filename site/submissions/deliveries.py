"""The outbox of all that comes in: tried at once by a task, then again for two days.

What could not be done waits as a row with the reason; nothing is lost with a mail server or a
system that is down. The task is told a key only, never what somebody wrote.
"""

import logging
import smtplib
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task

from outbound.errors import SourceError, SourceInvalid

from . import delivery_kinds
from .models import Delivery

# After each failed try; after the last one a person has to look.
WAITS = [timedelta(minutes=minutes) for minutes in (2, 10, 30, 120, 360, 720, 1440)]
# Nobody else tries what one process has taken, for so long.
HELD = timedelta(minutes=15)
PROBLEM_LENGTH = 500

logger = logging.getLogger(__name__)


def put(target: Model, kind: str, ways: Iterable[str]) -> None:
    """Note what has to be done with this; in the transaction that stores it."""
    Delivery.objects.bulk_create(Delivery(target=target, kind=kind, way=way) for way in ways)


def start(target: Model) -> None:
    """Queue all that waits for this; after the transaction."""
    for delivery in Delivery.objects.of(target).filter(state=Delivery.State.WAITING):
        deliver.enqueue(delivery.pk)


def again(delivery: Delivery) -> None:
    """Begin anew with one that failed, by a person's wish."""
    with transaction.atomic():
        Delivery.objects.owed().filter(pk=delivery.pk).update(
            state=Delivery.State.WAITING, tries=0, next_try_at=timezone.now()
        )
    deliver.enqueue(delivery.pk)


@task()
def deliver(delivery_id: int) -> str:
    """Try what waits; returns its state, "gone" when there is nothing to do."""
    delivery = _claim(delivery_id)
    if delivery is None:
        return "gone"
    try:
        _kind_of(delivery).ways[delivery.way].send(delivery)
    except SourceInvalid as error:
        _fail(delivery, str(error))
    except smtplib.SMTPRecipientsRefused as error:
        _after_refusal(delivery, error)
    except smtplib.SMTPResponseException as error:
        # What the server says besides may name the address.
        answer = _("The mail server refused the mail: %(code)s")
        _try_again(delivery, answer % {"code": error.smtp_code})
    except (SourceError, OSError) as error:
        _try_again(delivery, str(error))
    # The text of an unknown error may hold what somebody wrote: only its kind is told.
    except Exception as error:  # noqa: BLE001
        logger.error("Delivery %s failed: %s", delivery.pk, type(error).__name__)
        _try_again(delivery, type(error).__name__)
    else:
        _note(delivery, state=Delivery.State.DONE, problem="", done_at=timezone.now())
    return str(delivery.state)


def send_due() -> str:
    """The job every few minutes: try what is due. Tells how many were sent."""
    due = list(Delivery.objects.due().values_list("pk", flat=True))
    sent = sum(deliver.call(pk) == Delivery.State.DONE for pk in due)
    if not due:
        return ""
    return ngettext("%(n)s of %(due)s sent", "%(n)s of %(due)s sent", sent) % {
        "n": sent,
        "due": len(due),
    }


def _claim(pk) -> Delivery | None:
    taken = Delivery.objects.due().filter(pk=pk)
    if not taken.update(next_try_at=timezone.now() + HELD, tries=F("tries") + 1):
        return None
    delivery = Delivery.objects.filter(pk=pk).first()
    # What it is about may have been deleted since.
    return delivery if delivery and delivery.target else None


def _kind_of(delivery) -> delivery_kinds.Kind:
    return delivery_kinds.find(delivery.kind)


def _after_refusal(delivery, error):
    codes = [code for code, _answer in error.recipients.values()]
    problem = _("The mail server does not take the address.")
    if all(code >= 500 for code in codes):
        _fail(delivery, problem)
    else:
        _try_again(delivery, problem)


def _try_again(delivery, problem):
    if delivery.tries > len(WAITS):
        _fail(delivery, problem)
    else:
        _wait(delivery, WAITS[delivery.tries - 1], problem)


def _fail(delivery, problem):
    if not _kind_of(delivery).gives_up:
        _wait(delivery, WAITS[-1], problem)
        return
    _note(delivery, state=Delivery.State.FAILED, problem=problem[:PROBLEM_LENGTH])


def _wait(delivery, how_long, problem):
    later = timezone.now() + how_long
    _note(delivery, next_try_at=later, problem=problem[:PROBLEM_LENGTH])


def _note(delivery, **values):
    """Also where it was deleted meanwhile, with what it is about: then it stays deleted."""
    Delivery.objects.filter(pk=delivery.pk).update(**values)
    for name, value in values.items():
        setattr(delivery, name, value)
