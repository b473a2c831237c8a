"""Whether the login still lasts, asked by the pages of the admin; what to see after a new one."""

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
    """{"user": key, "name", "token"}: who is signed in, and the token for her next form.

    Whoever is not signed in never comes here: the admin leads to the login.
    """
    user = request.user
    return JsonResponse(
        {"user": user.pk, "name": user.get_full_name() or str(user), "token": get_token(request)}
    )


@never_cache
@require_safe
def signed_in_again(request):
    """The second tab after the login: the work goes on in the first one."""
    context = {"page_title": _("You are signed in again"), "header_icon": "check"}
    return render(request, "accounts/signed_in_again.html", context)


def watch() -> str:
    """The script and its dialog, for every page of the admin (hook insert_global_admin_js)."""
    return render_to_string("accounts/_signed_out.html")
