"""The operators' overview of retention: how long personal data is kept, and what is due."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.registries import retention


@require_safe
def overview(request):
    """Every rule with the number of rows whose time is over; nothing is deleted here."""
    if not request.user.has_perm("accounts.view_loginevent"):
        raise PermissionDenied
    context = {
        "header_title": _("Retention"),
        "page_title": _("Retention"),
        "header_icon": "history",
        "breadcrumbs_items": [{"url": "", "label": _("Retention")}],
        "outcomes": retention.delete_expired(dry_run=True),
        "kept": retention.kept(),
    }
    return render(request, "accounts/retention.html", context)
