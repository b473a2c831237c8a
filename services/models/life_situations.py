"""The tree of life situations."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.text.spoken import in_page_language, language_mark
from core.trees import Tree


class LifeSituationQuerySet(models.QuerySet):
    def top_level(self):
        return self.filter(parent=None, hidden=False)

    def in_use(self):
        return self.filter(hidden=False, service_count__gt=0)

    def tree(self) -> Tree:
        """These nodes as a tree, siblings in the editors' order. One query."""
        return Tree(self.order_by("position", "title", "pk"))


class LifeSituation(models.Model):
    """A node of the tree of life situations: imported (category, PV-Lage) or the editors' own."""

    title = models.CharField(_("title"), max_length=300)
    titles = models.JSONField(default=dict, blank=True, editable=False)
    slug = models.SlugField(_("address"), max_length=100, unique=True)
    introduction = models.TextField(_("introduction"), blank=True)
    icon = models.CharField(_("icon"), max_length=40, blank=True)
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("below"),
    )
    # Identity in the source: scheme ("pvlagen", or a class of categories) and id; empty: own.
    scheme = models.CharField(max_length=200, blank=True, editable=False)
    external_id = models.CharField(max_length=200, blank=True, editable=False)
    position = models.PositiveIntegerField(_("position"), default=0)
    hidden = models.BooleanField(_("hidden"), default=False)
    # Published services here or below; derived (services.composing.derive).
    service_count = models.PositiveIntegerField(default=0, editable=False)

    objects = LifeSituationQuerySet.as_manager()

    class Meta:
        verbose_name = _("life situation")
        verbose_name_plural = _("life situations")
        ordering = ["position", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "external_id"],
                condition=~models.Q(external_id=""),
                name="life_situation_identity",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("services:life_situation", args=[self.slug])

    @property
    def shown_title(self) -> str:
        return in_page_language(self.titles, self.title)

    @property
    def title_language(self) -> str:
        return language_mark(self.titles)
