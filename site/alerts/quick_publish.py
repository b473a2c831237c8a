"""The desk of whoever is on duty: one screen, for a phone at night.

Write, preview, publish; and end an alert. Users with no other permission in the admin find the desk
on its front page.
"""

from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.permissions import policy_registry

from .display import shown_from
from .forms import DeskForm
from .models import Alert


def may_publish(user) -> bool:
    return user.has_perms(["alerts.add_alert", "alerts.publish_alert"])


def desk_url(request) -> str:
    """The desk's address for those who may publish alerts, "" for others (worklist.Action)."""
    return reverse("alerts_desk") if may_publish(request.user) else ""


def does_nothing_else(user) -> bool:
    """Whether the user has permissions on alerts alone."""
    pages = policy_registry.get_by_type(Page).user_has_any_permission(
        user, {"add", "change", "publish"}
    )
    return may_publish(user) and not user.is_superuser and not pages


def desk(request):
    """The form; with `action`: preview, edit (back from the preview), publish."""
    if not may_publish(request.user):
        raise PermissionDenied
    action = request.POST.get("action", "")
    form = DeskForm(request.POST or None)
    if action in ("preview", "publish") and form.is_valid():
        return _preview(request, form) if action == "preview" else _publish(request, form)
    return _show(request, form)


@require_POST
def end(request, pk):
    """Take an alert away at once. Ending it twice does no harm."""
    if not may_publish(request.user):
        raise PermissionDenied
    alert = get_object_or_404(Alert.objects.published(), pk=pk)
    if timezone.now() < alert.ends_at:
        alert.end_now(request.user)
        messages.success(request, _("Ended: “%(title)s” is no longer shown.") % {"title": alert})
    return redirect(_front(request.user))


def _preview(request, form):
    context = {"alert": shown_from(form.unsaved()), "fields": _fields(request)}
    return render(request, "alerts/admin/desk_preview.html", context)


@transaction.atomic
def _publish(request, form):
    alert = form.publish(request.user)
    log(instance=alert, action="wagtail.create", user=request.user, revision=alert.live_revision)
    messages.success(request, _("Published: “%(title)s” is shown now.") % {"title": alert})
    return redirect(_front(request.user))


def _show(request, form):
    context = {
        "page_title": _("Urgent alert"),
        "header_icon": "warning",
        **desk_context(request.user, form),
    }
    return render(request, "alerts/admin/desk.html", context)


def desk_context(user, form=None) -> dict:
    """The context of the desk, on its own page and on the front page."""
    now = timezone.now()
    may_change = user.has_perm("alerts.change_alert")
    edit = Alert.snippet_viewset.get_url_name("edit")
    return {
        "form": form or DeskForm(),
        "alerts": [
            {
                "alert": alert,
                "state": alert.state(now),
                "edit_url": reverse(edit, args=[quote(alert.pk)]) if may_change else "",
            }
            for alert in Alert.objects.not_over(now)
        ],
    }


def _fields(request):
    """The typed values, so that the preview's back button can return them."""
    hidden = ("action", "csrfmiddlewaretoken")
    return [(name, value) for name, values in request.POST.lists() if name not in hidden
            for value in values]  # fmt: skip


def _front(user):
    return "wagtailadmin_home" if does_nothing_else(user) else "alerts_desk"


class DeskPanel(Component):
    """The desk on the front page of the admin."""

    name = "alerts_desk"
    template_name = "alerts/admin/_desk.html"
    order = 0

    class Media:
        css = {"all": ["alerts/admin.css"]}

    def get_context_data(self, parent_context):
        request = parent_context["request"]
        # A component is rendered without the request, so without its token.
        return {"csrf_token": get_token(request), **desk_context(request.user)}


def put_desk_first(request, panels):
    """Show the desk instead of all other panels to users who may do nothing else."""
    if does_nothing_else(request.user):
        panels[:] = [DeskPanel()]
