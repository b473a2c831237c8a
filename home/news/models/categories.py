"""Categories of news and events, defined by the city."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.text.slugs import free_slug


class Category(models.Model):
    """One subject by which readers filter the news or the events."""

    class Kind(models.TextChoices):
        NEWS = "news", _("News")
        EVENTS = "events", _("Events")

    kind = models.CharField(_("for"), max_length=10, choices=Kind)
    title = models.CharField(_("title"), max_length=80)
    slug = models.SlugField(_("in the address"), max_length=80, editable=False)

    panels = [FieldPanel("kind"), FieldPanel("title")]

    class Meta:
        verbose_name = _("category of news or events")
        verbose_name_plural = _("categories of news and events")
        ordering = ["kind", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "title"],
                name="news_category_title",
                violation_error_message=_("There is such a category already."),
            ),
            models.UniqueConstraint(fields=["kind", "slug"], name="news_category_slug"),
        ]

    def __str__(self):
        return self.title

    def save(self, **kwargs):
        if not self.slug:  # it stays: links and subscriptions name it
            taken = type(self).objects.filter(kind=self.kind).values_list("slug", flat=True)
            self.slug = free_slug(self.title, set(taken), "thema")
        super().save(**kwargs)
