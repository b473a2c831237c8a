"""What an address has been asked to confirm."""

import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_key() -> str:
    return secrets.token_hex(16)


class ConfirmationQuerySet(models.QuerySet):
    def of(self, purpose: str, address: str | None = None):
        found = self.filter(purpose=purpose)
        return found if address is None else found.filter(address=address)

    def good(self, now=None):
        return self.filter(expires_at__gt=now or timezone.now())

    def lapsed(self, now=None):
        return self.filter(expires_at__lte=now or timezone.now())

    def waiting(self):
        """The button has not been pressed yet."""
        return self.filter(confirmed_at=None)


class Confirmation(models.Model):
    """One wish, of whoever typed the address, that its owner has to confirm.

    purpose: what for (submissions.confirmations). payload: what is to be done then. key: what the
    mailed link knows it by. It is kept until the link ends, so that a button pressed twice does no
    harm, and no longer.
    """

    purpose = models.CharField(max_length=60)
    address = models.EmailField(_("mail address"))
    payload = models.JSONField(default=dict)
    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    created_at = models.DateTimeField(_("asked for"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"), db_index=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["purpose", "address"], name="confirmation_of_address")]
        verbose_name = _("wish to be confirmed")
        verbose_name_plural = _("wishes to be confirmed")

    def __str__(self):
        # Never the address: what is deleted stays in logs.
        return f"{self.purpose} {self.pk}"
