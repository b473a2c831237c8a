"""Addresses of feeds and notifications for the council's pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .paper_search import PaperSearch

# Names of the topics that integrations.topics registers.
PAPERS = "council-papers"
PAPER = "council-paper"
ORGANIZATION = "council-organization"
PERSON = "council-person"
SEARCH = "council-search"

# {topic: (address of its feed, what a feed reader calls it)}
FEEDS = {
    PAPERS: ("oparl_programs:papers_feed", gettext_lazy("Latest papers of the council")),
    ORGANIZATION: ("oparl_programs:organization_feed", gettext_lazy("Papers and meetings")),
    PERSON: ("oparl_programs:person_feed", gettext_lazy("Papers by this person")),
    SEARCH: ("oparl_programs:search_feed", gettext_lazy("Papers found by this search")),
}


@dataclass(frozen=True)
class FollowLinks:
    """Addresses of feed and notifications; title: of the feed, "" without one."""

    title: str
    feed: str
    mail: str


def for_topic(topic: str, parameters: Mapping[str, str | int]) -> FollowLinks:
    """The addresses for a topic. topic: one of the registered names."""
    mail = reverse("subscriptions:sign_up", args=[topic]) + _query(parameters)
    if topic not in FEEDS:
        return FollowLinks("", "", mail)
    feed, title = FEEDS[topic]
    if "id" in parameters:
        return FollowLinks(title, reverse(feed, args=[parameters["id"]]), mail)
    return FollowLinks(title, reverse(feed) + _query(parameters), mail)


def description_of_search(parameters) -> str:
    asked = PaperSearch.from_parameters(parameters)
    parts = [_("“%(text)s”") % {"text": asked.text} if asked.text else "", asked.type, asked.year]
    return _("Papers of the council: %(search)s") % {
        "search": ", ".join(str(part) for part in parts if part)
    }


def page_of_search(parameters) -> str:
    return reverse("oparl:papers") + _query(parameters)


def _query(parameters) -> str:
    return f"?{urlencode(parameters)}" if parameters else ""
