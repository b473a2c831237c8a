"""Removal of Wagtail's initial groups, and German names for its root page and collection."""

from django.contrib.auth.models import Group
from django.db.models import Q
from wagtail.models import Collection, Page, Workflow

GROUPS = ("Moderators", "Editors")
REVIEW = "Moderators approval"
ROOT = "Root"
ALL_PAGES, NO_COLLECTION = "Alle Seiten", "Allgemein"


def tidy_up():
    """Remove unused groups, and give the roots German names. Idempotent.

    A group with members keeps its permissions: its use is for people to decide.
    """
    Page.objects.filter(depth=1, title=ROOT).update(title=ALL_PAGES, draft_title=ALL_PAGES)
    Collection.objects.filter(depth=1, name=ROOT).update(name=NO_COLLECTION)
    unused = Group.objects.filter(name__in=GROUPS, user=None)
    for workflow in Workflow.objects.filter(name=REVIEW):
        if not _is_used(workflow):
            _remove(workflow, unused)
    unused.exclude(groupapprovaltask__isnull=False).delete()


def _is_used(workflow) -> bool:
    return (
        workflow.workflow_pages.exists()
        or workflow.workflow_content_types.exists()
        or workflow.workflow_states.exists()
    )


def _remove(workflow, groups):
    """Delete the workflow and its tasks, as far as these concern unused groups only."""
    tasks = [one.task for one in workflow.workflow_tasks.select_related("task")]
    others = ~Q(pk__in=groups.values("pk"))
    if any(task.specific.groups.filter(others).exists() for task in tasks):
        return
    workflow.delete()
    for task in tasks:
        if not task.workflow_tasks.exists() and not task.task_states.exists():
            task.delete()
