"""Content with an owner and a date of review."""

from datetime import date, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

REVIEW_EVERY = timedelta(days=365)


def a_year_from_now() -> date:
    return timezone.localdate() + REVIEW_EVERY


class Reviewed(models.Model):
    """The owner of this content, and the date until which it counts as checked.

    The owner is an office, and a person who needs no login: reminders go to `owner_email`, and
    are answered by a signed link (app quality).
    """

    unit = models.ForeignKey(
        "directory.OrganisationalUnit",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible office"),
    )
    owner_name = models.CharField(_("who answers for it"), max_length=200, blank=True)
    owner_email = models.EmailField(
        _("e-mail of who answers for it"),
        blank=True,
        help_text=_("Gets the reminders to check the content. No login is needed."),
    )
    review_on = models.DateField(
        _("check again on"), null=True, blank=True, default=a_year_from_now
    )
    reviewed_at = models.DateTimeField(_("last checked"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_overdue(self) -> bool:
        return self.review_on is not None and self.review_on <= timezone.localdate()

    def next_review(self) -> date:
        """When to look at it again, if it is found right today."""
        return a_year_from_now()
