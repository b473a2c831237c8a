"""A list of documents: forms, leaflets, statutes, minutes."""

from django.db import models
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultipleChooserPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Collection, Orderable
from wagtail.search import index

from content.feeds import response
from content.pages import CityPage
from core.fields import BlocksField
from core.formats import feeds
from core.models import CityDocument
from home.blocks import PageBody
from home.places import document_list


class DocumentListPage(RoutablePageMixin, CityPage):
    """Documents of collections, and documents chosen one by one, by year and kind."""

    body = BlocksField(
        PageBody(), blank=True, verbose_name=_("content"), help_text=_("Stands below the list.")
    )

    template = "places/document_list_page.html"
    query_parameters = document_list.PARAMETERS
    parent_page_types = ["home.HomePage", "home.StandardPage", "home.LandingPage"]
    subpage_types: list[str] = []
    page_description = _(
        "A list of documents with type, size and language: whole collections, or single files."
    )

    content_panels = [
        *CityPage.content_panels,
        InlinePanel(
            "collections",
            heading=_("Whole collections"),
            label=_("Collection"),
            help_text=_(
                "All documents of a collection and of those below it; new ones appear by "
                "themselves. Private collections are left out."
            ),
        ),
        MultipleChooserPanel(
            "files",
            chooser_field_name="document",
            heading=_("Single documents"),
            label=_("Document"),
        ),
        FieldPanel("body"),
    ]
    search_fields = [
        *CityPage.search_fields,
        index.SearchField("body"),
        index.SearchField("titles"),
    ]

    class Meta:
        verbose_name = _("list of documents")
        verbose_name_plural = _("lists of documents")

    @property
    def titles(self) -> str:
        """For the search of the site."""
        return " ".join(entry.title for entry in document_list.entries(self))

    @path("")
    def index(self, request):
        return TemplateResponse(request, self.template, self.get_context(request))

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return {**context, **document_list.context(self, request)}

    @path("atom/", name="atom")
    def atom(self, request):
        return response(self, request, feeds.atom)

    def feed_entries(self):
        return document_list.feed_entries(self)


class ListedCollection(Orderable):
    """A collection whose documents a list shows."""

    page = ParentalKey(DocumentListPage, on_delete=models.CASCADE, related_name="collections")
    collection = models.ForeignKey(
        Collection, models.CASCADE, related_name="+", verbose_name=_("collection")
    )
    kind = models.CharField(
        _("kind"),
        max_length=80,
        blank=True,
        help_text=_("What these documents are, for example “Statutes”. Empty: its name."),
    )

    panels = [FieldRowPanel([FieldPanel("collection"), FieldPanel("kind")])]

    class Meta(Orderable.Meta):
        verbose_name = _("collection of a list")
        verbose_name_plural = _("collections of a list")


class ListedFile(Orderable):
    """A document that a list shows by choice."""

    page = ParentalKey(DocumentListPage, on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(
        CityDocument, models.CASCADE, related_name="+", verbose_name=_("document")
    )
    title = models.CharField(
        _("title"), max_length=250, blank=True, help_text=_("Empty: the title of the document.")
    )
    kind = models.CharField(
        _("kind"), max_length=80, blank=True, help_text=_("For example: form, leaflet.")
    )
    dated_on = models.DateField(
        _("date"), null=True, blank=True, help_text=_("Empty: the day of the upload.")
    )

    panels = [
        FieldPanel("document"),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("dated_on")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("document of a list")
        verbose_name_plural = _("documents of a list")
