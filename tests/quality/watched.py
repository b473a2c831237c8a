"""Pages, owners and editors for the tests of reviews, links and gaps."""

from datetime import timedelta

from django.contrib.auth.models import Group, User
from django.utils import timezone

from accounts import groups
from home.models import StandardPage
from tests.home import examples

OWNER = "fachamt@lindenfurt.example"


def page(home, title="Hundesteuer", html="<p>Die Steuer beträgt 90 Euro.</p>", **fields):
    """A published standard page that somebody answers for."""
    values = {"introduction": "Kurz gesagt.", "owner_email": OWNER, "owner_name": "Mira Beispiel"}
    body = [examples.text(html)] if html else []
    return examples.add(home, StandardPage(title=title, body=body, **{**values, **fields}))


def days(number):
    return timezone.localdate() + timedelta(days=number)


def editor(group=groups.EDITORIAL_TEAM, name="redaktion", **fields):
    groups.setup_groups()
    user = User.objects.create_user(name, f"{name}@lindenfurt.example", "geheim", **fields)
    user.groups.add(Group.objects.get(name=group))
    return user
