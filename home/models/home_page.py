"""The city's front door."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from core.pages import CityPage
from core.schema_org import CONTEXT


class HomePage(CityPage):
    """The front door: composed from what the apps offer."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "link"])

    template = "home/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1
    page_description = _("The city's front door: search, letters, life situations.")

    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return {**context, "schema": self.to_schema(request)}

    def to_schema(self, request):
        """WebSite with its search, as schema.org has it."""
        url = request.build_absolute_uri("/")
        return {
            "@context": CONTEXT,
            "@type": "WebSite",
            "url": url,
            "name": self.title,
            "inLanguage": "de",
            "potentialAction": {
                "@type": "SearchAction",
                "target": request.build_absolute_uri(reverse("search:search"))
                + "?q={search_term_string}",
                "query-input": "required name=search_term_string",
            },
        }
