"""A list of jobs and its offers."""

from datetime import timedelta

from django.utils import timezone

from home.jobs.models import FieldOfWork, JobPage, JobsPage
from tests.home.news.building import add, make_home

__all__ = ["add", "field", "in_days", "job", "make_home", "make_list"]


def in_days(number):
    """The day in so many days; before today with a minus."""
    return timezone.localdate() + timedelta(days=number)


def make_list(home, title="Stellenangebote", slug="stellenangebote", **fields):
    return add(home, JobsPage(title=title, slug=slug, **fields))


def job(index, title="Gärtnerin oder Gärtner (m/w/d)", **fields):
    """Published, open for twenty days, to be applied for by mail."""
    if not fields.get("until_filled"):
        fields.setdefault("apply_until", in_days(20))
    fields.setdefault("apply_email", "bewerbung@lindenfurt.example")
    return add(index, JobPage(title=title, **fields))


def field(title):
    return FieldOfWork.objects.create(title=title)
