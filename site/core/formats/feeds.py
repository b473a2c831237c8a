"""Feeds: Atom (RFC 4287) and RSS 2.0, the one place that writes them.

Texts are plain: angle brackets are part of them. Callers convert HTML to plain text
before. An id stays, whatever becomes of titles, addresses and the site's name.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.translation import get_language
from lxml import etree
from wagtail.models import Site

MOST_ENTRIES = 50

ATOM = "http://www.w3.org/2005/Atom"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# What XML 1.0 cannot hold (section 2.2).
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# RFC 4287 wants a moment of every feed, of those as well that never had an entry.
_UNKNOWN = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    """One entry. link: a whole address; text, title, author, categories: plain text."""

    id: UUID
    title: str
    link: str
    text: str
    published: datetime
    updated: datetime
    categories: Sequence[str] = ()
    author: str = ""


@dataclass(frozen=True)
class Feed:
    """A feed. link: the page for people; address: its own, by default that of the request.

    changed_at: when it was updated, should it have no entries.
    """

    id: UUID
    title: str
    link: str
    entries: Sequence[Entry]
    subtitle: str = ""
    address: str = ""
    language: str = ""
    changed_at: datetime | None = None

    @property
    def updated(self) -> datetime:
        moments = [entry.updated for entry in self.entries]
        return max(moments, default=self.changed_at or _UNKNOWN)


def identity(request, *parts: str) -> UUID:
    """An id for a feed of the whole site: of its home page's, which moves and renaming leave."""
    site = Site.find_for_request(request)
    root = site.root_page.translation_key if site else UUID(int=0)
    return uuid5(root, "/".join(parts))


def atom(request, feed: Feed) -> HttpResponse:
    return _response(request, feed, _atom, "application/atom+xml")


def rss(request, feed: Feed) -> HttpResponse:
    return _response(request, feed, _rss, "application/rss+xml")


def _response(request, feed: Feed, write: Callable, kind: str) -> HttpResponse:
    site = Site.find_for_request(request)
    name = (site and site.site_name) or settings.WAGTAIL_SITE_NAME
    author = (name, site.root_url if site else "")
    address = feed.address or request.build_absolute_uri(request.get_full_path())
    root = write(feed, address, author)
    content = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(content, content_type=f"{kind}; charset=utf-8")


# --- Atom ----------------------------------------------------------------------------------


def _atom(feed: Feed, address: str, author: tuple[str, str]):
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    root.set(_LANGUAGE, feed.language or get_language() or settings.LANGUAGE_CODE)
    _add(root, "id", feed.id.urn)
    _add(root, "title", feed.title)
    if feed.subtitle:
        _add(root, "subtitle", feed.subtitle)
    _add(root, "updated", _moment(feed.updated))
    # Of the feed: an entry that names no author has this one (section 4.1.1).
    _author(root, *author)
    _add(root, "link", rel="self", type="application/atom+xml", href=_address(address))
    _add(root, "link", rel="alternate", type="text/html", href=_address(feed.link))
    for entry in feed.entries[:MOST_ENTRIES]:
        _atom_entry(root, feed, entry)
    return root


def _atom_entry(root, feed, entry: Entry):
    element = _add(root, "entry")
    _add(element, "id", entry.id.urn)
    _add(element, "title", entry.title)
    link = _address(entry.link) or _address(feed.link)
    _add(element, "link", rel="alternate", type="text/html", href=link)
    _add(element, "published", _moment(entry.published))
    _add(element, "updated", _moment(entry.updated))
    if entry.author:
        _author(element, entry.author)
    for category in filter(None, entry.categories):
        _add(element, "category", term=category)
    if entry.text:
        _add(element, "summary", entry.text, type="text")


def _author(element, name: str, address: str = ""):
    author = _add(element, "author")
    _add(author, "name", name)
    if address:
        _add(author, "uri", address)


def _moment(when: datetime) -> str:
    """RFC 3339."""
    return timezone.localtime(when).isoformat(timespec="seconds")


# --- RSS -----------------------------------------------------------------------------------


def _rss(feed: Feed, address: str, author: tuple[str, str]):
    names = {"atom": ATOM, "dc": DUBLIN_CORE}
    root = etree.Element("rss", version="2.0", nsmap=names)
    channel = _add(root, "channel")
    _add(channel, "title", feed.title)
    _add(channel, "link", _address(feed.link))
    _add(channel, "description", _as_html(feed.subtitle or feed.title))
    own = {"rel": "self", "type": "application/rss+xml", "href": _address(address)}
    etree.SubElement(channel, f"{{{ATOM}}}link", own)
    _add(channel, "language", feed.language or get_language() or settings.LANGUAGE_CODE)
    _add(channel, "lastBuildDate", format_datetime(feed.updated.astimezone(UTC), usegmt=True))
    for entry in feed.entries[:MOST_ENTRIES]:
        item = _add(channel, "item")
        _add(item, "title", entry.title)
        _add(item, "link", _address(entry.link) or _address(feed.link))
        _add(item, "description", _as_html(entry.text))
        etree.SubElement(item, f"{{{DUBLIN_CORE}}}creator").text = _text(entry.author or author[0])
        for category in filter(None, entry.categories):
            _add(item, "category", category)
        _add(item, "guid", entry.id.urn, isPermaLink="false")
        _add(item, "pubDate", format_datetime(entry.published.astimezone(UTC), usegmt=True))
    return root


def _as_html(text: str) -> str:
    """RSS has HTML in a description."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# --- XML -----------------------------------------------------------------------------------


def _add(parent, name: str, text: str = "", **attributes):
    """A child in the parent's namespace."""
    prefix = parent.tag[: parent.tag.index("}") + 1] if parent.tag.startswith("{") else ""
    texts = {key: _text(value) for key, value in attributes.items()}
    child = etree.SubElement(parent, f"{prefix}{name}", texts)
    if text:
        child.text = _text(text)
    return child


def _text(value) -> str:
    """Without the signs that XML cannot hold."""
    return _NO_XML.sub("", str(value))


def _address(link: str) -> str:
    """A whole address of the web, "" for anything else."""
    address = iri_to_uri("".join(_text(link).split()))
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.netloc else ""
