"""Passwords, unless there were too many wrong ones."""

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied

from .login_throttle import Attempt


class ThrottledBackend(ModelBackend):
    """Django's own backend behind the limits of accounts.login_throttle.

    Without a request (a command, a test's client.login) there is nobody to hold back.
    """

    def authenticate(self, request, username=None, password=None, **kwargs):
        if username is None:
            username = kwargs.get("username")
        if request is None or not username:
            return super().authenticate(request, username=username, password=password, **kwargs)
        attempt = Attempt.from_request(request, username)
        if not attempt.begin():
            request.login_is_refused = True
            raise PermissionDenied
        user = super().authenticate(request, username=username, password=password, **kwargs)
        if user is None:
            # The book ends it, once the failure stands there.
            request.login_under_way = attempt
        else:
            attempt.end()
        return user
