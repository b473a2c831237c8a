"""Sentences of a text that answer a question, and the question's words marked in them."""

import re
from collections.abc import Collection

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .german.form_words import STOP_STEMS
from .german.question import Question
from .german.words import stem

LONGEST = 220
# A part of a compound that is marked with it: "Steuer" in "Hundesteuer".
SHORTEST_PART = 4
_WORD = re.compile(r"[^\W_]+")


def stems_to_mark(question: Question) -> frozenset[str]:
    """The stems of everything that answers a word of the question."""
    return frozenset(question.stems() - STOP_STEMS)


def marked(text: str, stems: Collection[str], longest: int = LONGEST) -> SafeString:
    """The part of a plain text with most of these stems, each in <mark>; the rest is escaped."""
    words = list(_WORD.finditer(text))
    hits = [(one.start(), one.end()) for one in words if _answers(one.group(), stems)]
    start, end = _best_part(text, hits, longest)
    parts, last = [], start
    for first, after in hits:
        if start <= first and after <= end:
            parts += [escape(text[last:first]), "<mark>", escape(text[first:after]), "</mark>"]
            last = after
    parts.append(escape(text[last:end]))
    before, behind = "… " if start else "", " …" if end < len(text) else ""
    return mark_safe(before + "".join(parts).strip() + behind)  # noqa: S308  (escaped above)


def holds_any(text: str, stems: Collection[str]) -> bool:
    return any(_answers(one.group(), stems) for one in _WORD.finditer(text))


def _answers(word: str, stems: Collection[str]) -> bool:
    folded = word.casefold()
    if stem(folded) in stems:
        return True
    long_ones = (one for one in stems if len(one) >= SHORTEST_PART)
    return len(folded) > SHORTEST_PART and any(one in folded for one in long_ones)


def _best_part(text: str, hits: list[tuple[int, int]], longest: int) -> tuple[int, int]:
    """(start, end) of at most so many signs, between whole words, around most of the hits."""
    if len(text) <= longest:
        return 0, len(text)
    best, most = 0, 0
    for first, _after in hits:
        # A little of what stands before makes the sentence readable.
        start = max(0, first - longest // 4)
        count = sum(start <= one and after <= start + longest for one, after in hits)
        if count > most:
            best, most = start, count
    start = text.rfind(" ", 0, best) + 1 if best else 0
    end = min(len(text), start + longest)
    if end < len(text) and (blank := text.rfind(" ", start, end)) > start:
        end = blank
    return start, end
