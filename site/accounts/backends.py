"""Passwords, unless there were too many wrong ones."""

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied

from .throttling import Attempt


class ThrottledBackend(ModelBackend):
    """Django's own backend behind the limits of accounts.throttling.

    Without a request (a command, a test's client.login) there is nobody to hold back.
    """

    def authenticate(self, request, username=None, password=None, **kwargs):
        if username is None:
            username = kwargs.get("username")
        if request is not None and username and Attempt.of(request, username).is_refused():
            request.login_is_refused = True
            raise PermissionDenied
        return super().authenticate(request, username=username, password=password, **kwargs)
