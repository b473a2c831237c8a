"""Files that citizens send: the offices' alone."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from submissions.storage import private


class PrivateFile(models.Model):
    """One file. `submissions.private_files` stores and serves it; it goes with its row.

    The owner's model has a GenericRelation to this one, so that its files go with it. field: what
    was asked for. media_type: what its content says it is. file: a name that tells nothing.
    """

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    owner = GenericForeignKey()
    field = models.CharField(max_length=255)
    name = models.CharField(_("file name"), max_length=150)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    file = models.FileField(storage=private, unique=True)
    created_at = models.DateTimeField(_("received"), default=timezone.now)

    # Nothing that an editor could use elsewhere.
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["content_type", "object_id"], name="private_file_owner")]
        verbose_name = _("attached file")
        verbose_name_plural = _("attached files")

    def __str__(self):
        return self.name

    def read(self) -> bytes:
        with self.file.open("rb") as file:
            return file.read()
