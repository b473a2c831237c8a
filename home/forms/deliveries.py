"""Mails and hand-overs of submissions: tried at once by a task, then again for two days.

What could not be done waits as a row with the reason; nothing is lost with a mail server or a
system that is down. The task is told a key only, never what somebody wrote.
"""

import logging
import smtplib
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task

from outbound.errors import SourceError, SourceInvalid

from . import endpoint_delivery, mails
from .models import Delivery, Submission

# After each failed try; after the last one a person has to look.
WAITS = [timedelta(minutes=minutes) for minutes in (2, 10, 30, 120, 360, 720, 1440)]
# Nobody else tries what one process has taken, for so long.
HELD = timedelta(minutes=15)
PROBLEM_LENGTH = 500

logger = logging.getLogger(__name__)
_HOW = {
    Delivery.Way.OFFICE: mails.to_office,
    Delivery.Way.SENDER: mails.to_sender,
    Delivery.Way.HAND_OVER: endpoint_delivery.hand_over,
}


@task()
def deliver(delivery_id: int) -> str:
    """Try what waits; returns its state, "gone" when there is nothing to do."""
    delivery = _claim(delivery_id)
    if delivery is None:
        return "gone"
    try:
        _HOW[Delivery.Way(delivery.way)](delivery.submission)
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
        delivery.state, delivery.problem = Delivery.State.DONE, ""
        delivery.done_at = timezone.now()
        delivery.save()
    return str(delivery.state)


def start(submission: Submission) -> None:
    """Queue all that waits for this submission."""
    for delivery in submission.deliveries.filter(state=Delivery.State.WAITING):
        deliver.enqueue(delivery.pk)


def again(delivery: Delivery) -> None:
    """Begin anew with one that failed, by a person's wish."""
    with transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).exclude(state=Delivery.State.DONE).update(
            state=Delivery.State.WAITING, tries=0, next_try_at=timezone.now()
        )
    deliver.enqueue(delivery.pk)


def look_after() -> str:
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
    return Delivery.objects.select_related("submission__receipt").get(pk=pk)


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
        return
    delivery.next_try_at = timezone.now() + WAITS[delivery.tries - 1]
    delivery.problem = problem[:PROBLEM_LENGTH]
    delivery.save()


def _fail(delivery, problem):
    delivery.state, delivery.problem = Delivery.State.FAILED, problem[:PROBLEM_LENGTH]
    delivery.save()
