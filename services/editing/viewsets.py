"""The group “Dienstleistungen” of the admin: imported rows and the editors' supplements."""

from django.db.models import Case, IntegerField, Value, When
from django.urls import path
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.views.snippets import IndexView as SnippetIndexView
from wagtail.snippets.views.snippets import SnippetViewSet

from services.editing.admin_views import ServiceIndexView, ServiceInspectView
from services.editing.filters import ServiceFilterSet, SupplementFilterSet
from services.editing.panels import SUPPLEMENT_PANELS
from services.editing.situation_forms import LifeSituationForm
from services.models import Form, LifeSituation, OnlineService, Service, Supplement


class ReadOnlyViewSet(ModelViewSet):
    """Imported rows: list, filter, inspect, export. No add, edit or delete."""

    inspect_view_enabled = True
    copy_view_enabled = False

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", self.inspect_view, name="inspect"),
        ]

    def get_common_view_kwargs(self, **kwargs):
        missing = ("add", "edit", "delete", "history", "usage")
        return super().get_common_view_kwargs(
            **{f"{name}_url_name": None for name in missing}, **kwargs
        )

    @property
    def url_finder_class(self):
        return type(
            "_ReadOnlyURLFinder",
            (ModelAdminURLFinder,),
            {"edit_url_name": self.get_url_name("inspect")},
        )


class ServiceViewSet(ReadOnlyViewSet):
    model = Service
    name = "catalogue_services"
    url_prefix = "dienstleistungen/katalog"
    icon = "list-ul"
    menu_label = _("Services")
    index_view_class = ServiceIndexView
    inspect_view_class = ServiceInspectView
    inspect_template_name = "services/admin/service_inspect.html"
    filterset_class = ServiceFilterSet
    list_export = [
        "title", "key", "leika_keys", "source", "changed_at", "missing_fee", "missing_documents",
        "missing_unit", "visible", "withdrawn_at",
    ]  # fmt: skip
    export_filename = "dienstleistungen"
    list_per_page = 50


class SupplementIndexView(SnippetIndexView):
    def get_base_queryset(self):
        return Supplement.objects.select_related("service__source").order_by("pk")

    @cached_property
    def add_item_label(self):
        return _("Write a service of our own")


class SupplementViewSet(SnippetViewSet):
    """Supplements, with drafts, revisions, preview, locks and workflow."""

    model = Supplement
    url_prefix = "dienstleistungen/ergaenzungen"
    url_namespace = "catalogue_supplements"
    icon = "edit"
    menu_label = _("Supplements and own services")
    menu_item_is_registered = True
    edit_handler = SUPPLEMENT_PANELS
    index_view_class = SupplementIndexView
    filterset_class = SupplementFilterSet
    search_fields = ["title", "service__title"]
    search_backend_name = None
    copy_view_enabled = False
    list_display = [
        "__str__",
        Column(
            "kind",
            label=_("Kind"),
            accessor=lambda item: _("own service") if item.is_own_service else item.service.source,
        ),
        Column(
            "review_on",
            label=_("Check again on"),
            sort_key="review_on",
            # A date to come: Wagtail's own column says how long ago.
            accessor=lambda item: (
                date_format(item.review_on, "SHORT_DATE_FORMAT") if item.review_on else ""
            ),
        ),
        BooleanColumn("live", label=_("Published"), sort_key="live"),
        BooleanColumn("has_unpublished_changes", label=_("Draft")),
    ]


class LifeSituationIndexView(generic.IndexView):
    """The tree: every node below its parent, indented."""

    def order_queryset(self, queryset):
        nodes = list(LifeSituation.objects.tree())
        self.depths = {node.pk: node.depth for node in nodes}
        order = [When(pk=node.pk, then=Value(at)) for at, node in enumerate(nodes)]
        if not order:
            return queryset
        return queryset.order_by(Case(*order, output_field=IntegerField()))

    @property
    def columns(self):
        return [
            TitleColumn(
                "title",
                label=_("Title"),
                accessor=lambda node: "– " * self.depths.get(node.pk, 0) + node.title,
                get_url=self.get_edit_url,
            ),
            Column(
                "origin",
                label=_("Origin"),
                accessor=lambda node: node.scheme if node.external_id else _("own life situation"),
            ),
            Column("service_count", label=_("Services")),
            BooleanColumn("hidden", label=_("Hidden")),
        ]


class LifeSituationViewSet(ModelViewSet):
    model = LifeSituation
    name = "catalogue_situations"
    url_prefix = "dienstleistungen/lebenslagen"
    icon = "folder-open-inverse"
    menu_label = _("Life situations")
    index_view_class = LifeSituationIndexView
    search_fields = ["title"]
    search_backend_name = None
    list_filter = ["hidden"]
    list_per_page = 200
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldPanel("introduction"),
            FieldRowPanel([FieldPanel("parent"), FieldPanel("position")]),
            FieldPanel("icon"),
            FieldPanel("hidden"),
        ],
        base_form_class=LifeSituationForm,
    )


class OnlineServiceViewSet(ModelViewSet):
    """Online services: imported; editors may only hide them."""

    model = OnlineService
    name = "catalogue_online"
    url_prefix = "dienstleistungen/online"
    icon = "link"
    menu_label = _("Online services")
    search_fields = ["title", "external_id"]
    search_backend_name = None
    inspect_view_enabled = True
    inspect_view_fields = [
        "title", "links", "trust_level", "identification", "payment_methods", "source", "key",
        "source_updated_at", "changed_at", "withdrawn_at", "hidden",
    ]  # fmt: skip
    copy_view_enabled = False
    list_display = [
        "title",
        "source",
        Column("agency", label=_("Editorial office")),
        DateColumn("changed_at", label=_("Last change"), sort_key="changed_at"),
        BooleanColumn("hidden", label=_("Hidden"), sort_key="hidden"),
    ]
    list_filter = ["source", "hidden"]
    edit_handler = ObjectList(
        [
            FieldPanel(
                "title", read_only=True, help_text=_("From the source; it is changed there.")
            ),
            FieldPanel("links", read_only=True),
            FieldPanel("hidden"),
        ]
    )


class FormViewSet(ReadOnlyViewSet):
    model = Form
    name = "catalogue_forms"
    url_prefix = "dienstleistungen/formulare"
    icon = "doc-full"
    menu_label = _("Forms")
    search_fields = ["title", "external_id"]
    search_backend_name = None
    inspect_view_fields = [
        "title", "links", "source", "key", "source_updated_at", "changed_at", "withdrawn_at",
    ]  # fmt: skip
    list_display = [
        "title",
        "source",
        DateColumn("changed_at", label=_("Last change"), sort_key="changed_at"),
    ]
    list_filter = ["source"]
    ordering = "title"


class CatalogueGroup(ViewSetGroup):
    """One menu for the catalogue; wagtail_hooks adds the ModelAdmins."""

    menu_label = _("Services")
    menu_name = "catalogue"
    menu_icon = "list-ul"
    menu_order = 150
    submenu_hook = "register_catalogue_menu_item"
    items = (
        ServiceViewSet(),
        SupplementViewSet(),
        LifeSituationViewSet(),
        OnlineServiceViewSet(),
        FormViewSet(),
    )
