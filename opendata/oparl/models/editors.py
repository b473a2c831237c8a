"""Annotations by editors: visibility of bodies and committees, introductions, summaries, links.

No run ever writes these rows.
"""

from django.db import models, transaction
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from core.registries import linkable

FEATURES = ["bold", "italic", "ul", "ol", "link"]
# choice: the BodyChoice or OrganizationChoice by which something is hidden now, or no more.
visibility_changed = Signal()


class Choice(models.Model):
    """The visibility of an object on the site, and its introduction."""

    visible = models.BooleanField(_("visible"), default=True)
    introduction = RichTextField(_("introduction"), blank=True, features=FEATURES)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic():
            was_visible = self._was_visible()
            super().save(*args, **kwargs)
            if was_visible != self.visible:
                visibility_changed.send(type(self), choice=self)

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            was_visible = self._was_visible()
            deleted = super().delete(*args, **kwargs)
            if not was_visible:
                visibility_changed.send(type(self), choice=self)
        return deleted

    def _was_visible(self) -> bool:
        """The previous visibility; visible by default."""
        return not type(self).objects.filter(pk=self.pk, visible=False).exists()


class BodyChoice(Choice):
    body = models.OneToOneField(
        "oparl.Body", models.CASCADE, related_name="choice", verbose_name=_("body")
    )

    class Meta:
        verbose_name = _("own words on a body")
        verbose_name_plural = _("own words on bodies")

    def __str__(self):
        return str(self.body)


class OrganizationChoice(Choice):
    organization = models.OneToOneField(
        "oparl.Organization",
        models.CASCADE,
        related_name="choice",
        verbose_name=_("organization"),
    )

    class Meta:
        verbose_name = _("own words on an organization")
        verbose_name_plural = _("own words on organizations")

    def __str__(self):
        return str(self.organization)


class PaperSummary(models.Model):
    """A summary of a paper in plain language."""

    paper = models.OneToOneField(
        "oparl.Paper", models.CASCADE, related_name="summary", verbose_name=_("paper")
    )
    text = RichTextField(_("in plain language"), features=FEATURES)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("plain-language summary")
        verbose_name_plural = _("plain-language summaries")

    def __str__(self):
        return str(self.paper)


class PaperLink(models.Model):
    """A service or a page that a paper is about. kind, target: of core.registries.linkable."""

    paper = models.ForeignKey(
        "oparl.Paper", models.CASCADE, related_name="links", verbose_name=_("paper")
    )
    kind = models.CharField(_("kind"), max_length=40)
    target = models.BigIntegerField(_("number"))
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("link of a paper")
        verbose_name_plural = _("links of papers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "kind", "target"], name="oparl_paperlink_once")
        ]
        indexes = [models.Index(fields=["kind", "target"], name="oparl_paperlink_target")]

    def __str__(self):
        return f"{self.paper} → {self.leads_to}"

    @property
    def leads_to(self) -> str:
        """The title of the target, also of an unpublished one; "" when it is gone."""
        kind = linkable.get(self.kind)
        found = kind and kind.everything().filter(pk=self.target).first()
        return kind.title(found) if found else ""
