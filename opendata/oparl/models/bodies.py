"""The entry points of a server: System, Body, LegislativeTerm."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import OParlObject, reference_key, refers_to


class System(OParlObject):
    """One OParl server in one version of the standard. lists: {"Body": URL}."""

    oparl_version = models.TextField(_("version of OParl"), blank=True)
    other_oparl_versions = models.JSONField(_("other versions"), default=list, blank=True)
    lists = models.JSONField(_("lists"), default=dict, blank=True)
    name = models.TextField(_("name"), blank=True)
    contact_email = models.TextField(_("e-mail"), blank=True)
    contact_name = models.TextField(_("contact"), blank=True)
    website = models.TextField(_("website"), blank=True)
    vendor = models.TextField(_("vendor"), blank=True)
    product = models.TextField(_("product"), blank=True)

    class Meta(OParlObject.Meta):
        verbose_name = _("OParl system")
        verbose_name_plural = _("OParl systems")


class Body(OParlObject):
    """A corporation: a municipality, a district. lists: {type: URL}, four in 1.0, ten in 1.1."""

    system = refers_to("System", "body", _("OParl system"))
    system_key = reference_key()
    short_name = models.TextField(_("short name"), blank=True)
    name = models.TextField(_("name"), blank=True)
    website = models.TextField(_("website"), blank=True)
    license_valid_since = models.DateTimeField(_("licence valid since"), null=True, blank=True)
    oparl_since = models.DateTimeField(_("OParl since"), null=True, blank=True)
    ags = models.TextField(_("AGS"), blank=True)
    rgs = models.TextField(_("ARS"), blank=True)
    equivalent = models.JSONField(_("same as"), default=list, blank=True)
    contact_email = models.TextField(_("e-mail"), blank=True)
    contact_name = models.TextField(_("contact"), blank=True)
    lists = models.JSONField(_("lists"), default=dict, blank=True)
    classification = models.TextField(_("classification"), blank=True)
    location = refers_to("Location", "bodies", _("place"))
    location_key = reference_key()

    class Meta(OParlObject.Meta):
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ["name", "pk"]


class LegislativeTerm(OParlObject):
    body = refers_to("Body", "legislative_term", _("body"))
    body_key = reference_key()
    name = models.TextField(_("name"), blank=True)
    start_date = models.DateField(_("from"), null=True, blank=True)
    end_date = models.DateField(_("until"), null=True, blank=True)

    class Meta(OParlObject.Meta):
        verbose_name = _("legislative term")
        verbose_name_plural = _("legislative terms")
        ordering = ["-start_date", "pk"]
