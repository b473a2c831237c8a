"""Jobs by mail: a topic of the app subscriptions.

Its parameters: `liste`, the page of the list, and the filters in the address of the list; each may
be missing.
"""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from subscriptions import Item, Topic

from .. import filters, formatting
from ..models import JobPage, JobsPage

MOST_ITEMS = 200
GONE = _("There is nothing at this address.")


def items(parameters, since, until) -> list[Item]:
    """Jobs that were published, as long as one can apply for them."""
    jobs = JobPage.objects.visible().still_open().for_list()
    try:
        jobs = filters.parse(parameters).filter(jobs)
    except LookupError:
        return []
    if "liste" in parameters:
        index = _list_of(parameters)
        if index is None:
            return []
        jobs = jobs.child_of(index)
    jobs = jobs.filter(first_published_at__gt=since, first_published_at__lte=until)
    return [
        Item(job.title, job.get_url() or "/", formatting.summary(job), job.first_published_at)
        for job in jobs.order_by("-first_published_at", "-pk")[:MOST_ITEMS]
    ]


def describe(parameters) -> str:
    index = _list_of(parameters)
    title = index.title if index else str(TOPIC.label)
    try:
        chosen = ", ".join(filters.parse(parameters).labels)
    except LookupError:
        chosen = ""
    return f"{title}: {chosen}" if chosen else title


def clean(raw: Mapping[str, str]) -> dict:
    """Raises ValidationError for an unknown list, kind, field or office."""
    try:
        parameters = filters.parse(raw).parameters
    except LookupError as error:
        raise ValidationError(GONE) from error
    number = raw.get("liste", "")
    if not number:
        return parameters
    is_number = number.isascii() and number.isdigit() and len(number) < 18
    found = {"liste": int(number) if is_number else 0, **parameters}
    if not _list_of(found):
        raise ValidationError(GONE)
    return found


def address(parameters) -> str:
    index = _list_of(parameters) or JobsPage.objects.live().public().first()
    if index is None:
        return "/"
    try:
        query = filters.parse(parameters).query
    except LookupError:
        query = ""
    return f"{index.get_url()}?{query}" if query else index.get_url()


def _list_of(parameters):
    return JobsPage.objects.live().public().filter(pk=parameters.get("liste", 0)).first()


TOPIC = Topic("jobs", _("Jobs"), items, describe, clean, url=address)
