"""Submissions are deleted when their time is over; the receipt numbers stay, they say nothing."""

from datetime import timedelta

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import ngettext

from . import intake
from .models import Delivery, Draft, Submission

# The run comes every night; after so long it has been missing.
OVERDUE_AFTER = timedelta(days=2)


def over():
    """Those whose time is over, but for those that another system has still to get."""
    owed = Delivery.objects.exclude(state=Delivery.State.DONE)
    owed = owed.filter(way=Delivery.Way.HAND_OVER).values("submission")
    return Submission.objects.filter(delete_on__lte=timezone.localdate()).exclude(pk__in=owed)


def overdue():
    """Those that should have been deleted, for whichever reason they are still there."""
    return Submission.objects.filter(delete_on__lte=timezone.localdate() - OVERDUE_AFTER)


def delete_old(dry_run: bool = False) -> list[tuple[str, int]]:
    """[(title of the form, number of submissions)] deleted, or that would be."""
    found = over()
    by_form = found.order_by("page__title").values_list("page__title").annotate(Count("pk"))
    counts = list(by_form)
    if not dry_run:
        found.delete()
    return counts


def delete_drafts() -> int:
    """Forms that nobody has sent within a day, with their files."""
    return Draft.objects.over().delete()[0]


def look_after() -> str:
    """The nightly job."""
    intake.forget_fingerprints()
    delete_drafts()
    deleted = sum(count for _title, count in delete_old())
    if not deleted:
        return ""
    return ngettext("%(n)s submission deleted", "%(n)s submissions deleted", deleted) % {
        "n": deleted
    }
