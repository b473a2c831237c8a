"""One house and its residents' choices: street, number, kinds of waste."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.urls import reverse
from django.utils.http import urlencode

from . import schedule
from .models.kinds import Kind
from .models.streets import Area, Street
from .spelling import house_number

NUMBER, KINDS, ALARM = "nr", "art", "wecker"
PARAMETERS = (NUMBER, KINDS, ALARM)
TOPIC = "waste-dates"


@dataclass(frozen=True)
class House:
    """street: its stretches with their areas are at hand. typed: the number as it was typed.
    kinds: those chosen, none for all. with_alarm: the calendar rings on the evening before."""

    street: Street
    typed: str = ""
    kinds: tuple[Kind, ...] = ()
    with_alarm: bool = False
    all_kinds: tuple[Kind, ...] = field(default=(), repr=False)

    @classmethod
    def from_query(cls, street: Street, query) -> "House":
        """query: request.GET; unknown parameters are ignored."""
        kinds = tuple(Kind.objects.all())
        chosen = set(query.getlist(KINDS))
        return cls(
            street,
            query.get(NUMBER, "").strip()[:10],
            tuple(kind for kind in kinds if kind.slug in chosen),
            bool(query.get(ALARM)),
            kinds,
        )

    @property
    def number(self) -> int | None:
        return house_number(self.typed)

    @cached_property
    def area(self) -> Area | None:
        """The area, None while the number is missing or belongs to no area."""
        if self.number is None:
            return self.street.area_of(None)
        # A street that is one area as a whole does not depend on numbers that the city forgot.
        return self.street.area_of(self.number) or self.street.area_of(None)

    @property
    def needs_number(self) -> bool:
        return self.area is None and bool(self.street.stretches.all())

    @property
    def title(self) -> str:
        """`Lindenallee 12`; the number if it matters or was given."""
        number = f" {self.number}" if self.number else ""
        return f"{self.street.name}{number}"

    @property
    def is_chosen(self) -> frozenset[int]:
        return frozenset(kind.pk for kind in self.kinds)

    @property
    def _pairs(self) -> list[tuple[str, object]]:
        number = [(NUMBER, self.number)] if self.number else []
        return [*number, *((KINDS, kind.slug) for kind in self.kinds)]

    @property
    def query(self) -> str:
        """The query string with the same choices: `?nr=12&art=papier`."""
        return _query(self._pairs)

    @property
    def alarm_query(self) -> str:
        return _query([*self._pairs, (ALARM, "1")])

    @property
    def reminder_url(self) -> str:
        """The address for subscribing to reminders by mail."""
        values: Mapping[str, object] = {"strasse": self.street.pk}
        if self.number:
            values = {**values, NUMBER: self.number}
        if self.kinds:
            values = {**values, KINDS: ",".join(kind.slug for kind in self.kinds)}
        return reverse("subscriptions:sign_up", args=[TOPIC]) + _query(list(values.items()))

    def context(self) -> dict:
        """The template's context of the dates."""
        if self.area is None:
            return {"stretches": self.street.stretches.all()}
        days = schedule.upcoming(self.area, self.kinds)
        return {
            "days": days,
            "months": schedule.months(days),
            "next_dates": schedule.next_by_kind(days),
            "shown_kinds": self.kinds or self.all_kinds,
        }


def _query(pairs) -> str:
    return f"?{urlencode(pairs)}" if pairs else ""
