"""A directory of places with faceted search."""

from django.db import models
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.search import index

from content.pages import CityPage
from core.fields import BlocksField
from core.formats import spreadsheets
from core.registries.navigation import Link
from core.schema_org import CONTEXT
from home.blocks import PageBody
from home.places import exports, listing, schema_org

from .facets import Facet
from .place import Place


class DirectoryPage(RoutablePageMixin, CityPage):
    """All playgrounds, day-care centres, sports halls …: a list, a map, a page of each, open data.

    The places themselves are rows (Place), kept in a list of their own and by CSV files.
    """

    class SchemaType(models.TextChoices):
        PLACE = "Place", _("place of any kind")
        PLAYGROUND = "Playground", _("playground")
        CHILD_CARE = "ChildCare", _("day-care centre")
        SCHOOL = "School", _("school")
        SPORTS = "SportsActivityLocation", _("sports facility")
        POOL = "PublicSwimmingPool", _("swimming pool")
        LIBRARY = "Library", _("library")
        PARK = "Park", _("park")
        PARKING = "ParkingFacility", _("car park")
        RECYCLING = "RecyclingCenter", _("recycling centre")
        TOILET = "PublicToilet", _("public toilet")
        CIVIC = "CivicStructure", _("public building")

    schema_type = models.CharField(
        _("what the places are"),
        max_length=40,
        choices=SchemaType,
        default=SchemaType.PLACE,
        help_text=_("For search engines."),
    )
    body = BlocksField(
        PageBody(), blank=True, verbose_name=_("content"), help_text=_("Stands below the list.")
    )
    licence = models.CharField(
        _("licence of the data"),
        max_length=100,
        blank=True,
        help_text=_("How others may use the data, for example: CC BY 4.0."),
    )
    licence_url = models.URLField(_("address of the licence"), blank=True)

    template = "places/directory_page.html"
    parent_page_types = ["home.HomePage", "home.StandardPage", "home.LandingPage"]
    subpage_types: list[str] = []
    page_description = _(
        "A directory of places, such as playgrounds or sports halls: list, map, filters, open data."
    )

    content_panels = [
        *CityPage.content_panels,
        FieldPanel("schema_type"),
        InlinePanel(
            "facets",
            heading=_("Facets"),
            label=_("Facet"),
            help_text=_(
                "By what readers choose: age, equipment, free of charge. Name, address, district "
                "and access by wheelchair every place has anyway."
            ),
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("licence"), FieldPanel("licence_url")])],
            heading=_("Open data"),
        ),
    ]
    search_fields = [*CityPage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("directory of places")
        verbose_name_plural = _("directories of places")

    def addresses_below(self) -> list[str]:
        """The addresses that are gone when the directory is deleted (frame.gone)."""
        return [f"{slug}/" for slug in self.all_places().shown().values_list("slug", flat=True)]

    def all_places(self):
        """The places of this directory, which its translations show too."""
        return Place.objects.filter(directory__translation_key=self.translation_key)

    @cached_property
    def facet_list(self) -> list[Facet]:
        return list(self.facets.all())

    @property
    def query_parameters(self):
        return listing.parameters(self.facet_list)

    @path("")
    def index(self, request):
        return TemplateResponse(request, self.template, self.get_context(request))

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return {**context, **listing.context(self, request), "schema": self.to_schema(request)}

    @path("csv/", name="csv")
    def as_csv(self, request):
        return exports.response(self, request, exports.as_csv)

    @path("xlsx/", name="xlsx")
    def as_xlsx(self, request):
        return exports.response(self, request, exports.as_xlsx)

    @path("geojson/", name="geojson")
    def as_geojson(self, request):
        return exports.response(self, request, exports.as_geojson)

    @path("json/", name="json")
    def as_json(self, request):
        return exports.response(self, request, exports.as_json)

    @path("<slug:slug>/", name="place")
    def place(self, request, slug):
        places = self.all_places().shown().with_office().select_related("picture")
        place = places.filter(slug=slug).order_by("directory_id").first()
        if place is None:
            raise Http404
        address = self.get_url(request)
        context = {
            **super().get_context(request),
            "place": place,
            "part": Link(place.title, f"{address}{slug}/"),
            "page_address": address,
            "given": listing.facet_answers(place, self.facet_list),
            "points": listing.points([place]),
            "schema": schema_org.place_schema(place, self, request),
        }
        return TemplateResponse(request, "places/place.html", context)

    def get_sitemap_urls(self, request=None):
        urls = super().get_sitemap_urls(request)
        if not urls:
            return urls
        address = self.get_full_url(request)
        places = self.all_places().shown().values_list("slug", "changed_at")
        return urls + [
            {"location": f"{address}{slug}/", "lastmod": changed_at} for slug, changed_at in places
        ]

    def to_schema(self, request) -> dict:
        """Dataset, as schema.org has it: the directory is open data."""
        address = self.get_full_url(request)
        forms = {
            "text/csv": "csv/",
            spreadsheets.XLSX: "xlsx/",
            "application/geo+json": "geojson/",
            "application/json": "json/",
        }
        return {
            "@context": CONTEXT,
            "@type": "Dataset",
            "name": self.title,
            "description": self.search_description or self.introduction or self.title,
            "url": address,
            "license": self.licence_url or self.licence,
            "isAccessibleForFree": True,
            "dateModified": self.last_published_at and self.last_published_at.isoformat(),
            "distribution": [
                {
                    "@type": "DataDownload",
                    "encodingFormat": form,
                    "contentUrl": f"{address}{ending}",
                }
                for form, ending in forms.items()
            ],
        }
