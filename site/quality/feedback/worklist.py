"""Worklist items for readers' remarks (core.registries.worklist)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from core.registries.worklist import Item, Todo, register
from quality.models import Feedback
from quality.reports import may_read_feedback


def items(request) -> list[Item]:
    """Remarks that are not dealt with."""
    count = Feedback.objects.open().count() if may_read_feedback(request.user) else 0
    text = ngettext(
        "Remark of a reader that waits for you", "Remarks of readers that wait for you", count
    )
    return [Item(text, reverse("quality_remarks"), count)] if count else []


def register_worklist():
    """Called once, by QualityConfig.ready()."""
    register(Todo("feedback", gettext_lazy("What readers say"), items, 40))
