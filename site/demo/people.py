"""Users of the demo city: an administrator, and on request one user of every role."""

import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from accounts.groups import DEPARTMENT_EDITOR, ROLES
from accounts.models import Profile
from core.text.slugs import german_slug
from directory.models import OrganisationalUnit

EDITOR = "redaktion"
DEPARTMENT = "9050"  # Kultur und Freizeit, with the library and the music school below it
PASSWORD_FILE = settings.VAR_DIR / "editor-password"


def make_editor():
    """Create an administrator; the password is generated once and kept in a file of its own."""
    user, made = get_user_model().objects.get_or_create(
        username=EDITOR,
        defaults={"is_staff": True, "is_superuser": True, "first_name": "Redaktion"},
    )
    _give_password(user, made, PASSWORD_FILE)


def make_users() -> list[tuple[str, str, Path]]:
    """Create a user of every role: (name, role, file of the password). The groups must exist."""
    users = []
    for role in ROLES:
        name = f"{german_slug(role.name)}-demo"
        user, made = get_user_model().objects.get_or_create(
            username=name,
            defaults={"first_name": role.name, "email": f"{name}@lindenfurt.example"},
        )
        user.groups.add(Group.objects.get(name=role.name))
        if made and role.name == DEPARTMENT_EDITOR:
            _give_department(user)
        file = PASSWORD_FILE.with_name(f"password-{name}")
        _give_password(user, made, file)
        users.append((name, role.name, file))
    return users


def _give_department(user):
    profile, _made = Profile.objects.get_or_create(user=user)
    profile.units.set(OrganisationalUnit.objects.filter(external_id=DEPARTMENT))


def _give_password(user, is_new: bool, file: Path):
    """Set the password of the file; a lost file means a new password."""
    if is_new or not file.exists():
        password = secrets.token_urlsafe(12)
        user.set_password(password)
        user.save()
        file.touch(mode=0o600)
        file.write_text(password)
