"""A page that editors build from blocks."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from home.cards import cards_for_pages, child_pages

from .base import CONTENT_PARENTS, ContentPage


class StandardPage(ContentPage):
    """A page of text and other blocks."""

    lists_children = models.BooleanField(
        _("list the pages below"),
        default=False,
        help_text=_("Shows every published page below this one, with its introduction."),
    )

    template = "home/standard_page.html"
    parent_page_types = CONTENT_PARENTS
    page_description = _(
        "Text, pictures, lists: the page for everything without a form of its own."
    )

    content_panels = [*ContentPage.content_panels, FieldPanel("lists_children")]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        children = child_pages(self) if self.lists_children else []
        return {**context, "tiles": cards_for_pages(children, request)}
