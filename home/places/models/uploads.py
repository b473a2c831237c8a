"""An uploaded CSV file between its preview and its import."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT = timedelta(days=2)


class Upload(models.Model):
    """A file that an editor previews before it changes a directory. Deleted after the import."""

    directory = models.ForeignKey("places.DirectoryPage", models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(_("file name"), max_length=200)
    content = models.BinaryField()
    hide_missing = models.BooleanField(_("hide places that are not in the file"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("CSV file to check")
        verbose_name_plural = _("CSV files to check")

    def __str__(self):
        return self.name

    @classmethod
    def delete_old(cls):
        cls.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
