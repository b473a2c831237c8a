"""The wastebasket, in which deleted pages are kept for 30 days."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from accounts.policies import UnitPagePermissionTester
from core.reserved_slugs import WASTEBASKET

KEPT = timedelta(days=30)


class Wastebasket(Page):
    """The page of no site under which deleted pages hang; made when it is needed, shown nowhere."""

    parent_page_types: list[str] = []
    subpage_types: list[str] = []
    is_creatable = False

    class Meta:
        verbose_name = _("wastebasket")
        verbose_name_plural = _("wastebaskets")

    def permissions_for_user(self, user):
        return UnitPagePermissionTester(user, self)

    @classmethod
    def get(cls) -> "Wastebasket":
        """The only one."""
        found = cls.objects.first()
        if found is None:
            root = Page.get_first_root_node()
            found = cls(title=str(_("Wastebasket")), slug=WASTEBASKET, live=False)
            root.add_child(instance=found)
        return found


class Deletion(models.Model):
    """One page in the wastebasket, with what lies below it.

    slug, url_path: its address before. ancestors: where it stood, the keys of the pages above, the
    nearest first. live_pages: the keys of those that were published.
    """

    page = models.OneToOneField(Page, models.CASCADE, related_name="+", verbose_name=_("page"))
    title = models.CharField(_("title"), max_length=255)
    address = models.TextField(_("address"), blank=True)
    slug = models.CharField(max_length=255, editable=False)
    url_path = models.TextField(blank=True, editable=False)
    ancestors = models.JSONField(default=list, editable=False)
    live_pages = models.JSONField(default=list, editable=False)
    count = models.PositiveIntegerField(_("pages"), default=1)
    at = models.DateTimeField(_("deleted on"), default=timezone.now, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )

    class Meta:
        verbose_name = _("deleted page in the wastebasket")
        verbose_name_plural = _("deleted pages in the wastebasket")
        ordering = ["-at", "-pk"]
        default_permissions = ()

    def __str__(self):
        return self.title

    @property
    def until(self):
        """When it is deleted for good."""
        return self.at + KEPT
