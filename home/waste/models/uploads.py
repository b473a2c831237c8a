"""An uploaded file of streets or dates between its preview and its import."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Upload(models.Model):
    """A file that an editor previews before it changes the calendar. Deleted after the import.

    is_whole: streets, or dates of its years, that it lacks are deleted. area: of a calendar file.
    """

    class Holds(models.TextChoices):
        STREETS = "strassen", _("streets")
        DATES = "termine", _("dates")

    holds = models.CharField(max_length=10, choices=Holds)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(_("file name"), max_length=200)
    content = models.BinaryField()
    is_whole = models.BooleanField(default=False)
    area = models.ForeignKey("waste.Area", models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("file of the waste calendar to check")
        verbose_name_plural = _("files of the waste calendar to check")

    def __str__(self):
        return self.name
