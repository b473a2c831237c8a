"""Selection of papers: by words, type and year, by organization or person.

For pages, feeds and mails alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from search import registry, searching

from .models import (
    Consultation,
    ConsultationOrganization,
    Organization,
    Paper,
    PaperDirection,
    PaperOriginatorOrganization,
    PaperOriginatorPerson,
    Person,
)
from .visibility import Visibility

LONGEST_TEXT = 200


@dataclass(frozen=True)
class PaperSearch:
    """text: words in the name, the reference or the files; "" and None do not filter."""

    text: str = ""
    type: str = ""
    year: int | None = None

    @classmethod
    def from_parameters(cls, raw: Mapping[str, str]) -> "PaperSearch":
        """The search of the parameters `q`, `art` and `jahr`; an invalid year is ignored."""
        text = " ".join(raw.get("q", "").replace("\x00", "").split())
        year = raw.get("jahr", "")
        is_year = year.isascii() and year.isdigit() and 0 < int(year[:5]) < 10_000
        return cls(
            text[:LONGEST_TEXT],
            raw.get("art", "").replace("\x00", "")[:LONGEST_TEXT],
            int(year[:5]) if is_year else None,
        )

    def __bool__(self):
        return bool(self.text or self.type or self.year)

    @property
    def parameters(self) -> dict[str, str]:
        """The query parameters of the list."""
        asked = {"q": self.text, "art": self.type, "jahr": str(self.year or "")}
        return {name: value for name, value in asked.items() if value}

    def rows(self):
        """The papers, in no order."""
        rows = Visibility().visible(Paper)
        if self.text:
            rows = rows.filter(pk__in=searching.ranked_ids(registry.get_kind("papers"), self.text))
        if self.type:
            rows = rows.filter(paper_type=self.type)
        return rows.filter(date__year=self.year) if self.year else rows


def papers_of_organization(shown: Visibility, organization: Organization):
    """Papers that an organization brings in, consults on or is in charge of."""
    consulted = ConsultationOrganization.objects.filter(
        organization=organization,
        consultation__in=shown.visible(Consultation).order_by().values("pk"),
    )
    brought_in = PaperOriginatorOrganization.objects.filter(organization=organization)
    in_charge = PaperDirection.objects.filter(organization=organization)
    return shown.visible(Paper).filter(
        Q(pk__in=consulted.values("consultation__paper"))
        | Q(pk__in=brought_in.values("paper"))
        | Q(pk__in=in_charge.values("paper"))
    )


def papers_of_person(shown: Visibility, person: Person):
    """Papers that a person brought in."""
    own = PaperOriginatorPerson.objects.filter(person=person)
    return shown.visible(Paper).filter(pk__in=own.values("paper"))
