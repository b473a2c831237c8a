"""The waste calendar in the admin: dates, streets, areas, kinds of waste, files."""

from django import forms
from django.db.models import Count
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views import snippets

from .admin_views import may_see
from .forms import StreetForm
from .models import Area, CollectionDate, Kind, Street


class FilesButtonMixin(snippets.IndexView):
    """A list with the way to the files."""

    @cached_property
    def header_buttons(self):
        files = HeaderButton(
            _("Tables and calendar files"),
            url=reverse("waste_files"),
            icon_name="table",
            priority=20,
        )
        return [*super().header_buttons, files]


class DateIndexView(FilesButtonMixin):
    def get_base_queryset(self):
        return CollectionDate.objects.select_related("area", "kind")


class DateViewSet(snippets.SnippetViewSet):
    """All dates; the filter narrows them to an area or a kind."""

    model = CollectionDate
    icon = "date"
    menu_label = _("Collection dates")
    url_prefix = "abfall/termine"
    index_view_class = DateIndexView
    copy_view_enabled = False
    list_per_page = 50
    list_display = [
        DateColumn("day", label=_("Day"), sort_key="day"),
        Column("area", label=_("Collection area"), sort_key="area__name"),
        Column("kind", label=_("Kind of waste"), sort_key="kind__name"),
        Column("note", label=_("Note")),
    ]
    list_filter = {"area": ["exact"], "kind": ["exact"], "day": ["gte", "lte"]}
    search_fields = ["area__name", "kind__name", "note"]
    search_backend_name = None
    ordering = ["day", "area__name"]
    edit_handler = ObjectList(
        [
            FieldRowPanel(
                [FieldPanel("area", widget=forms.Select), FieldPanel("kind", widget=forms.Select)]
            ),
            FieldPanel("day"),
            FieldPanel("note"),
        ]
    )


class StreetIndexView(FilesButtonMixin):
    def get_base_queryset(self):
        return Street.objects.prefetch_related("stretches__area")


def _areas_of(street) -> str:
    return "; ".join(map(str, street.stretches.all())) or "–"


class StreetViewSet(snippets.SnippetViewSet):
    """All streets, each with the areas of its parts."""

    model = Street
    icon = "list-ul"
    menu_label = _("Streets")
    url_prefix = "abfall/strassen"
    index_view_class = StreetIndexView
    copy_view_enabled = False
    list_per_page = 50
    list_display = [
        Column("name", label=_("Street"), sort_key="sort_key"),
        Column("district", label=_("District"), sort_key="district"),
        Column("areas", label=_("Collection area"), accessor=_areas_of),
    ]
    list_filter = {"stretches__area": ["exact"], "district": ["icontains"]}
    search_fields = ["name", "district"]
    search_backend_name = None
    ordering = "sort_key"
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("district")]),
            InlinePanel(
                "stretches",
                heading=_("Collection areas"),
                label=_("Part of the street"),
                min_num=1,
                help_text=_(
                    "Mostly one part for the whole street. Several, where house numbers belong to "
                    "different areas."
                ),
                panels=[
                    FieldPanel("area", widget=forms.Select),
                    FieldPanel("side"),
                    FieldRowPanel([FieldPanel("first"), FieldPanel("last")]),
                ],
            ),
        ],
        base_form_class=StreetForm,
    )


class AreaIndexView(FilesButtonMixin):
    def get_base_queryset(self):
        return Area.objects.annotate(streets=Count("stretches__street", distinct=True))


class AreaViewSet(snippets.SnippetViewSet):
    """Collection areas; streets and dates name them."""

    model = Area
    icon = "site"
    menu_label = _("Collection areas")
    url_prefix = "abfall/bezirke"
    index_view_class = AreaIndexView
    copy_view_enabled = False
    list_display = ["name", Column("streets", label=_("Streets"), sort_key="streets")]
    search_fields = ["name"]
    search_backend_name = None
    edit_handler = ObjectList([FieldPanel("name")])


class KindViewSet(snippets.SnippetViewSet):
    """Kinds of waste, each with its bin and what to do."""

    model = Kind
    icon = "bin"
    menu_label = _("Kinds of waste")
    url_prefix = "abfall/arten"
    index_view_class = FilesButtonMixin
    copy_view_enabled = False
    list_display = [
        "name",
        Column("sign", label=_("Letters on the bin")),
        Column("colour", label=_("Colour"), accessor="get_colour_display"),
    ]
    search_fields = ["name", "also_called"]
    search_backend_name = None
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("position")]),
            FieldRowPanel([FieldPanel("sign"), FieldPanel("colour")]),
            FieldPanel("note"),
            FieldPanel("also_called"),
        ]
    )


class FilesMenuItem(MenuItem):
    def is_shown(self, request):
        return may_see(request.user)


class WasteGroup(snippets.SnippetViewSetGroup):
    """One entry of the menu, below that of places."""

    items = (DateViewSet, StreetViewSet, AreaViewSet, KindViewSet)
    menu_label = _("Waste calendar")
    menu_icon = "date"
    menu_name = "waste"
    menu_order = 255
    add_to_admin_menu = True

    def get_submenu_items(self):
        files = FilesMenuItem(
            _("Tables and calendar files"),
            reverse("waste_files"),
            name="waste-files",
            icon_name="table",
            order=900,
        )
        return [*super().get_submenu_items(), files]
