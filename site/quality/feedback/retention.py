"""Retention of feedback: readers' words are deleted after a year, the sums stay."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from quality.models import Feedback

KEPT = timedelta(days=365)


def expired(now) -> list:
    """Feedback of a year ago with a text or on a search (core.registries.retention)."""
    old = Feedback.objects.filter(day__lt=timezone.localdate(now) - KEPT)
    return [old.filter(~Q(text="") | Q(kind=Feedback.Kind.SEARCH))]


def delete_expired(today=None) -> str:
    """Delete old remarks and old words of searches. Returns a summary."""
    before = (today or timezone.localdate()) - KEPT
    old = Feedback.objects.filter(day__lt=before)
    texts = old.exclude(text="").update(text="")
    searches, _rows = old.filter(kind=Feedback.Kind.SEARCH).delete()
    return f"{texts + searches} remarks deleted" if texts + searches else ""
