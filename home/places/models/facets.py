"""Facets by which readers filter places; every directory has its own."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from core.text.slugs import free_slug, german_slug
from home.places.columns import FROM, RESERVED, TO


class Facet(Orderable):
    """A property of every place: its name, its kind, the possible answers.

    key: names the answers in a place's `values`, the column of the CSV file, the parameter in the
    address. It stays when the facet is renamed.
    """

    class Kind(models.TextChoices):
        CHOICE = "choice", _("one of several")
        MULTI = "multi", _("any of several")
        YES_NO = "yes-no", _("yes or no")
        RANGE = "range", _("number, or from … to …")

    page = ParentalKey("places.DirectoryPage", on_delete=models.CASCADE, related_name="facets")
    key = models.SlugField(_("key"), max_length=100, editable=False, blank=True)
    name = models.CharField(
        _("name"), max_length=60, help_text=_("For example: Age, Equipment, Free of charge.")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.MULTI)
    answers = models.TextField(
        _("answers"),
        blank=True,
        help_text=_("One per line, in the order in which readers see them."),
    )
    unit = models.CharField(
        _("unit"), max_length=20, blank=True, help_text=_("For numbers: years, m², places …")
    )
    is_filter = models.BooleanField(
        _("readers choose by it"),
        default=True,
        help_text=_("Otherwise it only stands on the page of each place."),
    )

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("kind")]),
        FieldPanel("answers"),
        FieldRowPanel([FieldPanel("unit"), FieldPanel("is_filter")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("facet")
        verbose_name_plural = _("facets")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "name"],
                name="places_facet_name",
                violation_error_message=_("There is a facet of this name already."),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def has_answers(self) -> bool:
        return self.kind in (self.Kind.CHOICE, self.Kind.MULTI)

    @cached_property
    def options(self) -> list[str]:
        """The possible answers in their order."""
        lines = (" ".join(line.split()) for line in self.answers.splitlines())
        return list(dict.fromkeys(line for line in lines if line)) if self.has_answers else []

    def clean(self):
        super().clean()
        if self.has_answers and not self.options:
            raise ValidationError(
                {"answers": _("Please write the possible answers, one per line.")}
            )
        if any("|" in option for option in self.options):
            raise ValidationError(
                {"answers": _("Please write no “|”: it parts several answers in CSV files.")}
            )
        self._check_what_is_in_use()

    def _check_what_is_in_use(self):
        """Keep answers that are in use: no collected data is lost by an edit."""
        stored = Facet.objects.filter(pk=self.pk).first() if self.pk else None
        used = stored.used_answers() if stored else {}
        if not used:
            return
        is_widened = stored.kind == self.Kind.CHOICE and self.kind == self.Kind.MULTI
        if stored.kind != self.kind and not is_widened:
            raise ValidationError(
                {
                    "kind": _(
                        "Places have answers to this facet already, for example “%(place)s”. "
                        "Please add another facet instead."
                    )
                    % {"place": next(iter(used.values()))}
                }
            )
        for answer in stored.options:
            if answer in used and answer not in self.options:
                raise ValidationError(
                    {
                        "answers": _(
                            "“%(answer)s” is in use, for example at “%(place)s”. Please keep it, "
                            "or change those places first."
                        )
                        % {"answer": answer, "place": used[answer]}
                    }
                )

    def used_answers(self) -> dict:
        """{answer: title of one place that gives it}."""
        used = {}
        for title, values in self.page.all_places().values_list("title", "values"):
            value = values.get(self.key)
            for answer in value if isinstance(value, list) else [value]:
                if answer is not None:
                    used.setdefault(answer, title)
        return used

    def save(self, *args, **kwargs):
        if not self.key and self.pk:  # a draft from before the facet got its key
            self.key = Facet.objects.filter(pk=self.pk).values_list("key", flat=True).first() or ""
        if not self.key:
            others = Facet.objects.filter(page=self.page_id).exclude(pk=self.pk)
            known = [*others.values_list("key", flat=True)]
            ends = {f"{key}{end}" for key in known for end in (FROM, TO)}
            self.key = free_slug(self.name, {*RESERVED, *known, *ends}, "merkmal")
        super().save(*args, **kwargs)

    @property
    def name_in_data(self) -> str:
        """The key, also of a facet that was never published."""
        return self.key or german_slug(self.name)
