"""Access to services: online services, forms, and responsibilities."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models import OrganisationalUnit
from harvest.models import Harvested, identity_constraint

from .catalogue import Service


class OnlineService(Harvested):
    """XZuFi Onlinedienst: the link to an online application.

    links: [{"url", "language", "title", "kind"}], URLs as delivered, parameters not yet filled.
    kind: the source's name or code of this kind of online service.
    """

    title = models.TextField(_("title"))
    kind = models.TextField(default="", blank=True, editable=False)
    titles = models.JSONField(default=dict, editable=False)
    descriptions = models.JSONField(default=dict, editable=False)
    links = models.JSONField(_("links"), default=list)
    trust_level = models.CharField(_("trust level"), max_length=4, blank=True)
    identification = models.JSONField(_("means of identification"), default=list)
    payment_methods = models.JSONField(_("means of payment"), default=list)
    parameters = models.JSONField(default=dict, editable=False)
    areas = models.JSONField(default=list, editable=False)
    valid_from = models.DateField(null=True, blank=True)
    valid_through = models.DateField(null=True, blank=True)
    hidden = models.BooleanField(_("hidden"), default=False)

    class Meta:
        verbose_name = _("online service")
        verbose_name_plural = _("online services")
        ordering = ["title"]
        constraints = [identity_constraint("online_service_identity")]

    def __str__(self):
        return self.title


class Form(Harvested):
    """XZuFi Formular. links: [{"url", "title", "description", "language"}]."""

    title = models.TextField(_("title"))
    titles = models.JSONField(default=dict, editable=False)
    links = models.JSONField(_("links"), default=list)

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")
        ordering = ["title"]
        constraints = [identity_constraint("form_identity")]

    def __str__(self):
        return self.title


class ResponsibilityQuerySet(models.QuerySet):
    def dangling(self):
        """Rows whose service or holder has not been delivered (yet)."""
        return self.filter(
            models.Q(service=None) | models.Q(unit=None, online_service=None, form=None)
        )


class Responsibility(Harvested):
    """XZuFi Zuständigkeit: a unit, online service or form × a service × an area, with a role.

    References may precede their targets: while `service` or the holder is unknown, the row keeps
    their keys.
    """

    class Role(models.TextChoices):
        RESPONSIBLE = "01", _("responsible body")
        INVOLVED = "02", _("involved body")
        CONTACT = "03", _("point of contact")

    holder_kind = models.CharField(max_length=20)
    holder_key = models.TextField()
    service_key = models.TextField()
    unit = models.ForeignKey(
        OrganisationalUnit, models.CASCADE, null=True, blank=True, related_name="responsibilities"
    )
    online_service = models.ForeignKey(
        OnlineService, models.CASCADE, null=True, blank=True, related_name="responsibilities"
    )
    form = models.ForeignKey(
        Form, models.CASCADE, null=True, blank=True, related_name="responsibilities"
    )
    service = models.ForeignKey(
        Service, models.CASCADE, null=True, blank=True, related_name="responsibilities"
    )
    area = models.CharField(_("area (ARS)"), max_length=12, blank=True)
    role = models.CharField(_("role"), max_length=10, blank=True)

    objects = ResponsibilityQuerySet.as_manager()

    class Meta:
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        constraints = [identity_constraint("responsibility_identity")]

    def __str__(self):
        return f"{self.holder_key} → {self.service_key}"

    @property
    def holder_id(self):
        return self.unit_id or self.online_service_id or self.form_id
