"""The people of the council: Organization, Person, Membership."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from .base import OParlObject, OParlQuerySet, reference_key, refers_to


class Organization(index.Indexed, OParlObject):
    """A committee, faction, party, department. lists: {"Meeting": URL, "Consultation": URL}."""

    body = refers_to("Body", "organization", _("body"))
    body_key = reference_key()
    name = models.TextField(_("name"), blank=True)
    lists = models.JSONField(_("lists"), default=dict, blank=True)
    short_name = models.TextField(_("short name"), blank=True)
    post = models.JSONField(_("posts"), default=list, blank=True)
    sub_organization_of = refers_to("Organization", "sub_organization", _("part of"))
    sub_organization_of_key = reference_key()
    organization_type = models.TextField(_("type"), blank=True)
    classification = models.TextField(_("classification"), blank=True)
    start_date = models.DateField(_("from"), null=True, blank=True)
    end_date = models.DateField(_("until"), null=True, blank=True)
    website = models.TextField(_("website"), blank=True)
    location = refers_to("Location", "organizations", _("place"))
    location_key = reference_key()
    external_body = refers_to("Body", "+", _("body outside"))
    external_body_key = reference_key()

    search_fields = [
        index.SearchField("name", boost=5),
        index.AutocompleteField("name"),
        index.SearchField("short_name", boost=3),
        index.FilterField("withdrawn_at"),
    ]

    class Meta(OParlObject.Meta):
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["name", "pk"]

    @classmethod
    def get_indexed_objects(cls):
        return super().get_indexed_objects().filter(withdrawn_at=None)


class PersonQuerySet(OParlQuerySet):
    def of_body(self, body):
        """A person may sit in several bodies: by the person's own body, or by a membership."""
        return self.filter(
            models.Q(body=body) | models.Q(membership__organization__body=body)
        ).distinct()


class Person(index.Indexed, OParlObject):
    """A natural person: name, role and memberships.

    The columns under "contact" stay empty unless the source's option `contact_data` is set.
    """

    body = refers_to("Body", "person", _("body"))
    body_key = reference_key()
    name = models.TextField(_("name"), blank=True)
    family_name = models.TextField(_("family name"), blank=True)
    given_name = models.TextField(_("given name"), blank=True)
    form_of_address = models.TextField(_("form of address"), blank=True)
    affix = models.TextField(_("affix"), blank=True)
    title = models.JSONField(_("academic titles"), default=list, blank=True)
    status = models.JSONField(_("status"), default=list, blank=True)

    # Contact
    gender = models.TextField(_("gender"), blank=True)
    phone = models.JSONField(_("telephone"), default=list, blank=True)
    email = models.JSONField(_("e-mail"), default=list, blank=True)
    location = refers_to("Location", "persons", _("place"))
    location_key = reference_key()
    life = models.TextField(_("life"), blank=True)
    life_source = models.TextField(_("source of the life"), blank=True)

    objects = PersonQuerySet.as_manager()

    search_fields = [
        index.SearchField("name", boost=5),
        index.AutocompleteField("name"),
        index.FilterField("withdrawn_at"),
    ]

    class Meta(OParlObject.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ["family_name", "given_name", "name", "pk"]

    @classmethod
    def get_indexed_objects(cls):
        return super().get_indexed_objects().filter(withdrawn_at=None)


class MembershipQuerySet(OParlQuerySet):
    def on(self, day=None):
        """Memberships valid on a day, today by default."""
        day = day or timezone.localdate()
        return self.filter(
            models.Q(start_date=None) | models.Q(start_date__lte=day),
            models.Q(end_date=None) | models.Q(end_date__gte=day),
        )


class Membership(OParlObject):
    person = refers_to("Person", "membership", _("person"))
    person_key = reference_key()
    organization = refers_to("Organization", "membership", _("organization"))
    organization_key = reference_key()
    role = models.TextField(_("role"), blank=True)
    voting_right = models.BooleanField(_("may vote"), null=True, blank=True)
    start_date = models.DateField(_("from"), null=True, blank=True)
    end_date = models.DateField(_("until"), null=True, blank=True)
    on_behalf_of = refers_to("Organization", "membership_on_behalf", _("on behalf of"))
    on_behalf_of_key = reference_key()

    objects = MembershipQuerySet.as_manager()

    class Meta(OParlObject.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["start_date", "pk"]

    def __str__(self):
        return " · ".join(filter(None, [str(self.person or ""), str(self.organization or "")]))
