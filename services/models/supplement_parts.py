"""Parts of a supplement: own texts, links, units and related services."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField

from core.actions import Action
from core.text.html import plain_text
from directory.models import OrganisationalUnit
from services.modules import editable_choices

from .catalogue import Service
from .supplement import Supplement

# What own texts may be written in, each in its own name.
LANGUAGES = [
    ("de", "Deutsch"),
    ("de-LS", "Leichte Sprache"),
    ("en", "English"),
    ("ar", "العربية"),
    ("fr", "Français"),
    ("pl", "Polski"),
    ("ru", "Русский"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
]
FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link"]


class SupplementModule(models.Model):
    """The editors' treatment of one text module: keep, append, replace or hide.

    It stores the replaced text, and is marked when the source has changed.
    """

    class Mode(models.TextChoices):
        KEEP = "keep", _("keep the source's text")
        APPEND = "append", _("append")
        REPLACE = "replace", _("replace")
        HIDE = "hide", _("hide")

    supplement = ParentalKey(Supplement, on_delete=models.CASCADE, related_name="modules")
    code = models.CharField(_("section"), max_length=40, choices=editable_choices)
    mode = models.CharField(_("mode"), max_length=10, choices=Mode, default=Mode.APPEND)
    language = models.CharField(_("language"), max_length=20, choices=LANGUAGES, default="de")
    text = RichTextField(_("text"), blank=True, features=FEATURES)
    # The source's text when the editor wrote this, and when that was; compared with today's.
    replaced_html = models.TextField(blank=True, editable=False)
    replaced_at = models.DateTimeField(null=True, blank=True, editable=False)
    source_moved_on = models.BooleanField(default=False, editable=False, db_index=True)

    class Meta:
        verbose_name = _("own text")
        verbose_name_plural = _("own texts")
        constraints = [
            models.UniqueConstraint(
                fields=["supplement", "code", "language"], name="one_own_text_per_section"
            )
        ]

    def __str__(self):
        return f"{self.get_mode_display()}: {self.get_code_display()}"

    def save(self, **kwargs):
        if self.replaced_at is None or not self.overrides:
            self.remember_source(self.supplement.service)
        super().save(**kwargs)

    @property
    def overrides(self):
        """Whether the source's text is no longer visible."""
        return self.mode in (self.Mode.REPLACE, self.Mode.HIDE)

    def clean(self):
        super().clean()
        if self.mode in (self.Mode.APPEND, self.Mode.REPLACE) and not plain_text(self.text):
            raise ValidationError(
                {
                    "text": _(
                        "Please write a text, or choose “keep” or “hide”: "
                        "nothing can be appended or replaced without one."
                    )
                }
            )

    def remember_source(self, service):
        """Store the source's present text, so that later changes are reported to editors."""
        from services.composing.layers import source_html

        self.source_moved_on = False
        if self.overrides:
            self.replaced_html = source_html(service, self.code, self.language) if service else ""
            self.replaced_at = timezone.now()
        else:
            self.replaced_html, self.replaced_at = "", None


class SupplementLink(models.Model):
    """An own online service or form of the editors."""

    class Kind(models.TextChoices):
        ONLINE = "online", _("online application")
        FORM = "form", _("form (PDF)")

    supplement = ParentalKey(Supplement, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.ONLINE)
    title = models.CharField(_("title"), max_length=300)
    action = models.CharField(
        _("what one does there"),
        max_length=20,
        choices=Action,
        blank=True,
        help_text=_("Empty: the title tells."),
    )
    url = models.URLField(_("address"), max_length=1000, blank=True)
    document = models.ForeignKey(
        "wagtaildocs.Document",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )

    class Meta:
        verbose_name = _("own link")
        verbose_name_plural = _("own links")

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if not self.url and not self.document:
            raise ValidationError(
                {"url": _("Please give an address or choose a document: the link leads nowhere.")}
            )
        if self.url and self.document:
            raise ValidationError(
                {"document": _("Please decide: either an address or a document, not both.")}
            )


class SupplementRelation(models.Model):
    """A service that editors add to the related ones, or exclude from those found automatically."""

    class Mode(models.TextChoices):
        SHOW = "show", _("show first")
        HIDE = "hide", _("leave out")

    supplement = ParentalKey(Supplement, on_delete=models.CASCADE, related_name="relations")
    service = models.ForeignKey(
        Service, models.CASCADE, related_name="+", verbose_name=_("service")
    )
    mode = models.CharField(_("mode"), max_length=10, choices=Mode, default=Mode.SHOW)

    class Meta:
        verbose_name = _("related service")
        verbose_name_plural = _("related services")

    def __str__(self):
        return str(self.service)


class SupplementUnit(models.Model):
    """A unit that the editors name as responsible."""

    supplement = ParentalKey(Supplement, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey(
        OrganisationalUnit, models.CASCADE, related_name="+", verbose_name=_("unit")
    )
    role = models.CharField(
        _("role"),
        max_length=10,
        choices=[("01", _("responsible body")), ("03", _("point of contact"))],
        default="01",
    )

    class Meta:
        verbose_name = _("responsible unit")
        verbose_name_plural = _("responsible units")

    def __str__(self):
        return str(self.unit)
