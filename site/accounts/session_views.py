"""Polling of the session by pages of the admin, and the page after a renewed login."""

from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def still_signed_in(request):
    """{"user": key, "name", "token"} of the signed-in user; token: for her next form.

    The admin redirects anonymous users to the login before.
    """
    user = request.user
    return JsonResponse(
        {"user": user.pk, "name": user.get_full_name() or str(user), "token": get_token(request)}
    )


@never_cache
@require_safe
def signed_in_again(request):
    """The second tab after the login: work continues in the first one."""
    context = {"page_title": _("You are signed in again"), "header_icon": "check"}
    return render(request, "accounts/signed_in_again.html", context)


def watch() -> str:
    """The script and its dialog, for every page of the admin (hook insert_global_admin_js)."""
    return render_to_string("accounts/_signed_out.html")
