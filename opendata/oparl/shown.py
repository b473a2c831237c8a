"""What citizens and programs may see: published, and not hidden by an editor's choice.

A hidden body hides all that is its own, but for people who sit elsewhere, too. A hidden
organization hides itself, memberships in it, and meetings and consultations that are nobody
else's. A file or a place is hidden when all that holds it is.
"""

from functools import cached_property

from django.db.models import Q, QuerySet

from opendata.oparl.mapping import Holder, holders_of
from opendata.oparl.models import (
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


class Shown:
    """One answer's view of the council: the editors' choices are read once."""

    @cached_property
    def _hidden_bodies(self) -> list[int]:
        return list(BodyChoice.objects.filter(visible=False).values_list("body", flat=True))

    @cached_property
    def _hidden_organizations(self) -> list[int]:
        hidden = OrganizationChoice.objects.filter(visible=False)
        return list(hidden.values_list("organization", flat=True))

    def of(self, model: type[OParlObject]) -> QuerySet:
        """The rows of this model that may be seen."""
        return self.not_hidden(model).filter(withdrawn_at=None)

    def not_hidden(self, model: type[OParlObject]) -> QuerySet:
        """Those, and the tombstones of what was withdrawn."""
        rows = model.objects.all()
        if not (self._hidden_bodies or self._hidden_organizations):
            return rows
        if model in HELD:
            return rows.exclude(self._held(model, shown=False) & ~self._held(model, shown=True))
        if model is Body:
            return rows.exclude(pk__in=self._hidden_bodies)
        if model is Person:
            members = self.of(Membership).order_by().values("person")
            return rows.exclude(Q(body__in=self._hidden_bodies) & ~Q(pk__in=members))
        if model in BODY_OF:
            rows = rows.exclude(**{f"{BODY_OF[model]}__in": self._hidden_bodies})
        return self._without_organizations(model, rows)

    def _without_organizations(self, model, rows):
        hidden = self._hidden_organizations
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
        """Linked to hidden organizations, and to no other."""
        hidden = through.objects.filter(organization__in=self._hidden_organizations)
        others = through.objects.exclude(organization__in=self._hidden_organizations)
        return Q(pk__in=hidden.values(owner)) & ~Q(pk__in=others.values(owner))

    def _held(self, model, shown: bool) -> Q:
        """Held by something that is shown, or by anything."""
        found = Q(pk__in=[])
        for holder in holders_of(model.__name__):
            owners = self.of(holder.model) if shown else holder.model.objects.all()
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

    All of the source's, where it has no other body: so nothing is lost whose way to the body
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
