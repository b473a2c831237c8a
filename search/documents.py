"""What a kind says of one thing that can be found, and the row of the index that is made of it."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from .german.words import joined, stem, words
from .models import Document

# Stems of a text that are kept; what a long file says after its first pages is about the same.
MOST_IN_TEXT = 3000
GERMAN = "de"

# (word) -> stems of its parts, () for a word that is no compound
Split = Callable[[str], Iterable[str]]


@dataclass(frozen=True)
class Content:
    """One thing that can be found.

    aliases: other names of it. headings: what its parts are called. body: all other text.
    topics: keys. path: of a page in the tree. boost: 1 for none.
    offers: what of it can be shown at once (keys of german.form_words.WANTED).
    """

    title: str
    aliases: Sequence[str] = ()
    headings: Sequence[str] = ()
    body: Sequence[str] = ()
    language: str = GERMAN
    topics: Sequence[str] = ()
    date: datetime.date | None = None
    path: str = ""
    boost: float = 1.0
    offers: frozenset[str] = field(default_factory=frozenset)


def document_of(kind: str, object_id: int, content: Content, split: Split) -> Document:
    """An unsaved row."""
    named = [content.title, *content.aliases, *content.headings]
    return Document(
        kind=kind,
        object_id=object_id,
        language=content.language,
        path=content.path,
        title=content.title,
        date=content.date,
        topics=list(content.topics),
        boost=content.boost,
        offers=" ".join(sorted(content.offers)),
        title_stems=_stems([content.title], split),
        alias_stems=_stems(content.aliases, split),
        heading_stems=_stems(content.headings, split),
        body_stems=_stems(content.body, split, MOST_IN_TEXT),
        words=" ".join(dict.fromkeys(word for text in named for word in words(text))),
        changed_at=timezone.now(),
    )


def _stems(texts: Iterable[str], split: Split, at_most: int | None = None) -> str:
    """All stems of the texts and of the parts of their compounds, each once."""
    found: dict[str, None] = {}
    for text in texts:
        for word in [*words(text), *joined(text)]:
            found[stem(word)] = None
            found.update(dict.fromkeys(split(word)))
    return " ".join(list(found)[:at_most])
