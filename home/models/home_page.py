"""The home page of a site."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail.search import index

from content.pages import CityPage
from core.fields import BlocksField
from core.languages import language_of
from core.registries import slots
from core.schema_org import CONTEXT
from home.blocks import PageBody


class HomePage(CityPage):
    """The home page, composed of teasers of the apps and content of editors."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "link"])
    body = BlocksField(
        PageBody(),
        blank=True,
        verbose_name=_("own content"),
        help_text=_("Stands below the parts that come by themselves."),
    )

    template = "home/home_page.html"
    # Several sites may live here, each with its own home page.
    parent_page_types = ["wagtailcore.Page"]
    page_description = _("The city's front door: search, letters, life situations.")

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("picture"),
        InlinePanel(
            "teaser_choices",
            heading=_("Parts that come by themselves"),
            label=_("Part"),
            help_text=_(
                "Named here, a part takes its place in this order; switched off, it is not shown. "
                "All others follow by themselves."
            ),
        ),
        FieldPanel("body"),
    ]
    promote_panels = [*Page.promote_panels, FieldPanel("also_called")]
    search_fields = [*CityPage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        choice = {row.name: row.is_shown for row in self.teaser_choices.all()}
        return {**context, "choice": choice, "schema": self.to_schema(request)}

    def to_schema(self, request):
        """WebSite with its search, as schema.org has it."""
        url = request.build_absolute_uri("/")
        return {
            "@context": CONTEXT,
            "@type": "WebSite",
            "url": url,
            "name": self.title,
            "inLanguage": language_of(self),
            "potentialAction": {
                "@type": "SearchAction",
                "target": request.build_absolute_uri(reverse("search:search"))
                + "?q={search_term_string}",
                "query-input": "required name=search_term_string",
            },
        }


def teaser_names():
    """[(name, label)] of all parts that apps offer to the home page."""
    return [(teaser.name, teaser.label) for teaser in slots.at(slots.HOME) if teaser.label]


class TeaserChoice(Orderable):
    """The position of an app's teaser on a home page, and whether it is shown."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="teaser_choices")
    name = models.CharField(_("part"), max_length=100, choices=teaser_names)
    is_shown = models.BooleanField(_("show it"), default=True)

    panels = [FieldPanel("name"), FieldPanel("is_shown")]

    class Meta(Orderable.Meta):
        verbose_name = _("part of the home page")
        verbose_name_plural = _("parts of the home page")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "name"],
                name="home_teaser_once",
                violation_error_message=_("Name each part once."),
            )
        ]

    def __str__(self):
        return str(dict(teaser_names()).get(self.name, self.name))
