"""Feeds of a list, as Atom and as RSS (core.formats.feeds)."""

from collections.abc import Callable

from django.http import HttpResponse

from core.formats import feeds


def response(index, request, write: Callable) -> HttpResponse:
    """The feed of a list. write: core.formats.feeds.atom or core.formats.feeds.rss."""
    # A page and its translation share a key, and are two feeds.
    language = index.locale.language_code
    feed = feeds.Feed(
        id=feeds.uuid5(index.translation_key, language),
        title=index.title,
        link=index.get_full_url(request),
        subtitle=index.introduction,
        language=language,
        entries=index.feed_entries(),
        changed_at=index.last_published_at,
    )
    return write(request, feed)
