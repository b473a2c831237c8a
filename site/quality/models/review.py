"""Reminders of reviews, and requests for changes."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Correspondent(models.Model):
    """An address that gets mails: an owner of content without login, or an editor.

    asked: {"content type:pk": date of the requested review}, of the last mail.
    claimed_until: a process is writing to this address; others leave it alone until then.
    """

    class Kind(models.TextChoices):
        OWNER = "owner", _("answers for content")
        TEAM = "team", _("editorial team")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    address = models.EmailField(_("e-mail"))
    asked = models.JSONField(_("asked for"), default=dict, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)
    written_at = models.DateTimeField(_("last mail"), null=True, blank=True)
    refusals = models.PositiveIntegerField(_("refused mails"), default=0)

    class Meta:
        verbose_name = _("correspondent")
        verbose_name_plural = _("correspondents")
        constraints = [
            models.UniqueConstraint(fields=["kind", "address"], name="one_row_per_correspondent")
        ]

    def __str__(self):
        return self.address


class ChangeRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(done_at=None)

    def about(self, content):
        kind = ContentType.objects.get_for_model(content)
        return self.filter(content_type=kind, object_id=content.pk)


class ChangeRequest(models.Model):
    """A change that an owner of content asks for: a task for the editors."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    content = GenericForeignKey("content_type", "object_id")
    title = models.CharField(_("content"), max_length=300)
    name = models.CharField(_("name"), max_length=200, blank=True)
    address = models.EmailField(_("e-mail"))
    text = models.TextField(_("what is to be changed"))
    created_at = models.DateTimeField(_("received"), default=timezone.now)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("wish for a change")
        verbose_name_plural = _("wishes for changes")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self):
        return self.title
