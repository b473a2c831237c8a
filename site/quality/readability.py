"""Readability of German texts: Flesch's Reading Ease as adapted by Toni Amstad (1978).

180 − (words ÷ sentences) − 58.5 × (syllables ÷ words). Long sentences and long words make a text
hard. The figure is a hint for editors, never a gate: it knows nothing of what a text means.
"""

import re
from dataclasses import dataclass
from html import unescape

from django.utils.translation import gettext_lazy as _

from .content import pieces_of

# Shorter than this it tells nothing.
FEWEST_WORDS = 20

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_ABBREVIATION = re.compile(
    r"\b(?:z\. ?B|d\. ?h|u\. ?a|o\. ?Ä|i\. ?d\. ?R|bzw|ca|Nr|Str|Dr|Tel|Abs|Art|ggf|usw|inkl|vgl"
    r"|Jan|Feb|Aug|Sept|Okt|Nov|Dez)\.",
    re.IGNORECASE,
)
_DIGIT_POINT = re.compile(r"(?<=\d)[.:,](?=\s?\d)|(?<=\d)\.(?=\s+[A-ZÄÖÜ][a-zäöü]+\s+\d)")
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)|\n+")
# Diphthongs and doubled vowels are one syllable, others two ("io", "eo", "ia").
_SYLLABLE = re.compile(
    r"aa|ee|oo|ie|ai|ay|au|äu|ei|ey|eu|oi|ui|[aeiouyäöüáàéèêíóôúæœø]", re.IGNORECASE
)
_TAG = re.compile(r"<[^>]*>")
_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|td|th|div)>|<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True)
class Ease:
    """figure: 0 (very hard) to 100 (very easy)."""

    figure: int
    words: int
    sentences: int
    syllables: int

    @property
    def words_per_sentence(self) -> float:
        return self.words / self.sentences

    @property
    def label(self):
        """The label of a figure, by Amstad's scale."""
        steps = ((70, _("easy")), (60, _("plain")), (50, _("rather hard")), (30, _("hard")))
        return next((name for least, name in steps if self.figure >= least), _("very hard"))


def syllables_in(word: str) -> int:
    """The groups of vowels, at least one; letters of abbreviations count singly."""
    if word.isupper() and len(word) <= 5:
        return len(word)
    return max(1, len(_SYLLABLE.findall(word)))


def ease_of_text(text: str) -> Ease | None:
    """The reading ease of a text, None when it is too short. A line end closes a sentence."""
    text = _ABBREVIATION.sub(lambda match: match[0].replace(".", ""), text)
    text = _DIGIT_POINT.sub("", text)
    counts = [len(_WORD.findall(part)) for part in _SENTENCE_END.split(text)]
    words, sentences = sum(counts), sum(1 for count in counts if count)
    if words < FEWEST_WORDS:
        return None
    syllables = sum(syllables_in(word) for word in _WORD.findall(text))
    figure = 180 - words / sentences - 58.5 * syllables / words
    return Ease(round(min(100, max(0, figure))), words, sentences, syllables)


def text_of_html(html: str) -> str:
    """One line for each paragraph, heading and entry of a list."""
    return unescape(_TAG.sub(" ", _BLOCK_END.sub("\n", html)))


def ease_of(content) -> Ease | None:
    """The reading ease of all text in a page or supplement."""
    parts = [
        text_of_html(piece.value) if piece.kind == "html" else piece.value
        for piece in pieces_of(content)
        if piece.kind in ("html", "text")
    ]
    return ease_of_text("\n".join(parts))
