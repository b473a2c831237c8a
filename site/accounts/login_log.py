"""The login log: events of Django's signals are recorded, and kept for 90 days."""

import time
from datetime import timedelta

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from .login_throttle import Attempt, network_digest
from .models import LoginEvent

KEPT = timedelta(days=90)
# In the session: when it began and when it was last used, seconds since 1970.
BEGAN, SEEN = "accounts.began", "accounts.seen"

Kind = LoginEvent.Kind


def record(kind: str, user, request=None, by=None) -> LoginEvent:
    """Record an event of this user's login. by: the acting user, if somebody else."""
    return LoginEvent.objects.create(
        kind=kind, name=user.get_username(), user=user, by=by, network=network_digest(request)
    )


def _logged_in(sender, request, user, **kwargs):
    request.session[BEGAN] = request.session[SEEN] = int(time.time())
    record(Kind.IN, user, request)


def _logged_out(sender, request, user, **kwargs):
    if user is not None:
        record(Kind.OUT, user, request)


def _login_failed(sender, credentials, request=None, **kwargs):
    attempt = Attempt.from_request(request, str(credentials.get("username") or ""))
    kind = Kind.REFUSED if getattr(request, "login_is_refused", False) else Kind.WRONG
    LoginEvent.objects.create(kind=kind, name=attempt.name, network=attempt.network)
    if under_way := getattr(request, "login_under_way", None):
        del request.login_under_way
        under_way.end()


def follow_logins():
    """Called once, by AccountsConfig.ready()."""
    user_logged_in.connect(_logged_in, dispatch_uid="accounts.logged_in")
    user_logged_out.connect(_logged_out, dispatch_uid="accounts.logged_out")
    user_login_failed.connect(_login_failed, dispatch_uid="accounts.login_failed")


def expired(now) -> list:
    """Logins older than 90 days (core.registries.retention)."""
    return [LoginEvent.objects.filter(at__lt=now - KEPT)]
