"""Why a hit stands where it stands, in words for editors."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from . import ranking, searching
from .german.question import Question
from .registry import SearchKind
from .searching import Hit, visible

MOST = 20
# {short name of an alternative (german.question): in words}
WAYS = {
    "word": _("the word itself"),
    "text": _("the word itself, in the text"),
    "parts": _("the parts of the compound"),
    "together": _("written as one word"),
    "beginning": _("words that begin like it"),
    "part of": _("words that hold it"),
    "held in": _("a word that it holds"),
    "wanted": _("another word that asks for the same"),
    "typo": _("probably meant so"),
    "same": _("another word for it"),
    "kind": _("a kind of it"),
    "situation": _("the life situation behind it"),
    "defect": _("what is broken"),
}


@dataclass(frozen=True)
class Reason:
    """A word of the question, the stems by which a hit answers it, and how these follow from it."""

    word: str
    stems: str
    way: str


@dataclass(frozen=True)
class Explained:
    """points: of 100 for the best answer there is. reasons: per word that is answered."""

    hit: Hit
    points: int
    reasons: list[Reason]
    missing: int


def explain(
    text: str, kinds: Sequence[SearchKind], scope: Sequence[str] = ()
) -> tuple[Question, list[Explained]]:
    """The first hits of a question in the order of the list, each with its reasons."""
    question, ranked = searching.answers(text, kinds, scope)
    hits = searching.hits_of(visible(ranked, kinds)[:MOST], kinds)
    return question, [_explained(hit) for hit in hits]


def _explained(hit: Hit) -> Explained:
    reasons = [_reason(one) for one in hit.score.reasons]
    return Explained(hit, round(hit.score.value * 100), reasons, hit.score.missing)


def _reason(of: ranking.Reason) -> Reason:
    way = of.alternative.why
    return Reason(of.word, " + ".join(of.alternative.stems), str(WAYS.get(way, way)))
