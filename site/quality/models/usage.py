"""Anonymous usage statistics, as sums of days."""

from django.db import models
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _


class CountedQuerySet(models.QuerySet):
    def of_kind(self, kind):
        return self.filter(kind=kind)

    def summed(self, since, until=None):
        """Subjects seen from `since` to `until` (days, both included), with `total`; most first."""
        days = models.Q(days__day__gte=since)
        if until:
            days &= models.Q(days__day__lte=until)
        found = self.filter(days).annotate(total=Sum("days__count"))
        return found.order_by("-total", "title", "pk")


class Counted(models.Model):
    """A counted subject: a page, a download, a word of the search, a missing address.

    key: `page:<pk>` for pages of the tree, `document:<pk>` for documents, otherwise the path, or
    the word. hits: the number of results when the word was last searched for. referrer: the
    host of the page that linked last to the missing address.
    """

    class Kind(models.TextChoices):
        VIEW = "view", _("Page view")
        DOWNLOAD = "download", _("Downloaded file")
        SEARCH = "search", _("Search word")
        MISSING = "missing", _("Missing address")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    key = models.CharField(_("key"), max_length=300)
    title = models.CharField(_("title"), max_length=300, blank=True)
    path = models.CharField(_("address"), max_length=300, blank=True)
    hits = models.PositiveIntegerField(_("hits"), null=True, blank=True)
    referrer = models.CharField(_("linked from"), max_length=253, blank=True)
    last_day = models.DateField(_("last seen on"), db_index=True)

    objects = CountedQuerySet.as_manager()

    class Meta:
        verbose_name = _("counted thing")
        verbose_name_plural = _("usage")
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="one_row_for_each_counted")
        ]

    def __str__(self):
        return self.title or self.path or self.key


class DailyCount(models.Model):
    """The number of visits on one day."""

    counted = models.ForeignKey(Counted, models.CASCADE, related_name="days")
    day = models.DateField(_("day"), db_index=True)
    count = models.PositiveIntegerField(_("count"), default=0)

    class Meta:
        verbose_name = _("sum of a day")
        verbose_name_plural = _("sums of days")
        constraints = [
            models.UniqueConstraint(fields=["counted", "day"], name="one_sum_for_each_day")
        ]

    def __str__(self):
        return f"{self.counted}, {self.day}: {self.count}"
