"""Visibility of council objects: published, and not hidden by an editor's choice.

The one rule, for pages, search, sitemaps, the endpoint, feeds, calendars and downloads. A hidden
body hides all that is its own, but for people who sit elsewhere, too. A hidden organization hides
itself, memberships in it, and meetings and consultations that belong to no other. A file or a
place is hidden when all its holders are. Objects without a body are shown.
"""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import BooleanField, Q, QuerySet, Value

from core import caching

from .mapping import Holder, holders_of
from .models import (
    AgendaItem,
    Body,
    BodyChoice,
    Consultation,
    ConsultationOrganization,
    File,
    LegislativeTerm,
    Location,
    Meeting,
    MeetingOrganization,
    Membership,
    OParlObject,
    Organization,
    OrganizationChoice,
    Paper,
    Person,
)

# {type: way to its body}; files and places have none of their own.
BODY_OF = {
    LegislativeTerm: "body",
    Organization: "body",
    Person: "body",
    Meeting: "body",
    Paper: "body",
    AgendaItem: "meeting__body",
    Consultation: "paper__body",
    Membership: "organization__body",
}
HELD = (File, Location)
KEPT_SECONDS = 60


@dataclass(frozen=True)
class HiddenObjects:
    """Primary keys of the objects that editors hide."""

    bodies: frozenset[int] = frozenset()
    organizations: frozenset[int] = frozenset()

    def __bool__(self):
        return bool(self.bodies or self.organizations)

    @classmethod
    def read(cls) -> "HiddenObjects":
        """The hidden objects from the database; one query."""
        bodies = BodyChoice.objects.filter(visible=False)
        organizations = OrganizationChoice.objects.filter(visible=False)
        rows = bodies.values_list(Value(True, BooleanField()), "body").union(
            organizations.values_list(Value(False, BooleanField()), "organization"), all=True
        )
        found = {True: set(), False: set()}
        for is_body, pk in rows:
            found[bool(is_body)].add(pk)
        return cls(frozenset(found[True]), frozenset(found[False]))

    @classmethod
    def cached(cls) -> "HiddenObjects":
        """The hidden objects from the cache, a minute old at most, like pages."""
        return cache.get_or_set(f"council-hidden-{caching.generation()}", cls.read, KEPT_SECONDS)


def visible(model: type[OParlObject]) -> QuerySet:
    """The rows of this model that a page may show."""
    return Visibility(HiddenObjects.cached()).visible(model)


def filter_visible(rows: QuerySet) -> QuerySet:
    """The visible ones of these published rows; the same rows while nothing is hidden."""
    visibility = Visibility(HiddenObjects.cached())
    return rows if visibility.hides_nothing else visibility.filter_visible(rows)


class Visibility:
    """The visible council of one response: the editors' choices are read once.

    For programs that keep copies it reads the database, not the cache: a choice that they miss once
    they miss for ever.
    """

    def __init__(self, hidden: HiddenObjects | None = None):
        self.hidden = HiddenObjects.read() if hidden is None else hidden

    @property
    def hides_nothing(self) -> bool:
        """Whether all that is published may be seen: then no further query is needed."""
        return not self.hidden

    def visible(self, model: type[OParlObject]) -> QuerySet:
        """The visible rows of this model."""
        return self.not_hidden(model).filter(withdrawn_at=None)

    def filter_visible(self, rows: QuerySet) -> QuerySet:
        """The visible ones of these rows."""
        rows = rows.filter(withdrawn_at=None)
        if not self.hides_nothing:
            rows = rows.filter(pk__in=self.visible(rows.model).order_by().values("pk"))
        return rows

    def among(self, model: type[OParlObject], rows) -> set[int]:
        """Primary keys of the visible ones of these rows."""
        pks = {row.pk for row in rows if row.is_published}
        if not pks or self.hides_nothing:
            return pks
        return set(self.visible(model).order_by().filter(pk__in=pks).values_list("pk", flat=True))

    def not_hidden(self, model: type[OParlObject]) -> QuerySet:
        """Visible and withdrawn rows."""
        rows = model.objects.all()
        if self.hides_nothing:
            return rows
        if model in HELD:
            return rows.exclude(self._held(model, shown=False) & ~self._held(model, shown=True))
        if model is Body:
            return rows.exclude(pk__in=self.hidden.bodies)
        if model is Person:
            members = self.visible(Membership).order_by().values("person")
            return rows.exclude(Q(body__in=self.hidden.bodies) & ~Q(pk__in=members))
        if model in BODY_OF:
            rows = rows.exclude(**{f"{BODY_OF[model]}__in": self.hidden.bodies})
        return self._without_organizations(model, rows)

    def _without_organizations(self, model, rows):
        hidden = self.hidden.organizations
        if not hidden:
            return rows
        if model is Organization:
            return rows.exclude(pk__in=hidden)
        if model is Membership:
            return rows.exclude(organization__in=hidden)
        if model is Meeting:
            return rows.exclude(self._nobody_elses(MeetingOrganization, "meeting"))
        if model is AgendaItem:
            meetings = self._nobody_elses(MeetingOrganization, "meeting")
            return rows.exclude(meeting__in=Meeting.objects.filter(meetings).values("pk"))
        if model is Consultation:
            return rows.exclude(self._nobody_elses(ConsultationOrganization, "consultation"))
        return rows

    def _nobody_elses(self, through, owner: str) -> Q:
        """Linked to hidden organizations, and to no other that is known."""
        hidden = through.objects.filter(organization__in=self.hidden.organizations)
        others = through.objects.exclude(organization__in=self.hidden.organizations)
        others = others.exclude(organization=None)
        return Q(pk__in=hidden.values(owner)) & ~Q(pk__in=others.values(owner))

    def _held(self, model, shown: bool) -> Q:
        """Held by something that is shown, or by anything."""
        found = Q(pk__in=[])
        for holder in holders_of(model.__name__):
            owners = self.visible(holder.model) if shown else holder.model.objects.all()
            found |= Q(pk__in=held_by(holder, owners))
        return found


def held_by(holder: Holder, owners: QuerySet) -> QuerySet:
    """Primary keys of the files or places that these owners hold at this place."""
    if holder.links is None:
        return owners.filter(**{f"{holder.field}__isnull": False}).values(holder.field)
    held = holder.links.through.objects.filter(
        **{
            f"{holder.links.owner}__in": owners.values("pk"),
            f"{holder.links.target}__isnull": False,
        }
    )
    return held.values(holder.links.target)


def of_body(rows: QuerySet, body: Body) -> QuerySet:
    """The rows that belong to this body.

    All of the source's, if it has no other body: so no object is lost whose link to the body
    dangles. Tombstones of files and places stand in the lists of every body of the source.
    """
    rows = rows.filter(source=body.source_id)
    if not Body.objects.filter(source=body.source_id).exclude(pk=body.pk).exists():
        return rows
    model = rows.model
    if model in HELD:
        return rows.filter(_held_in(model, body) | Q(withdrawn_at__isnull=False))
    if model is Person:
        return rows.filter(pk__in=Person.objects.of_body(body).order_by().values("pk"))
    if model is Membership:
        own = Q(person__body=body) | Q(organization__body=body)
        return rows.filter(own)
    return rows.filter(**{BODY_OF[model]: body})


def _held_in(model, body: Body) -> Q:
    found = Q(pk__in=[])
    for holder in holders_of(model.__name__):
        owners = holder.model.objects.filter(withdrawn_at=None)
        if holder.model is Body:
            owners = owners.filter(pk=body.pk)
        else:
            owners = owners.filter(**{BODY_OF[holder.model]: body})
        found |= Q(pk__in=held_by(holder, owners))
    return found


def of_organization(rows: QuerySet, organization: Organization) -> QuerySet:
    """The meetings or consultations of this organization."""
    through = {Meeting: MeetingOrganization, Consultation: ConsultationOrganization}[rows.model]
    owner = rows.model._meta.model_name
    return rows.filter(pk__in=through.objects.filter(organization=organization).values(owner))
