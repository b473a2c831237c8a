"""The page of the waste calendar: one field for the street, a page for each, calendars, data."""

from django.db import models
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.search import index

from content.pages import CityPage
from core.fields import BlocksField
from core.registries.navigation import Link
from home.blocks import PageBody
from home.waste import calendars, exports, finding, house, schema_org

from .kinds import Kind
from .streets import Street

# What people look for; these words stay German whoever runs the site.
SEARCH_WORDS = (
    "Müll Müllabfuhr Müllkalender Abfall Abfallkalender Abfuhr Abfuhrkalender Abfuhrtermine "
    "Entsorgung Leerung Tonne"
)


class WasteCalendarPage(RoutablePageMixin, CityPage):
    """The waste calendar: collection dates by street.

    Streets, areas and dates are rows of the installation: every site that has such a page shows
    the same calendar.
    """

    body = BlocksField(
        PageBody(),
        blank=True,
        verbose_name=_("content"),
        help_text=_("Stands below the field for the street."),
    )
    licence = models.CharField(
        _("licence of the data"),
        max_length=100,
        blank=True,
        help_text=_("How others may use the data, for example: CC BY 4.0."),
    )
    licence_url = models.URLField(_("address of the licence"), blank=True)

    search_offers = frozenset({"appointment"})
    template = "waste/calendar_page.html"
    parent_page_types = ["home.HomePage", "home.StandardPage", "home.LandingPage"]
    subpage_types: list[str] = []
    page_description = _(
        "The waste calendar: dates by street, for the own calendar, with a reminder by mail."
    )
    query_parameters = (finding.PARAMETER, *house.PARAMETERS)

    content_panels = [
        *CityPage.content_panels,
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("licence"), FieldPanel("licence_url")])],
            heading=_("Open data"),
        ),
    ]
    search_fields = [
        *CityPage.search_fields,
        index.SearchField("body"),
        index.SearchField("search_words", boost=2),
    ]

    class Meta:
        verbose_name = _("waste calendar")
        verbose_name_plural = _("waste calendars")

    @classmethod
    def first(cls) -> "WasteCalendarPage | None":
        """The page for links without a site, in mails and in the search."""
        return cls.objects.live().public().order_by("path").first()

    @property
    def search_words(self) -> str:
        """The usual words, and the names of the city's kinds of waste."""
        names = (name for kind in Kind.objects.all() for name in kind.names)
        return " ".join([SEARCH_WORDS, *names])

    def addresses_below(self) -> list[str]:
        """The addresses that are gone when the calendar is deleted (frame.gone)."""
        return [f"{slug}/" for slug in Street.objects.values_list("slug", flat=True)]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return {**context, "address": self.get_url(request)}

    # --- What lies below the page's address ------------------------------------------------------

    @path("")
    def index(self, request):
        """The field for the street. A single hit redirects; several, or none, are listed."""
        asked = " ".join(request.GET.get(finding.PARAMETER, "").split())[: finding.LONGEST]
        found = finding.find(asked)
        context = self.get_context(request)
        if len(found.streets) == 1 and not found.is_guess:
            return redirect(f"{context['address']}{found.streets[0].slug}/{_query(found.number)}")
        kinds = Kind.objects.all()
        context |= {
            "asked": asked,
            "found": found,
            "number_query": _query(found.number),
            "kinds": kinds,
            "has_streets": Street.objects.exists(),
            "schema": schema_org.dataset(self, request),
        }
        return TemplateResponse(request, self.template, context)

    @path("strassen/", name="streets")
    def streets(self, request):
        """{"words": [[street, address]]}, for the list below the field (filter.js)."""
        address = self.get_url(request)
        words = [[one.title, f"{address}{one.slug}/"] for one in finding.entries()]
        response = JsonResponse({"words": words})
        response["X-Robots-Tag"] = "noindex"
        return response

    @path("csv/", name="csv")
    def as_csv(self, request):
        return exports.response(self, "abfuhrtermine", exports.dates())

    @path("strassen-csv/", name="streets_csv")
    def streets_as_csv(self, request):
        return exports.response(self, "strassen", exports.streets())

    @path("<slug:slug>/", name="street")
    def street(self, request, slug):
        """The dates of a house, or the form for its number."""
        asked = house.House.from_query(self._street(slug), request.GET)
        address = self.get_url(request)
        context = {
            **self.get_context(request),
            **asked.context(),
            "asked": asked,
            "part": Link(str(asked.street), f"{address}{slug}/"),
            "page_address": address,
            "street_address": f"{address}{slug}/",
        }
        return TemplateResponse(request, "waste/street.html", context)

    @path("<slug:slug>/ical/", name="ical")
    def ical(self, request, slug) -> HttpResponse:
        """The same dates as a calendar to subscribe to."""
        asked = house.House.from_query(self._street(slug), request.GET)
        if asked.area is None:
            raise Http404
        url = f"{self.get_full_url(request)}{slug}/{asked.query}"
        return calendars.response(asked, url)

    def _street(self, slug) -> Street:
        street = Street.objects.prefetch_related("stretches__area").filter(slug=slug).first()
        if street is None:
            raise Http404
        return street

    def get_sitemap_urls(self, request=None):
        urls = super().get_sitemap_urls(request)
        if not urls:
            return urls
        address = self.get_full_url(request)
        slugs = Street.objects.values_list("slug", flat=True)
        return urls + [{"location": f"{address}{slug}/"} for slug in slugs]


def _query(number: int | None) -> str:
    return f"?{urlencode({house.NUMBER: number})}" if number else ""
