"""Fields of work, defined by the city."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.text.slugs import free_slug


class FieldOfWork(models.Model):
    """One field by which readers filter the jobs, such as “Technik und Bauen”."""

    title = models.CharField(
        _("title"),
        max_length=80,
        unique=True,
        error_messages={"unique": _("There is such a field of work already.")},
    )
    slug = models.SlugField(_("in the address"), max_length=80, unique=True, editable=False)

    panels = [FieldPanel("title")]

    class Meta:
        verbose_name = _("field of work")
        verbose_name_plural = _("fields of work")
        ordering = ["title"]

    def __str__(self):
        return self.title

    def save(self, **kwargs):
        if not self.slug:  # it stays: links and subscriptions name it
            taken = type(self).objects.values_list("slug", flat=True)
            self.slug = free_slug(self.title, set(taken), "bereich")
        super().save(**kwargs)
