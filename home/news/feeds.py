"""Atom (RFC 4287) and RSS 2.0 of a list. An entry's id is a UUID and stays."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from core.html import plain_text

MOST_ENTRIES = 50


@dataclass(frozen=True)
class FeedEntry:
    """page: the page that the entry leads to; text: plain."""

    id: UUID
    page: object
    title: str
    text: str
    published: datetime
    updated: datetime
    categories: list[str] = field(default_factory=list)
    author: str = ""


class _Dated:
    """A feed without entries was updated when its page was, not now: else it is never a 304."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else self.feed["changed_at"]


class Atom(_Dated, Atom1Feed):
    """Atom 1.0"""


class Rss(_Dated, Rss201rev2Feed):
    """RSS 2.0"""


def answer(index, request, kind) -> HttpResponse:
    """The feed of a list. kind: Atom or Rss."""
    link = index.get_full_url(request)
    feed = kind(
        title=_printable(index.title),
        link=link,
        description=_printable(index.introduction or index.title),
        language=index.locale.language_code,
        feed_url=request.build_absolute_uri(request.path),
        feed_guid=index.translation_key.urn,
        changed_at=index.last_published_at or timezone.now(),
    )
    for entry in index.feed_entries()[:MOST_ENTRIES]:
        feed.add_item(
            title=_printable(entry.title),
            link=entry.page.get_full_url(request),
            description=_printable(entry.text),
            unique_id=entry.id.urn,
            unique_id_is_permalink=False,
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=[_printable(one) for one in entry.categories],
            author_name=_printable(entry.author) or None,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _printable(text: str) -> str:
    """Plain, without the control characters that XML cannot hold."""
    return "".join(sign for sign in plain_text(str(text)) if sign >= " ")
