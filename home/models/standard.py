"""A page that editors write of blocks."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from core.fields import BlocksField
from core.pages import CityPage
from home.blocks import PageBody


class StandardPage(CityPage):
    """A page of text and other blocks. Under the address `impressum`, `datenschutz`,
    `barrierefreiheit`, `kontakt`, `leichte-sprache` or `gebaerdensprache` below the home page, the
    frame links it.
    """

    body = BlocksField(PageBody(), blank=True, verbose_name=_("content"))

    template = "home/standard_page.html"
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    page_description = _(
        "Text, pictures, lists: the page for everything without a form of its own."
    )

    content_panels = [*CityPage.content_panels, FieldPanel("body")]
    search_fields = [*CityPage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
