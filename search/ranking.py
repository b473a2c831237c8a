"""Ranking: how well a document answers a question, by the same figures on every engine.

An engine hands over the documents that hold anything that was asked for; this module puts them in
order, so that a database and a cluster answer alike, and says why.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from .german.form_words import STOP_STEMS
from .german.question import Alternative, Question, Term

# How much a word counts by the part of a document that it stands in, the best part first.
FIELDS = {"title": 1.0, "aliases": 0.9, "headings": 0.45, "body": 0.25}
# Of the score: how much of the title was asked for.
NAMED = 0.35
# Added for each thing that is wanted and offered (german.form_words.WANTED).
OFFERED = 0.08
# A term that no known word answers is as rare as a word can be.
UNKNOWN = 6.0
_EXACT = 0.85

Weigh = Callable[[str], float]


@dataclass(frozen=True)
class Candidate:
    """A document to be ranked.

    stems: {name in FIELDS: the stems that stand there}. boost: of its kind and by editors, 1 for
    none. offers: what of german.form_words.WANTED it can show.
    """

    key: str
    stems: Mapping[str, frozenset[str]]
    boost: float = 1.0
    offers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reason:
    """A word that is answered, and the alternative by which it is (german.question)."""

    word: str
    alternative: Alternative


@dataclass(frozen=True)
class Score:
    """value: 0 for no answer, about 1 for what is asked for by its name. reasons: per term.

    missing: how many words that a full answer has are not answered.
    """

    value: float
    reasons: list[Reason] = field(default_factory=list)
    missing: int = 0


def importance(documents_with_it: int, documents: int) -> float:
    """Weight of a word: its inverse document frequency (Robertson, Spärck Jones), above zero."""
    without_it = documents - documents_with_it
    return 0.2 + math.log(1 + (without_it + 0.5) / (documents_with_it + 0.5))


def score(question: Question, candidate: Candidate, weigh: Weigh) -> Score:
    """How well this document answers. weigh(stem): the importance of a word."""
    asked = answered = 0.0
    named: set[str] = set()
    reasons = []
    answers: set[str] = set()
    for term in question.terms:
        worth = _worth(term, weigh) * term.weight
        share, choice = _best(term, candidate, weigh)
        asked += worth
        answered += worth * share
        if choice:
            answers.update(term.word.split())
            named |= candidate.stems["title"].intersection(choice.stems) - STOP_STEMS
            reasons.append(Reason(term.word, choice))
    if not answered:
        return Score(0.0)
    coverage = answered / asked
    title = _sum(candidate.stems["title"] - STOP_STEMS, weigh)
    value = coverage * (1 - NAMED + (NAMED * _sum(named, weigh) / title if title else 0))
    value += OFFERED * coverage * len(question.wanted & candidate.offers)
    missing = sum(term.is_needed and term.word not in answers for term in question.terms)
    return Score(value * candidate.boost, reasons, missing)


def _worth(term: Term, weigh: Weigh) -> float:
    """The importance of a term: of the word itself where it is known, else of its meanings."""
    choices = term.alternatives.values()
    exact = [_sum(one.stems, weigh) for one in choices if one.strength >= _EXACT]
    return max(exact or [_sum(one.stems, weigh) for one in choices], default=UNKNOWN)


def _best(term: Term, candidate: Candidate, weigh: Weigh) -> tuple[float, Alternative | None]:
    """(how well the best alternative is answered, 0 to 1; the alternative)"""
    best, choice = 0.0, None
    for one in term.alternatives.values():
        share = one.strength * _share(one.stems, candidate, weigh)
        if share > best:
            best, choice = share, one
    return best, choice


def _share(stems: Iterable[str], candidate: Candidate, weigh: Weigh) -> float:
    """How much of these stems the document holds, by where they stand."""
    total = found = 0.0
    for one in stems:
        total += weigh(one)
        found += weigh(one) * _place(one, candidate)
    return found / total if total else 0.0


def _place(stem: str, candidate: Candidate) -> float:
    for name, worth in FIELDS.items():
        if stem in candidate.stems.get(name, ()):
            return worth
    return 0.0


def _sum(stems: Iterable[str], weigh: Weigh) -> float:
    return sum(map(weigh, stems))
