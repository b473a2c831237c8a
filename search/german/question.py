"""Understanding of a query: its terms, each with all words that match it.

A term is a word, or a phrase that a vocabulary knows. Its alternatives have a strength from 0 to 1:
the word itself, the parts of a compound, what it is another word for, known words that it begins or
is a part of, and, where nothing else is known, what it was probably meant as.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from . import form_words
from .known_words import KnownWords
from .vocabulary import Vocabulary
from .words import joined, stem, words

MOST_SIGNS = 200
MOST_WORDS = 12

# Strengths of alternatives.
TOGETHER = 0.95
PARTS = 0.85
BEGUN = 0.75
SAME_WISH = 0.8
MEANT = 0.7
PART_OF = 0.6
HELD_IN = 0.5
# An alternative of this strength explains a word: it is no typo.
EXPLAINED = PART_OF
# How much a term counts.
OF_FORM = 0.25
IN_A_PHRASE = 0.5
JOINED = 0.5

# (stems) -> those of them that stand in any text
Held = Callable[[Iterable[str]], set[str]]


@dataclass(frozen=True)
class Alternative:
    """stems: all of them must stand in a document. why: a short name, for those who ask."""

    stems: tuple[str, ...]
    strength: float
    why: str


@dataclass
class Term:
    """One thing that is asked for.

    weight: how much it counts that a document answers it. is_needed: a full answer has it.
    """

    word: str
    weight: float = 1.0
    is_needed: bool = False
    alternatives: dict[tuple[str, ...], Alternative] = field(default_factory=dict)

    def add(self, stems: Iterable[str], strength: float, why: str):
        """Add an alternative, or keep the stronger one of the same stems."""
        stems = tuple(dict.fromkeys(stems))
        known = self.alternatives.get(stems)
        if stems and (known is None or known.strength < strength):
            self.alternatives[stems] = Alternative(stems, strength, why)

    @property
    def is_explained(self) -> bool:
        return any(one.strength >= EXPLAINED for one in self.alternatives.values())


@dataclass(frozen=True)
class Question:
    """terms: what it is about. wanted: what of that thing (keys of form_words.WANTED).

    corrected: the question as it was probably meant, "" when every word is known.
    """

    text: str
    terms: list[Term]
    wanted: frozenset[str] = frozenset()
    corrected: str = ""

    def stems(self) -> set[str]:
        """All stems of which a document must hold one to be looked at."""
        return {one for term in self.terms for choice in term.alternatives for one in choice}


def understand(
    text: str,
    known: KnownWords,
    vocabularies: Sequence[Vocabulary] = (),
    is_being_typed: bool = False,
    held: Held = lambda stems: set(),
) -> Question:
    """The question that a text asks of a site with these known words.

    Any text is safe: signs and operators separate words, and only the first 200 signs and twelve
    words count. is_being_typed: the last word may be unfinished. held: asked once, about words
    that are not known; one that stands in a text is no typo.
    """
    text = text[:MOST_SIGNS]
    asked = words(text)[:MOST_WORDS]
    wanted = frozenset(filter(None, map(form_words.wanted_by, asked)))
    terms, meant = [], []
    unknown = {stem(word) for word in asked} - known.stems
    in_texts = held(sorted(unknown)) if unknown else set()
    for place, (word, weight) in enumerate(_weighed(asked)):
        term = Term(word, weight, is_needed=weight == 1.0)
        _add_known(term, known, is_being_typed and place == len(asked) - 1)
        if stem(word) in in_texts:
            term.add([stem(word)], 1.0, "text")
        elif not term.alternatives:
            for at, part in enumerate(known.held_in(word)):
                term.add([part], HELD_IN * 0.8**at, "held in")
        _add_meanings(term, [word], vocabularies)
        _add_same_wish(term, known)
        meant.append(
            word if term.is_explained or not weight else _correct(term, known, vocabularies)
        )
        if weight:
            terms.append(term)
    phrases = _phrases(asked, known, vocabularies)
    # A phrase answers for its words, which then count less.
    for term in terms:
        if any(term.word in phrase.word.split() for phrase in phrases):
            term.weight *= IN_A_PHRASE
    terms += phrases
    terms += _joined(text, known)
    corrected = " ".join(meant) if meant != asked else ""
    return Question(text, terms, wanted, corrected)


def _weighed(asked: Sequence[str]) -> list[tuple[str, float]]:
    """Each word with its weight: stop words have none, words of form little, unless there are no
    other words."""
    is_about = [word for word in asked if not form_words.is_of_form(word)]
    if not is_about:
        of_form = [word for word in asked if not form_words.is_stop_word(word)]
        return [(word, 1.0 if word in of_form or not of_form else 0.0) for word in asked]
    return [
        (word, 0.0 if form_words.is_stop_word(word) else form_words.weight(word)) for word in asked
    ]


def _add_known(term: Term, known: KnownWords, is_unfinished: bool):
    own = stem(term.word)
    if own in known:
        term.add([own], 1.0, "word")
    term.add(known.split(term.word), PARTS, "parts")
    if is_unfinished or not term.alternatives:
        for other in known.beginning_with(term.word):
            term.add([other], BEGUN, "beginning")
    for other in known.containing(own):
        term.add([other], PART_OF, "part of")


def _add_same_wish(term: Term, known: KnownWords):
    """What is "verloren" is answered by "Verlust": other words that ask for the same."""
    if wanted := form_words.wanted_by(term.word):
        for other in sorted(form_words.words_for(wanted)):
            if other in known:
                term.add([other], SAME_WISH, "wanted")


def _add_meanings(term: Term, said: Iterable[str], vocabularies, share: float = 1.0, why: str = ""):
    key = tuple(map(stem, said))
    for vocabulary in vocabularies:
        for meaning in vocabulary.meanings(key):
            term.add(meaning.stems, meaning.strength * share, why or meaning.relation)


def _correct(term: Term, known: KnownWords, vocabularies) -> str:
    """The word as it was probably meant, its other readings added to the term."""
    readings = known.corrections(term.word)
    for place, reading in enumerate(readings):
        strength = MEANT * 0.95**place
        term.add([stem(reading)], strength, "typo")
        _add_meanings(term, [reading], vocabularies, strength, "typo")
    return readings[0] if readings else term.word


def _phrases(asked, known: KnownWords, vocabularies) -> list[Term]:
    """Phrases of two and more words that a vocabulary knows, and compounds written apart."""
    found = []
    longest = max([2, *(one.longest for one in vocabularies)])
    for count in range(2, min(longest, len(asked)) + 1):
        for first in range(len(asked) - count + 1):
            said = asked[first : first + count]
            phrase = Term(" ".join(said), weight=1.0 + 0.5 * (count - 1))
            if count == 2:
                phrase.add(filter(known.__contains__, [stem("".join(said))]), TOGETHER, "together")
            _add_meanings(phrase, said, vocabularies)
            if phrase.alternatives:
                found.append(phrase)
    return found


def _joined(text: str, known: KnownWords) -> list[Term]:
    """Bürger-Büro is asked for as Bürgerbüro, too."""
    found = []
    for whole in joined(text):
        term = Term(whole, JOINED)
        _add_known(term, known, is_unfinished=False)
        if term.alternatives:
            found.append(term)
    return found
