"""Kinds of waste, each with a bin of its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.text.slugs import free_slug


class Kind(models.Model):
    """A kind of waste: residual waste, paper, organic waste …

    slug: stands in addresses and stays. sign: one to three letters on the bin, so that its colour
    is never the only distinction.
    """

    class Colour(models.TextChoices):
        GREY = "grey", _("grey")
        BROWN = "brown", _("brown")
        YELLOW = "yellow", _("yellow")
        BLUE = "blue", _("blue")
        GREEN = "green", _("green")
        RED = "red", _("red")

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("in the address"), max_length=80, unique=True, editable=False)
    sign = models.CharField(
        _("letters on the bin"),
        max_length=3,
        help_text=_(
            "One to three, for example R for residual waste. The colour alone tells too little."
        ),
    )
    colour = models.CharField(_("colour"), max_length=10, choices=Colour, default=Colour.GREY)
    note = models.TextField(
        _("what to do"),
        blank=True,
        help_text=_("By when and how it is put out, what belongs into it."),
    )
    also_called = models.CharField(
        _("also called"),
        max_length=300,
        blank=True,
        help_text=_(
            "Other words, separated by commas. The search finds them, and calendar files may use "
            "them."
        ),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("kind of waste")
        verbose_name_plural = _("kinds of waste")
        ordering = ["position", "name"]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        if not self.slug:
            taken = set(Kind.objects.values_list("slug", flat=True))
            self.slug = free_slug(self.name, taken, "art")
        super().save(**kwargs)

    @property
    def names(self) -> list[str]:
        """Its name and its synonyms, in this order."""
        others = (name.strip() for name in self.also_called.split(","))
        return [self.name, *filter(None, others)]
