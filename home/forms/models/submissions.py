"""What citizens sent: kept apart from pages and their revisions, and not for ever."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.models import AbstractFormSubmission

from submissions.models import Delivery, PrivateFile


class Receipt(models.Model):
    """A number given out. It says nothing of the sender, and stays when the submission goes."""

    number = models.CharField(_("receipt number"), max_length=20, unique=True)
    page = models.ForeignKey("forms.FormPage", models.SET_NULL, null=True, related_name="receipts")
    form_title = models.CharField(_("form"), max_length=255)
    received_at = models.DateTimeField(_("received"), default=timezone.now)

    class Meta:
        default_permissions = ()
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")

    def __str__(self):
        return self.number


class Submission(AbstractFormSubmission):
    """The answers to one form.

    form_data: {name: text, true or false, or a list of texts}, as XML Schema writes values.
    questions: [{"name", "label", "type"}] as they were when they were answered.
    fingerprint: tells a form sent twice; forgotten after an hour.
    """

    # A page is not deleted with what citizens sent by it (wagtail_hooks says so to the editor).
    page = models.ForeignKey("wagtailcore.Page", models.PROTECT, related_name="+")
    receipt = models.OneToOneField(Receipt, models.PROTECT, related_name="submission")
    questions = models.JSONField(default=list)
    language = models.CharField(_("language"), max_length=10)
    delete_on = models.DateField(_("to be deleted on"), db_index=True)
    fingerprint = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001
    attachments = GenericRelation(PrivateFile, related_query_name="submission")
    deliveries = GenericRelation(Delivery, related_query_name="submission")

    class Meta:
        ordering = ["-submit_time"]
        default_permissions = ("view",)
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")

    def __str__(self):
        return self.receipt.number

    def get_data(self):
        return {**super().get_data(), "receipt": self.receipt.number, "state": self.state}

    @property
    def is_delivered(self) -> bool:
        return all(delivery.state == Delivery.State.DONE for delivery in self.deliveries.all())

    @property
    def state(self) -> str:
        """For the list: how far it was passed on."""
        return "; ".join(map(str, self.deliveries.all()))
