"""Deployment check against accounts with a known password."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import checks
from django.db import DatabaseError

DEMO_PASSWORD = "editor-password"  # noqa: S105 - the name of a file


def no_known_passwords(app_configs, **kwargs):
    """Report the demo city's editor in production."""
    file = settings.VAR_DIR / DEMO_PASSWORD
    if not file.exists():
        return []
    password = file.read_text().strip()
    try:
        users = [user for user in _administrators() if user.check_password(password)]
    except DatabaseError:
        # Before the first migration there are no users.
        return []
    return [
        checks.Error(
            f"The account “{user.get_username()}” has the password of the demo city.",
            hint=f"Give it another password, or delete the account; then delete {file}.",
            id="accounts.E001",
        )
        for user in users
    ]


def _administrators():
    return get_user_model().objects.filter(is_active=True, is_superuser=True)
