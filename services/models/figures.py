"""Fees, deadlines and processing times of services, as rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .catalogue import Service
from .texts import Specialisation


class Channel(models.TextChoices):
    """XZuFi 2.3.1 zugangskanal."""

    ANY = "", _("any way")
    ANY_EXPLICIT = "000", _("any way")
    ONLINE = "100", _("online")
    ON_SITE = "200", _("on site")


class ServicePart(models.Model):
    """A structured detail of a service, or of a municipality's specialisation of it."""

    service = models.ForeignKey(Service, models.CASCADE, null=True, blank=True)
    specialisation = models.ForeignKey(Specialisation, models.CASCADE, null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    type_code = models.CharField(max_length=10, blank=True)
    type_name = models.CharField(max_length=300, blank=True)
    descriptions = models.JSONField(default=dict, blank=True)
    channel = models.CharField(_("access channel"), max_length=3, blank=True, choices=Channel)
    valid_from = models.DateField(null=True, blank=True)
    valid_through = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["position", "id"]

    def __str__(self):
        return self.descriptions.get("de") or self.type_name or str(self.service)


class Fee(ServicePart):
    """XZuFi kosten: fixed, free or variable."""

    class Kind(models.TextChoices):
        FIXED = "fixed", _("fixed")
        FREE = "free", _("free of charge")
        VARIABLE = "variable", _("variable")

    service = models.ForeignKey(Service, models.CASCADE, null=True, related_name="fees")
    specialisation = models.ForeignKey(
        Specialisation, models.CASCADE, null=True, related_name="fees"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=4, null=True)
    minimum = models.DecimalField(_("from"), max_digits=14, decimal_places=4, null=True)
    maximum = models.DecimalField(_("to"), max_digits=14, decimal_places=4, null=True)
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    prepayment = models.BooleanField(_("prepayment"), null=True)
    url = models.TextField(blank=True)

    class Meta(ServicePart.Meta):
        verbose_name = _("fee")
        verbose_name_plural = _("fees")


class Timespan(ServicePart):
    """A duration or a fixed day. Units as in services.records.Period."""

    amount = models.CharField(max_length=20, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    amount_to = models.CharField(max_length=20, blank=True)
    unit_to = models.CharField(max_length=20, blank=True)
    day_from = models.CharField(max_length=20, blank=True)
    day_to = models.CharField(max_length=20, blank=True)

    class Meta(ServicePart.Meta):
        abstract = True


class Deadline(Timespan):
    """XZuFi frist."""

    service = models.ForeignKey(Service, models.CASCADE, null=True, related_name="deadlines")
    specialisation = models.ForeignKey(
        Specialisation, models.CASCADE, null=True, related_name="deadlines"
    )

    class Meta(ServicePart.Meta):
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")


class ProcessingTime(Timespan):
    """XZuFi bearbeitungsdauer."""

    service = models.ForeignKey(Service, models.CASCADE, null=True, related_name="processing_times")
    specialisation = models.ForeignKey(
        Specialisation, models.CASCADE, null=True, related_name="processing_times"
    )

    class Meta(ServicePart.Meta):
        verbose_name = _("processing time")
        verbose_name_plural = _("processing times")
