"""Reads Atom (RFC 4287) and RSS 2.0 back; raises XMLSyntaxError for what is no XML."""

import html

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(content: bytes) -> list[dict]:
    """{"id", "title", "link", "text", "categories"} of each entry, in the feed's order."""
    root = etree.fromstring(content)
    if root.tag == f"{ATOM}feed":
        return [_atom(entry) for entry in root.iter(f"{ATOM}entry")]
    assert root.tag == "rss"
    return [_rss(item) for item in root.iter("item")]


def _atom(entry):
    return {
        "id": entry.findtext(f"{ATOM}id"),
        "title": entry.findtext(f"{ATOM}title"),
        "link": entry.find(f"{ATOM}link").get("href"),
        "text": entry.findtext(f"{ATOM}summary"),
        "categories": [one.get("term") for one in entry.findall(f"{ATOM}category")],
        "published": entry.findtext(f"{ATOM}published"),
    }


def _rss(item):
    assert item.find("guid").get("isPermaLink") == "false"
    return {
        "id": item.findtext("guid"),
        "title": item.findtext("title"),
        "link": item.findtext("link"),
        # HTML, as RSS has it.
        "text": html.unescape(item.findtext("description")),
        "categories": [one.text for one in item.findall("category")],
        "published": item.findtext("pubDate"),
    }
