"""What a kind says of one thing that can be found, and the row of the index that is made of it."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Model
from django.utils import timezone
from modelsearch.index import RelatedFields, SearchField

from core.text.normalise import clean_line

from .german.words import joined, stem, words
from .models import Document

# Stems of a text that are kept; what a long file says after its first pages is about the same.
MOST_IN_TEXT = 3000
# Signs of a text that are kept to show the words in their sentence.
MOST_SHOWN = 5000
GERMAN = "de"
# Search fields (modelsearch) of this boost and more are other names of a thing.
NAMES_FROM = 2

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
    offers: frozenset[str] = frozenset()


def from_search_fields(found: Model, title_field: str, date_field: str = "", **more) -> Content:
    """The content by the model's `search_fields`; more: other parts of the content.

    Fields with a boost are names, all others are text.
    """
    aliases, body = [], []
    for boost, text in _texts_of(found, found.search_fields, title_field):
        (aliases if boost >= NAMES_FROM else body).append(text)
    return Content(
        title=str(getattr(found, title_field)),
        aliases=[*aliases, *more.pop("aliases", ())],
        body=[*body, *more.pop("body", ())],
        date=as_date(getattr(found, date_field)) if date_field else None,
        **more,
    )


def as_date(value: datetime.datetime | datetime.date | None) -> datetime.date | None:
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).date()
    return value


def document_of(kind: str, object_id: int, content: Content, split: Split) -> Document:
    """An unsaved row."""
    named = [content.title, *content.aliases]
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
        words=" ".join(dict.fromkeys(word for text in named for word in _written(text))),
        text=_beginning([*content.headings, *content.body]),
        changed_at=timezone.now(),
    )


def _stems(texts: Iterable[str], split: Split, at_most: int | None = None) -> str:
    """All stems of the texts and of the parts of their compounds, each once."""
    found: dict[str, None] = {}
    for text in texts:
        for word in _written(text):
            found[stem(word)] = None
            found.update(dict.fromkeys(split(word)))
        if at_most and len(found) >= at_most:
            break
    return " ".join(list(found)[:at_most])


def _beginning(texts: Iterable[str]) -> str:
    """What can be shown of the texts, on one line."""
    return clean_line(" ".join(texts)[: 2 * MOST_SHOWN])[:MOST_SHOWN].strip()


def _written(text: str) -> list[str]:
    return [*words(text), *joined(text)]


def _texts_of(found, fields, without: str = "") -> Iterable[tuple[float, str]]:
    """(boost, text) of each search field."""
    for field in {(type(field), field.field_name): field for field in fields}.values():
        if isinstance(field, RelatedFields):
            related = getattr(found, field.field_name)
            several = related.all() if hasattr(related, "all") else filter(None, [related])
            for one in several:
                yield from _texts_of(one, field.fields)
        elif isinstance(field, SearchField) and field.field_name != without:
            value = field.get_value(found)
            texts = value if isinstance(value, (list, tuple)) else [value]
            yield from ((field.boost or 1, str(text)) for text in texts if text)
