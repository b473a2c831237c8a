"""What waits for this user's review, as one kind of work on the front page (core.todo)."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, TaskState

from core.todo import Item

SHOWN = 10


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


def _item(state, user):
    content = state.revision.content_object
    title = getattr(content, "draft_title", "") or str(content)
    who = state.workflow_state.requested_by
    text = _("%(title)s, from %(name)s") % {
        "title": title,
        "name": (who.get_full_name() or who.get_username()) if who else _("somebody"),
    }
    return Item(text, _edit_url(content, user))


def _edit_url(content, user):
    if isinstance(content, Page):
        return reverse("wagtailadmin_pages:edit", args=[content.pk])
    return AdminURLFinder(user).get_edit_url(content) or reverse("wagtailadmin_home")
