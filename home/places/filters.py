"""Faceted search: the facets of a request, the matching places, the count of each answer.

A facet with one answer per place matches any of the chosen answers, one with several matches all
of them. So the number beside an answer is the count of places after choosing it.
"""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from .columns import DISTRICT, FROM, TO, WHEELCHAIR
from .entries import Entry
from .facet_values import answers, matches_kind, number

YES = "ja"


@dataclass
class Option:
    """One answer, its count of places, whether it is chosen."""

    value: str
    label: str
    count: int = 0
    chosen: bool = False

    @property
    def is_dead_end(self) -> bool:
        return not self.count and not self.chosen


@dataclass(frozen=True)
class Chosen:
    """One choice that can be removed. query: the address without it."""

    label: str
    query: str


class Filter:
    """One question of the form. joint: every chosen answer must match, not only one."""

    joint = False

    def __init__(self, key, name, query: QueryDict):
        self.key, self.name = key, name
        self.is_active = False

    def matches(self, entry: Entry) -> bool:
        return True

    def count(self, entry: Entry):
        """Count a place that matches every other filter (a joint one: this one too)."""

    def parameters(self) -> list[tuple[str, str, str]]:
        """[(parameter, value, label)] of the choices."""
        return []


class OptionsFilter(Filter):
    """Answers to tick."""

    look = "options"

    def __init__(self, key, name, query, options, given, joint=False):
        super().__init__(key, name, query)
        asked = query.getlist(key)
        self.joint = joint
        self.given = given
        self.options = [Option(text, label, chosen=text in asked) for text, label in options]
        self.chosen = {option.value for option in self.options if option.chosen}
        self.is_active = bool(self.chosen)

    def matches(self, entry):
        if not self.chosen:
            return True
        given = set(self.given(entry))
        return self.chosen <= given if self.joint else bool(self.chosen & given)

    def count(self, entry):
        given = set(self.given(entry))
        for option in self.options:
            option.count += option.value in given

    def parameters(self):
        return [
            (self.key, option.value, _chosen_label(self.name, option.label))
            for option in self.options
            if option.chosen
        ]

    @property
    def is_offered(self):
        return self.is_active or any(option.count for option in self.options)


class RangeFilter(Filter):
    """From … to …: matches places whose own range overlaps."""

    look = "range"

    def __init__(self, facet, query):
        super().__init__(facet.name_in_data, facet.name, query)
        self.unit = facet.unit
        self.facet = facet
        self.from_name, self.to_name = f"{self.key}{FROM}", f"{self.key}{TO}"
        self.low = number(query.get(self.from_name, ""))
        self.high = number(query.get(self.to_name, ""))
        self.is_active = self.low is not None or self.high is not None
        self.is_offered = True

    @property
    def low_text(self):
        return "" if self.low is None else f"{self.low:g}"

    @property
    def high_text(self):
        return "" if self.high is None else f"{self.high:g}"

    def matches(self, entry):
        if not self.is_active:
            return True
        value = entry.values.get(self.key)
        if not matches_kind(self.facet, value):
            return False
        over = self.low is None or value[1] >= self.low
        under = self.high is None or value[0] <= self.high
        return over and under

    def parameters(self):
        found = []
        if self.low is not None:
            label = _("from %(low)s") % {"low": self.low_text}
            found.append((self.from_name, None, self._label(label)))
        if self.high is not None:
            label = _("up to %(high)s") % {"high": self.high_text}
            found.append((self.to_name, None, self._label(label)))
        return found

    def _label(self, text):
        return f"{self.name}: {text} {self.unit}".strip()


def filters(facets, entries: list[Entry], query: QueryDict) -> list[Filter]:
    """The filters of a directory: its facets, the districts, access by wheelchair."""
    offered = [_for_facet(facet, query) for facet in facets if facet.is_filter]
    districts = sorted({entry.district for entry in entries if entry.district})
    if len(districts) > 1:
        options = [(district, district) for district in districts]
        offered.append(
            OptionsFilter(DISTRICT, _("District"), query, options, lambda entry: [entry.district])
        )
    if any(entry.is_accessible for entry in entries):
        options = [(YES, _("accessible by wheelchair"))]
        offered.append(
            OptionsFilter(
                WHEELCHAIR,
                _("Accessibility"),
                query,
                options,
                lambda entry: [YES] if entry.is_accessible else [],
            )
        )
    return offered


def apply(offered: list[Filter], entries: list[Entry]) -> list[Entry]:
    """The places that match all filters; counts the places of each answer on the way."""
    found = []
    for entry in entries:
        failed = [one for one in offered if not one.matches(entry)]
        if not failed:
            found.append(entry)
            for one in offered:
                one.count(entry)
        elif len(failed) == 1 and not failed[0].joint:
            failed[0].count(entry)
    return found


def chosen(offered: list[Filter], query: QueryDict, page: str) -> list[Chosen]:
    """All choices, each with the address that removes it."""
    return [
        Chosen(label, without(query, name, value, page))
        for one in offered
        for name, value, label in one.parameters()
    ]


def without(query: QueryDict, name: str, value: str | None, page: str) -> str:
    """The query of the address without one value (None: all) of a parameter, on page one."""
    left = query.copy()
    left.pop(page, None)
    values = [] if value is None else [item for item in left.getlist(name) if item != value]
    left.setlist(name, values)
    if not values:
        left.pop(name, None)
    return left.urlencode()


def _for_facet(facet, query) -> Filter:
    key = facet.name_in_data
    if facet.kind == "range":
        return RangeFilter(facet, query)
    if facet.kind == "yes-no":
        return OptionsFilter(
            key,
            facet.name,
            query,
            [(YES, _("yes"))],
            lambda entry: [YES] if entry.values.get(key) is True else [],
        )
    return OptionsFilter(
        key,
        facet.name,
        query,
        [(option, option) for option in facet.options],
        lambda entry: answers(entry.values.get(key)),
        joint=facet.kind == "multi",
    )


def _chosen_label(name, label):
    return f"{name}: {label}"
