"""Feeds, checked against RFC 4287 and read by feedparser, as readers' programs do."""

from pathlib import Path

import feedparser
from lxml import etree

ATOM = {"a": "http://www.w3.org/2005/Atom"}
_RULES = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))


def faults(content: bytes) -> list[str]:
    """What a feed lacks by RFC 4287: its grammar, and the rules no grammar can tell."""
    root = etree.fromstring(content)
    if not _RULES.validate(root):
        return [f"{error.line}: {error.message}" for error in _RULES.error_log]
    return [*_links(root), *_twice(root), *_older(root)]


def _links(root) -> list[str]:
    """4.1.1: one address of its own, one page."""
    kinds = sorted(link.get("rel") for link in root.findall("a:link", ATOM))
    return [] if kinds == ["alternate", "self"] else [f"links: {kinds}"]


def _twice(root) -> list[str]:
    """4.1.1: entries of one id differ in `updated`. A feed is none of its entries."""
    entries = [
        (entry.findtext("a:id", namespaces=ATOM), entry.findtext("a:updated", namespaces=ATOM))
        for entry in root.findall("a:entry", ATOM)
    ]
    found = [f"twice: {one}" for one in entries if entries.count(one) > 1]
    own = root.findtext("a:id", namespaces=ATOM)
    return found + [f"the feed's own id: {own}" for id, _updated in entries if id == own]


def _older(root) -> list[str]:
    """4.2.15: no entry is newer than its feed."""
    updated = feedparser.parse(etree.tostring(root)).feed.updated_parsed
    entries = feedparser.parse(etree.tostring(root)).entries
    return [f"newer than the feed: {one.id}" for one in entries if one.updated_parsed > updated]


def read(content: bytes):
    """As a reader's program has it: `.feed`, `.entries`. Fails for what it calls malformed."""
    found = feedparser.parse(content)
    assert not found.bozo, found.bozo_exception
    return found
