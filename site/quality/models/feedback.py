"""Readers' feedback on pages, without a name, an address or the time of day."""

from django.conf import settings
from django.db import models
from django.db.models import Count, F, FloatField, Max, Q
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class FeedbackQuerySet(models.QuerySet):
    def on(self, key):
        """Feedback on one page (key: see `models.usage.Counted`)."""
        return self.filter(kind=Feedback.Kind.PAGE, key=key)

    def with_remark(self):
        return self.exclude(reason="", text="")

    def open(self):
        """Remarks that are not dealt with."""
        return self.with_remark().filter(done_at=None)

    def sums(self):
        """One dict for each page or word, those that helped the fewest first.

        {kind, key, yes, no, total, open, share (of "yes", 0 to 1), last_day}
        """
        rows = self.values("kind", "key").annotate(
            yes=Count("pk", filter=Q(helped=True)),
            no=Count("pk", filter=Q(helped=False)),
            total=Count("pk"),
            open=Count("pk", filter=Q(done_at=None) & (~Q(reason="") | ~Q(text=""))),
            last_day=Max("day"),
            latest=Max("pk"),
        )
        share = Cast(F("yes"), FloatField()) / F("total")
        return rows.annotate(share=share).order_by("-no", "share", "kind", "key")


class Feedback(models.Model):
    """One answer to “Was this page helpful?”, and perhaps a remark.

    kind, key: the subject of the question; key as in `Counted`, for a search the words.
    """

    class Kind(models.TextChoices):
        PAGE = "page", _("Page")
        SEARCH = "search", _("The search")

    class Reason(models.TextChoices):
        NOT_FOUND = "not-found", _("I did not find what I was looking for")
        UNCLEAR = "unclear", _("It is hard to understand")
        WRONG = "wrong", _("Something is wrong or out of date")
        BROKEN = "broken", _("Something does not work")
        OTHER = "other", _("Something else")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PAGE)
    key = models.CharField(_("key"), max_length=300, db_index=True)
    title = models.CharField(_("title"), max_length=300)
    path = models.CharField(_("address"), max_length=300)
    day = models.DateField(_("day"), default=timezone.localdate, db_index=True)
    helped = models.BooleanField(_("helped"))
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices, blank=True)
    text = models.TextField(_("remark"), max_length=1000, blank=True)
    done_at = models.DateTimeField(_("dealt with on"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("dealt with by"),
    )

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.title}: {'+' if self.helped else '−'}"
