"""The pages that editors write."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from core.http import public_page
from core.schema_org import CONTEXT

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class CityPage(Page):
    """What all pages of the city share: anyone may keep them for a minute."""

    class Meta:
        abstract = True

    def serve(self, request, *args, **kwargs):
        serve = super().serve
        # Who has a session may see pages that are not for everybody.
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            return serve(request, *args, **kwargs)
        return public_page(serve)(request, *args, **kwargs)


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


class StandardPage(CityPage):
    """A page of plain text. Under the address `impressum`, `datenschutz`, `barrierefreiheit`,
    `kontakt`, `leichte-sprache` or `gebaerdensprache` below the home page, the frame links it.
    """

    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("One or two sentences below the heading.")
    )
    body = RichTextField(_("text"), blank=True, features=TEXT_FEATURES)

    template = "home/standard_page.html"
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    page_description = _("Plain text: legal notice, privacy, contact and the like.")

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
