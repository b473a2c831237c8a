"""What of usage and feedback needs a hand today (core.registries.worklist)."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from core.registries.worklist import Item, Todo, register

from .models import Counted, Feedback
from .ownership import has_own_work_only
from .reports import may_read_feedback, may_see_reports

WEEK = timedelta(days=7)
OFTEN = 3  # what fewer ask for in a week is no task


def remarks(request) -> list[Item]:
    """Remarks of readers that nobody has dealt with."""
    count = Feedback.objects.open().count() if may_read_feedback(request.user) else 0
    text = ngettext(
        "Remark of a reader that waits for you", "Remarks of readers that wait for you", count
    )
    return [Item(text, reverse("quality_remarks"), count)] if count else []


def not_found(request) -> list[Item]:
    """What several readers asked for in a week and did not get: the team's work."""
    if not may_see_reports(request.user) or has_own_work_only(request.user):
        return []
    since = timezone.localdate() - WEEK
    often = Counted.objects.summed(since).filter(total__gte=OFTEN).order_by()
    words = often.filter(kind=Counted.Kind.SEARCH, hits=0).count()
    missing = often.filter(kind=Counted.Kind.MISSING, referrer__gt="").count()
    wanted = ngettext(
        "Word that readers searched for and did not find",
        "Words that readers searched for and did not find",
        words,
    )
    linked = ngettext(
        "Missing address that other websites link to",
        "Missing addresses that other websites link to",
        missing,
    )
    found = [(words, wanted, "quality_nothing_found"), (missing, linked, "quality_missing")]
    return [Item(text, f"{reverse(name)}?period=7", count) for count, text, name in found if count]


def register_todo():
    """Told once, by QualityConfig.ready()."""
    register(Todo("feedback", gettext_lazy("What readers say"), remarks, 40))
    register(Todo("usage", gettext_lazy("What readers do not find"), not_found, 90))
