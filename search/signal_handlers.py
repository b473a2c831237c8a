"""Marks for single saves and deletions; what is written in bulk is marked by those who write it."""

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page
from wagtail.signals import post_page_move

from . import indexing, registry


def mark_changed(sender, instance, raw=False, **kwargs):
    """Mark a saved or deleted object of a registered kind."""
    if not raw and registry.kinds_of(sender):
        indexing.mark(sender, [instance.pk])
        indexing.follow_after_commit()


def mark_moved(sender, instance, **kwargs):
    """Mark a moved page and all below it: a site finds its pages by their paths."""
    moved = Page.objects.descendant_of(instance, inclusive=True)
    indexing.mark(Page, moved.values_list("pk", flat=True))
    indexing.follow_after_commit()


def connect():
    """Called once, by SearchConfig.ready()."""
    post_save.connect(mark_changed)
    post_delete.connect(mark_changed)
    post_page_move.connect(mark_moved)
