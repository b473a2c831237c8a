"""Addresses of deleted pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


class GonePage(models.Model):
    """The address of a page that editors deleted: it answers 410, unless a redirect leads on."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+", verbose_name=_("site"))
    path = models.CharField(_("address"), max_length=1000, db_index=True)
    title = models.CharField(_("title"), max_length=255)
    gone_at = models.DateTimeField(_("deleted on"), auto_now_add=True)

    class Meta:
        verbose_name = _("deleted page")
        verbose_name_plural = _("deleted pages")
        constraints = [
            models.UniqueConstraint("site", "path", name="one_gone_page_for_each_address")
        ]

    def __str__(self):
        return self.path
