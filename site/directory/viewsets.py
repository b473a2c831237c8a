"""Units in the admin: imported ones are read-only but for the editors' own parts."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList, Panel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry

from harvest.filters import ShownFilter, source_filter

from .forms import OWN_PARTS, ImportedUnitForm, OwnUnitForm
from .models import Closure, OrganisationalUnit


class OwnPartsPanel(InlinePanel):
    """The editors' own parts of one kind; their formset comes from the form (directory.forms)."""

    def get_form_options(self):
        return {}


class UnitOriginPanel(Panel):
    """The data of the source, read-only, with the way to change it there."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "directory/admin/unit_origin.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            context["unit"] = self.instance
            context["delivered"] = {
                name: getattr(self.instance, name).filter(own=False)
                for name in ("addresses", "channels", "hours", "persons")
            }
            return context


def _own_parts(relation, heading, label, rows):
    panels = [FieldRowPanel([FieldPanel(name) for name in row]) for row in rows]
    return OwnPartsPanel(relation, panels=panels, heading=heading, label=label)


def _rows(relation, *sizes):
    """The fields of a part, in rows of these sizes."""
    names = iter(OWN_PARTS[relation][2])
    return [[next(names) for _number in range(size)] for size in sizes]


EXCEPTIONS = _own_parts(
    "hours_exceptions",
    _("Exceptions of the opening hours"),
    _("Exception"),
    _rows("hours_exceptions", 2, 2, 1),
)
HOURS = _own_parts("hours", _("Own opening hours"), _("Hours"), _rows("hours", 1, 1, 1, 2))
CHANNELS = _own_parts(
    "channels", _("Own contact channels"), _("Contact channel"), _rows("channels", 3)
)
ADDRESSES = _own_parts(
    "addresses", _("Addresses"), _("Address"), _rows("addresses", 1, 2, 1, 2, 1, 2, 2, 1)
)
PERSONS = _own_parts(
    "persons", _("Contact persons"), _("Contact person"), _rows("persons", 2, 1, 2)
)
SHOWN = [FieldPanel("note"), FieldPanel("hidden")]

IMPORTED_PANELS = ObjectList(
    [UnitOriginPanel(), EXCEPTIONS, HOURS, CHANNELS, *SHOWN], base_form_class=ImportedUnitForm
)
OWN_PANELS = ObjectList(
    [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("parent")]),
        FieldPanel("also_called"),
        FieldPanel("description"),
        ADDRESSES,
        CHANNELS,
        HOURS,
        EXCEPTIONS,
        FieldPanel("hours_text"),
        FieldPanel("accepted_payment"),
        FieldRowPanel([FieldPanel("appointment_required"), FieldPanel("appointment_url")]),
        PERSONS,
        *SHOWN,
    ],
    base_form_class=OwnUnitForm,
)


class UnitFilterSet(WagtailFilterSet):
    """Offices by where they come from and whether they are shown."""

    source = source_filter(own=_("Own units"))
    shown = ShownFilter(
        {
            "hidden": (_("hidden"), Q(hidden=True)),
            "generalised": (_("placeholder"), Q(generalised=True)),
        }
    )

    class Meta:
        model = OrganisationalUnit
        fields = ["source", "shown"]


class UnitIndexView(generic.IndexView):
    def get_base_queryset(self):
        return OrganisationalUnit.objects.select_related("source", "parent").defer("record")


class UnitEditView(generic.EditView):
    """Own units: everything. Imported units: the editors' own parts."""

    def get_panel(self):
        is_own = OrganisationalUnit.objects.filter(pk=self.kwargs["pk"], source=None).exists()
        return (OWN_PANELS if is_own else IMPORTED_PANELS).bind_to_model(OrganisationalUnit)

    def get_form_class(self):
        return self.panel.get_form_class()

    def get_object(self, queryset=None):
        unit = super().get_object(queryset)
        if not self.user_has_permission_for_instance("change", unit):
            raise PermissionDenied
        return unit

    @cached_property
    def header_more_buttons(self):
        close = policy_registry.get_by_type(Closure)
        if not close.user_has_permission(self.request.user, "add"):
            return super().header_more_buttons
        address = f"{reverse('directory_closures:add')}?unit={self.object.pk}"
        button = Button(_("Close for a day"), url=address, icon_name="calendar-alt", priority=5)
        return [*super().header_more_buttons, button]

    @cached_property
    def can_delete(self):
        return self.object.is_own and self.user_has_permission_for_instance("delete", self.object)


class UnitDeleteView(generic.DeleteView):
    """Deletes own units only; imported ones are withdrawn by runs."""

    def get_object(self, queryset=None):
        unit = super().get_object(queryset)
        if not unit.is_own:
            raise PermissionDenied
        return unit


def _origin(unit):
    return unit.source.title if unit.source_id else _("Own unit")


def _state(unit):
    if unit.withdrawn_at:
        return _("withdrawn")
    if unit.generalised:
        return _("placeholder")
    return _("hidden") if unit.hidden else _("shown")


class UnitViewSet(ModelViewSet):
    """The address book."""

    model = OrganisationalUnit
    name = "catalogue_units"
    url_prefix = "dienstleistungen/stellen"
    icon = "group"
    menu_label = _("Units")
    ordering = "sort_key"
    copy_view_enabled = False
    index_view_class = UnitIndexView
    edit_view_class = UnitEditView
    delete_view_class = UnitDeleteView
    filterset_class = UnitFilterSet
    search_fields = ["name", "external_id"]
    search_backend_name = None
    edit_handler = OWN_PANELS
    list_display = [
        "name",
        Column("parent", label=_("Part of")),
        Column("source", label=_("Source"), accessor=_origin),
        Column("state", label=_("State"), accessor=_state),
        DateColumn("changed_at", label=_("Last change"), sort_key="changed_at"),
    ]


class UnitChooserViewSet(ChooserViewSet):
    """For supplements and parents: units that citizens see."""

    model = OrganisationalUnit
    name = "unit_chooser"
    icon = "group"
    choose_one_text = _("Choose a unit")
    choose_another_text = _("Choose another unit")
    edit_item_text = _("Edit this unit")
