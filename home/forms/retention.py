"""Submissions are deleted when their time is over; the receipt numbers stay, they say nothing."""

from datetime import timedelta

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.registries import retention
from core.registries.retention import Kept, Rule
from submissions.models import Delivery

from . import intake, ways
from .models import Draft, Submission

# The run comes every night; after so long it has been missing.
OVERDUE_AFTER = timedelta(days=2)


def expired(now=None):
    """Those whose time is over, but for those that another system has still to get."""
    owed = Delivery.objects.owed().filter(kind=ways.KIND, way=ways.Way.ENDPOINT)
    owed = owed.values("object_id")
    return Submission.objects.filter(delete_on__lte=timezone.localdate(now)).exclude(pk__in=owed)


def overdue():
    """Those that should have been deleted, for whichever reason they are still there."""
    return Submission.objects.filter(delete_on__lte=timezone.localdate() - OVERDUE_AFTER)


def delete_old(dry_run: bool = False) -> list[tuple[str, int]]:
    """[(title of the form, number of submissions)] deleted, or that would be."""
    found = expired()
    by_form = found.order_by("page__title").values_list("page__title").annotate(Count("pk"))
    counts = list(by_form)
    if not dry_run:
        found.delete()
    return counts


def register():
    """Called once, by FormsConfig.ready()."""
    retention.register(
        Rule(
            "form-submissions",
            ("forms.Submission", "submissions.PrivateFile", "submissions.Delivery"),
            _("what citizens send by forms, with files"),
            _("as many days as the form says; what another system has still to get stays"),
            _("to do what was asked for"),
            lambda now: [expired(now)],
        ),
        Rule(
            "form-drafts",
            ("forms.Draft", "submissions.PrivateFile"),
            _("forms of several pages that are not sent yet, with files"),
            _("24 hours after the last change"),
            _("to go on filling in"),
            lambda now: [Draft.objects.expired(now)],
        ),
        Rule(
            "form-fingerprints",
            ("forms.Submission",),
            _("the mark that tells a form sent twice"),
            _("some minutes"),
            _("to take nothing in twice"),
            lambda now: [intake.expired_fingerprints(now)],
            lambda now: intake.clear_fingerprints(),
        ),
    )
    retention.keep(
        Kept(
            ("forms.Receipt", "forms.Endpoint", "forms.FormField"),
            _("receipt numbers, questions of forms and systems that take submissions"),
            _("always; they tell of nobody"),
        )
    )
