"""Topics of the council to follow by mail: papers, one paper, an organization, a person, a search.

Feeds and mails have the same content; opendata.oparl.following gives the addresses of both.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from harvest.models import Run
from search.german.question import MOST_WORDS
from search.models import Waiting
from subscriptions import Item, Topic

from .. import formatting
from ..following import (
    ORGANIZATION,
    PAPER,
    PAPERS,
    PERSON,
    SEARCH,
    description_of_search,
    page_of_search,
)
from ..models import (
    SOURCE_KIND,
    Meeting,
    Organization,
    Paper,
    Person,
)
from ..paper_search import PaperSearch, papers_of_organization, papers_of_person
from ..visibility import Visibility, of_organization
from .paper_news import news_of_paper
from .search import about_meeting, about_paper

MOST_ITEMS = 200
# Anyone can have a mail sent to anyone: it must not carry a stranger's message or link.
LONGEST_SEARCH = 80
_NO_WORD = re.compile(r"[^\w\s/-]|_")
# A run that was cut off and never marked as such holds nothing up for longer.
LONGEST_RUN = timedelta(days=1)


# --- Items of mails ------------------------------------------------------------------------


def _latest(parameters, since, until):
    return _papers(Visibility().visible(Paper), since, until)


def _of_organization(parameters, since, until):
    """Its papers, its meetings, and cancellations of these."""
    shown = Visibility()
    organization = shown.visible(Organization).filter(pk=parameters["id"]).only("pk").first()
    if organization is None:
        return []
    papers = _papers(papers_of_organization(shown, organization), since, until)
    meetings = _meetings(of_organization(shown.visible(Meeting), organization), since, until)
    return sorted([*papers, *meetings], key=lambda item: item.when, reverse=True)


def _of_person(parameters, since, until):
    shown = Visibility()
    person = shown.visible(Person).filter(pk=parameters["id"]).only("pk").first()
    return _papers(papers_of_person(shown, person), since, until) if person else []


def _of_search(parameters, since, until):
    new = Visibility().visible(Paper).filter(imported_at__gt=since, imported_at__lte=until)
    if not new.exists():
        return []
    return _papers(PaperSearch.from_parameters(parameters).rows(), since, until)


def _papers(rows, since, until) -> list[Item]:
    rows = rows.filter(imported_at__gt=since, imported_at__lte=until)
    rows = rows.only("name", "reference", "paper_type", "date", "imported_at")
    return [
        Item(formatting.paper_title(row), row.get_absolute_url(), about_paper(row), row.imported_at)
        for row in rows.order_by("-imported_at", "-date", "-pk")[:MOST_ITEMS]
    ]


def _meetings(rows, since, until) -> list[Item]:
    new = Q(imported_at__gt=since, imported_at__lte=until)
    put_off = Q(is_cancelled=True) | Q(is_postponed=True)
    put_off &= Q(changed_at__gt=since, changed_at__lte=until, start__gte=since)
    states = ("is_cancelled", "is_postponed")
    columns = ("name", "start", "end", *states, "imported_at", "changed_at")
    rows = rows.filter(new | put_off).only(*columns).order_by("-changed_at", "-pk")
    return [
        Item(_called(row), row.get_absolute_url(), about_meeting(row), row.changed_at)
        for row in rows[:MOST_ITEMS]
    ]


def _called(meeting) -> str:
    title = formatting.meeting_title(meeting)
    badge = formatting.meeting_badge(meeting)
    return f"{badge.label}: {title}" if badge else title


# --- What is followed, in words and addresses ----------------------------------------------


def _nothing_to_choose(raw: Mapping[str, str]) -> dict:
    return {}


def _clean_id(model):
    def clean(raw: Mapping[str, str]) -> dict:
        number = raw.get("id", "")
        is_number = number.isascii() and number.isdigit() and len(number) < 18
        if not (is_number and Visibility().visible(model).filter(pk=int(number)).exists()):
            raise ValidationError(_("There is nothing at this address."))
        return {"id": int(number)}

    return clean


def _clean_search(raw: Mapping[str, str]) -> dict:
    """The words without punctuation, which the search ignores."""
    asked = PaperSearch.from_parameters(raw)
    words = _NO_WORD.sub(" ", asked.text).split()
    asked = replace(asked, text=" ".join(words[:MOST_WORDS])[:LONGEST_SEARCH].strip())
    unknown = asked.type and not Visibility().visible(Paper).filter(paper_type=asked.type).exists()
    if unknown or not asked:
        raise ValidationError(_("Enter what you are looking for."))
    return asked.parameters


def _described(model, name, otherwise):
    """The name of an object while it is shown; names of withdrawn ones are not repeated."""

    def describe(parameters) -> str:
        row = Visibility().visible(model).filter(pk=parameters["id"]).defer("raw").first()
        return str((row and name(row)) or otherwise)

    return describe


def _page(model):
    view = f"oparl:{model._meta.model_name}"
    return lambda parameters: reverse(view, args=[parameters["id"]])


# --- Until when everything is written ------------------------------------------------------


def settled(moment: datetime) -> datetime:
    """The start of the oldest run under way: its rows are dated before they are committed."""
    running = Run.objects.running().filter(
        source__kind=SOURCE_KIND, dry_run=False, started_at__gt=moment - LONGEST_RUN
    )
    starts = running.order_by("started_at").values_list("started_at", flat=True)
    return min([moment, *starts[:1]])


def searchable(moment: datetime) -> datetime:
    """The same moment, once all written rows are indexed."""
    waiting = Waiting.objects.filter(model=Paper._meta.label_lower, since__gt=moment - LONGEST_RUN)
    pks = waiting.values("object_id")
    new = Paper.objects.filter(pk__in=pks, imported_at__gt=moment - LONGEST_RUN)
    starts = new.order_by("imported_at").values_list("imported_at", flat=True)[:1]
    return min([settled(moment), *(start - timedelta.resolution for start in starts)])


TOPICS = (
    Topic(
        name=PAPERS,
        label=gettext_lazy("Latest papers of the council"),
        items=_latest,
        describe=lambda parameters: _("Latest papers of the council"),
        clean=_nothing_to_choose,
        url=page_of_search,
        settled=settled,
    ),
    Topic(
        name=ORGANIZATION,
        label=gettext_lazy("Committee or faction of the council"),
        items=_of_organization,
        describe=_described(
            Organization, lambda row: row.name, gettext_lazy("A committee that is no longer shown")
        ),
        clean=_clean_id(Organization),
        url=_page(Organization),
        settled=settled,
    ),
    Topic(
        name=PERSON,
        label=gettext_lazy("Person in the council"),
        items=_of_person,
        describe=_described(
            Person, formatting.person_name, gettext_lazy("A person who is no longer shown")
        ),
        clean=_clean_id(Person),
        url=_page(Person),
        settled=settled,
    ),
    Topic(
        name=PAPER,
        label=gettext_lazy("One paper of the council"),
        items=news_of_paper,
        describe=_described(
            Paper, formatting.paper_title, gettext_lazy("A paper that is no longer shown")
        ),
        clean=_clean_id(Paper),
        url=_page(Paper),
        settled=settled,
    ),
    Topic(
        name=SEARCH,
        label=gettext_lazy("Search in the papers of the council"),
        items=_of_search,
        describe=description_of_search,
        clean=_clean_search,
        url=page_of_search,
        settled=searchable,
    ),
)
