"""The table of contents of a long page, made from its headings."""

import re
from dataclasses import dataclass
from html import unescape

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from core.text.slugs import free_slug

# What our templates and blocks render: no heading stands inside another.
_HEADING = re.compile(r"<h2(?P<attributes>[^>]*)>(?P<text>.*?)</h2>", re.DOTALL | re.IGNORECASE)
_ID = re.compile(r"""\sid=["']([^"']+)["']""")
_ANY_ID = re.compile(r"""<[^>]+\sid=["']([^"']+)["']""")


@dataclass(frozen=True)
class Heading:
    """A heading of level 2 with its anchor."""

    anchor: str
    text: str


def with_outline(html: str) -> tuple[SafeString, list[Heading]]:
    """The same HTML with an id on each heading of level 2, and these headings."""
    headings = []
    taken = set(_ANY_ID.findall(html))

    def give_id(match):
        text = " ".join(unescape(strip_tags(match["text"])).split())
        known = _ID.search(match["attributes"])
        if known:
            headings.append(Heading(known[1], text))
            return match[0]
        anchor = free_slug(text, taken, fallback="abschnitt")
        taken.add(anchor)
        headings.append(Heading(anchor, text))
        return f'<h2 id="{anchor}"{match["attributes"]}>{match["text"]}</h2>'

    marked = _HEADING.sub(give_id, html)
    return mark_safe(marked), headings  # noqa: S308  (what we were given, and slugs)
