"""Work on the front page: content waiting for the user's review, and content sent back to her."""

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, TaskState, WorkflowState

from core.registries.worklist import Item

SHOWN = 10
REMARK_LENGTH = 200


def items(request) -> list[Item]:
    """The tasks of workflows that this user may decide, the oldest first."""
    waiting = (
        TaskState.objects.reviewable_by(request.user)
        .select_related("revision", "workflow_state")
        .order_by("started_at")
    )
    shown = [_item(state, request.user) for state in waiting[:SHOWN]]
    more = waiting.count() - SHOWN if len(shown) == SHOWN else 0
    if more > 0:
        url = reverse("wagtailadmin_reports:workflow_tasks")
        shown.append(Item(_("Further changes that wait for your review"), url, count=more))
    return shown


def sent_back(request) -> list[Item]:
    """Submissions that this user is asked to change, with the reviewer's remark."""
    returned = WorkflowState.objects.filter(
        requested_by=request.user, status=WorkflowState.STATUS_NEEDS_CHANGES
    )
    returned = returned.select_related("current_task_state__revision")
    latest_first = returned.order_by("-current_task_state__finished_at")
    return [_returned(state.current_task_state, request.user) for state in latest_first[:SHOWN]]


def _returned(state, user):
    content = state.revision.content_object
    text = _title(content)
    if state.comment:
        text = f"{text}: {Truncator(state.comment).chars(REMARK_LENGTH)}"
    return Item(text, _edit_url(content, user))


def _title(content) -> str:
    return getattr(content, "draft_title", "") or str(content)


def _item(state, user):
    content = state.revision.content_object
    who = state.workflow_state.requested_by
    text = _("%(title)s, from %(name)s") % {
        "title": _title(content),
        "name": (who.get_full_name() or who.get_username()) if who else _("somebody"),
    }
    return Item(text, _edit_url(content, user))


def _edit_url(content, user):
    if isinstance(content, Page):
        return reverse("wagtailadmin_pages:edit", args=[content.pk])
    return AdminURLFinder(user).get_edit_url(content) or reverse("wagtailadmin_home")
