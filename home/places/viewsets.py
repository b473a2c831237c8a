"""Places in the admin: their list, their form, CSV files."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views import snippets

from .area import is_outside_city
from .forms import PlaceForm
from .map_picker import picker_options
from .models import DirectoryPage, Place

OUTSIDE = _("“%(place)s” lies outside the city. Is the place on the map right?")


class MapPanel(Panel):
    """A map to click on, which fills latitude and longitude. Without script: the two fields."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "places/admin/map.html"

        def get_context_data(self, parent_context=None):
            return {**super().get_context_data(parent_context), "picking": picker_options()}


EDIT_HANDLER = ObjectList(
    [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("is_shown"), FieldPanel("reference")]),
        FieldPanel("description"),
        FieldPanel("values"),
        FieldPanel("unit"),
        MultiFieldPanel(
            [
                FieldPanel("street"),
                FieldRowPanel([FieldPanel("postcode"), FieldPanel("town")]),
                FieldPanel("district"),
            ],
            heading=_("Address"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]), MapPanel()],
            heading=_("On the map"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("hours"),
                FieldPanel("hours_note"),
                FieldRowPanel([FieldPanel("closed_from"), FieldPanel("closed_until")]),
                FieldPanel("closed_reason"),
            ],
            heading=_("Opening hours"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
                FieldPanel("website"),
                FieldPanel("links"),
            ],
            heading=_("Contact and links"),
        ),
        MultiFieldPanel(
            [FieldPanel("wheelchair"), FieldPanel("accessibility_note")],
            heading=_("Accessibility"),
        ),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_text")], heading=_("Picture")),
    ],
    base_form_class=PlaceForm,
)


class PlaceIndexView(snippets.IndexView):
    def get_base_queryset(self):
        return Place.objects.select_related("directory")

    @cached_property
    def header_buttons(self):
        return [
            *super().header_buttons,
            HeaderButton(
                _("CSV files"), url=reverse("place_directories"), icon_name="table", priority=20
            ),
        ]


class PlaceCreateView(snippets.CreateView):
    """Creates a place in the directory of the address; without one, the first step asks for it."""

    def dispatch(self, request, *args, **kwargs):
        if not self.user_has_permission("add"):
            return super().dispatch(request, *args, **kwargs)
        pk = request.GET.get("directory", "")
        directories = DirectoryPage.objects.order_by("title")
        if pk.isdecimal():
            self.directory = get_object_or_404(directories, pk=pk)
        elif len(directories) == 1:
            self.directory = directories[0]
        else:
            return render(
                request,
                "places/admin/choose_directory.html",
                {"directories": directories, "add_url": reverse(self.add_url_name)},
            )
        return super().dispatch(request, *args, **kwargs)

    def get_initial_form_instance(self):
        return Place(directory=self.directory)

    def get_add_url(self):
        return f"{super().get_add_url()}?{urlencode({'directory': self.directory.pk})}"

    def save_instance(self):
        return warn(self.request, super().save_instance())


class PlaceEditView(snippets.EditView):
    def save_instance(self):
        return warn(self.request, super().save_instance())


def warn(request, place):
    """Warn the editor about a place outside the city."""
    if is_outside_city(place.latitude, place.longitude):
        messages.warning(request, OUTSIDE % {"place": place})
    return place


def _on_map(place):
    if place.latitude is not None:
        return _("yes")
    return _("as its office") if place.unit_id else _("no")


class PlaceViewSet(snippets.SnippetViewSet):
    """All places of all directories, which a filter narrows to one."""

    model = Place
    icon = "site"
    menu_label = _("Places")
    menu_name = "places"
    menu_order = 250
    add_to_admin_menu = True
    url_prefix = "orte"
    edit_handler = EDIT_HANDLER
    copy_view_enabled = False
    index_view_class = PlaceIndexView
    add_view_class = PlaceCreateView
    edit_view_class = PlaceEditView
    list_per_page = 50
    list_display = [
        "title",
        Column("directory", label=capfirst(_("directory")), sort_key="directory__title"),
        Column("district", label=_("District"), sort_key="district"),
        BooleanColumn("is_shown", label=_("Shown")),
        Column("position", label=_("On the map"), accessor=_on_map),
        DateColumn("changed_at", label=_("Last change"), sort_key="changed_at"),
    ]
    list_filter = ["directory", "is_shown", "wheelchair"]
    search_fields = ["title", "reference", "street", "district"]
    search_backend_name = None
    ordering = "sort_key"
