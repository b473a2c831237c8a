"""Extraction of links from content, each with its sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup

from quality.content import Piece, pieces_of

# A sentence ends at its sign, where a new one begins.
SENTENCE_END = re.compile(r"(?<=[.!?…:])\s+(?=[\"„“»(]?[A-ZÄÖÜ0-9])")
LONGEST_SENTENCE = 300
_BLOCKS = ("p", "li", "td", "th", "h2", "h3", "h4")
# What is no address to ask for.
_OTHER_SCHEME = re.compile(r"^(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass(frozen=True)
class FoundLink:
    """One link. target: as quality.models.Link keeps it; text: what the link is called."""

    target: str
    text: str = ""
    sentence: str = ""


def links_in(content) -> list[FoundLink]:
    """All links of a page, supplement …, each once per place."""
    return list(dict.fromkeys(link for piece in pieces_of(content) for link in _of_piece(piece)))


def _of_piece(piece: Piece) -> Iterator[FoundLink]:
    if piece.kind == "html":
        yield from links_in_html(piece.value)
    elif piece.kind == "url":
        if target := web_target(piece.value):
            yield FoundLink(target, piece.near or piece.label, piece.near)
    elif piece.kind in ("page", "document"):
        pk = piece.value.pk if piece.value else 0
        yield FoundLink(f"{piece.kind}:{pk}", piece.near or piece.label, piece.near)


def links_in_html(html: str) -> Iterator[FoundLink]:
    """The links of rich text as it is stored (`linktype`, `id`, or `href`)."""
    if "<a" not in html:
        return
    for anchor in BeautifulSoup(html, "lxml").find_all("a"):
        target = _target(anchor)
        if target:
            text = _folded(anchor)
            block = anchor.find_parent(_BLOCKS)
            yield FoundLink(target, text[:300], sentence_with(_folded(block or anchor), text))


def _target(anchor) -> str:
    kind, pk = anchor.get("linktype"), anchor.get("id", "")
    if kind in ("page", "document"):
        return f"{kind}:{pk if pk.isdecimal() else 0}"
    return web_target(anchor.get("href") or "")


def web_target(address: str) -> str:
    """An address or path without its fragment; "" for mailto:, tel: and places on the page."""
    address = address.strip().partition("#")[0]
    return "" if _OTHER_SCHEME.match(address) else address


def sentence_with(text: str, part: str) -> str:
    """The sentence of `text` in which `part` stands, cut to a bearable length around it."""
    found = next((one for one in SENTENCE_END.split(text) if part in one), text)
    if len(found) <= LONGEST_SENTENCE:
        return found
    begin = max(0, found.find(part) - LONGEST_SENTENCE // 3)
    return ("…" if begin else "") + found[begin : begin + LONGEST_SENTENCE] + "…"


def _folded(element) -> str:
    return " ".join(element.get_text(" ").split()).replace(" .", ".").replace(" ,", ",")
