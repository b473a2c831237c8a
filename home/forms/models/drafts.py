"""What was typed into a form of several pages, until it is sent: for a day, under a secret address.

Public pages are the same for everybody and set no cookie, so the way through a form is kept here.
Only who has the address, that is who began, can read it; the database knows its digest.
"""

from datetime import timedelta

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from submissions.models import PrivateFile
from submissions.signed_links import digest_of, new_secret

LIFETIME = timedelta(hours=24)
KEY_BYTES = 24


class DraftQuerySet(models.QuerySet):
    def current(self):
        return self.filter(changed_at__gt=timezone.now() - LIFETIME)

    def expired(self, now=None):
        return self.filter(changed_at__lte=(now or timezone.now()) - LIFETIME)


class Draft(models.Model):
    """One reader's way through one form. typed: {name: [values as they were sent]}.

    files: chosen and checked, and not sent yet. receipt: it has been sent; nothing that was typed
    is kept here any more.
    """

    page = models.ForeignKey("forms.FormPage", models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    typed = models.JSONField(default=dict)
    receipt = models.ForeignKey("forms.Receipt", models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True, db_index=True)
    files = GenericRelation(PrivateFile, related_query_name="draft")

    objects = DraftQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("form that is being filled in")
        verbose_name_plural = _("forms that are being filled in")

    def __str__(self):
        return f"{self.page_id} {self.changed_at:%Y-%m-%d %H:%M}"

    @classmethod
    def begin(cls, page) -> tuple["Draft", str]:
        """(an empty draft, its key, which is told once)."""
        key = new_secret(KEY_BYTES)
        return cls.objects.create(page=page, digest=digest_of(key)), key

    @classmethod
    def find(cls, page, key) -> "Draft | None":
        return cls.objects.current().filter(page=page, digest=digest_of(key)).first()

    def finish(self, receipt) -> None:
        """Sent: what was typed is kept with the submission alone."""
        self.files.all().delete()
        self.typed, self.receipt = {}, receipt
        self.save()
