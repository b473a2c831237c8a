"""Expiry of sessions, and access before the second factor.

Neither touches the session of a reader: without a cookie there is none.
"""

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from . import second_factor
from .login_log import BEGAN, SEEN

# An open editor asks every few seconds who else is there; that is nobody at work.
STILL_SIGNED_IN = "anmeldung/besteht-noch/"
ASKED_BY_ITSELF = ("/editing-sessions/", f"/{STILL_SIGNED_IN}")
NOTED_EVERY = 60


def has_session(request) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


class SessionEndMiddleware:
    """Ends a login after 8 hours, and after 60 minutes without work."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if has_session(request) and request.user.is_authenticated:
            self._end_or_renew(request)
        return self.get_response(request)

    def _end_or_renew(self, request):
        now, session = int(time.time()), request.session
        began, seen = session.setdefault(BEGAN, now), session.setdefault(SEEN, now)
        if now - began > settings.LOGIN_LASTS or now - seen > settings.LOGIN_LASTS_IDLE:
            logout(request)
            messages.info(request, _("You were logged out for safety. Please log in again."))
        elif now - seen >= NOTED_EVERY and _is_work(request.path_info):
            session[SEEN] = now


def _is_work(path) -> bool:
    return not any(part in path for part in ASKED_BY_ITSELF)


class SecondFactorMiddleware:
    """Treats users with a second factor, or in need of one, as anonymous until they have given it.

    In the admin such a user is led to the missing step; everywhere else she is a reader.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if (
            has_session(request)
            and request.user.is_authenticated
            and not request.user.is_verified()
        ):
            step = second_factor.missing_step(request.user)
            if step and not self._is_open(request.path_info, step):
                return self._lead(request, step)
        return self.get_response(request)

    def _is_open(self, path, step):
        names = ["wagtailadmin_logout", "wagtailadmin_javascript_catalog", "wagtailadmin_sprite"]
        names += ["accounts_verify"] if step == second_factor.VERIFY else ["accounts_set_up"]
        return path in {reverse(name) for name in names}

    def _lead(self, request, step):
        is_page = request.headers.get("Sec-Fetch-Dest", "document") == "document"
        if request.path_info.startswith(reverse("wagtailadmin_home")) and is_page:
            name = "accounts_verify" if step == second_factor.VERIFY else "accounts_set_up"
            target = request.get_full_path() if request.method == "GET" else ""
            request.session["accounts.next"] = target
            return redirect(name)
        request.user = AnonymousUser()
        return self.get_response(request)
