"""The pages that editors write."""

from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page


class HomePage(Page):
    """The front door: composed from what the apps offer."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "link"])

    template = "home/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1
    page_description = _("The city's front door: search, letters, life situations.")

    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("home page")
