"""The council in the admin: delivered objects, and the editors' annotations.

Sources and runs stand in the catalogue's menu, as for every source.
"""

from django.contrib.admin import SimpleListFilter
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup

from harvest.admin_helpers import ViewOnlyPermissionHelper
from harvest.formatting import word

from .. import formatting
from ..models import Body, File, Meeting, Organization, Paper, Person, QualityIssue
from .annotations import (
    OWN_WORDS,
    BodyChoiceAdmin,
    OrganizationChoiceAdmin,
    PaperLinkAdmin,
    PaperSummaryAdmin,
)

COMMON = ["url", "web", "created", "modified", "changed_at", "withdrawn_at", "restricted"]


class StateFilter(SimpleListFilter):
    """Filters by state: published, withdrawn, or withdrawn because the source restricts it."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("published", _("published")),
            ("withdrawn", _("withdrawn")),
            ("restricted", _("restricted")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "published":
            return queryset.published()
        if self.value() == "restricted":
            return queryset.filter(restricted=True)
        return queryset.withdrawn() if self.value() == "withdrawn" else queryset


class DeliveredAdmin(ModelAdmin):
    """Objects as the source delivers them: list, filter, inspect, export."""

    permission_helper_class = ViewOnlyPermissionHelper
    inspect_view_enabled = True
    history_view_enabled = False  # people change nothing here
    list_per_page = 50
    list_filter = [StateFilter, "source"]
    columns: list[str] = []

    def __init__(self, *args, **kwargs):
        self.inspect_view_fields = [*self.columns, "source", *COMMON]
        self.list_export = [*self.columns, *COMMON]
        self.export_filename = self.model._meta.model_name
        super().__init__(*args, **kwargs)

    def get_queryset(self, request):
        return super().get_queryset(request).defer("raw")

    def state(self, row):
        if row.is_published:
            return _("published")
        return _("restricted") if row.restricted else _("withdrawn")

    state.short_description = _("state")


class OwnWordsButtonHelper(ButtonHelper):
    """Buttons for the annotations of an object, and for its links."""

    def get_buttons_for_obj(self, obj, exclude=None, classnames_add=None, classnames_exclude=None):
        buttons = super().get_buttons_for_obj(obj, exclude, classnames_add, classnames_exclude)
        classes = self.finalise_classname(classnames_add or [], classnames_exclude)
        for admin in (made() for made in OWN_WORDS[self.model]):
            if admin.permission_helper.user_can_create(self.request.user):
                buttons.append({**admin.link_for(obj), "classname": classes})
        return buttons


class PaperAdmin(DeliveredAdmin):
    model = Paper
    menu_icon = "doc-full"
    button_helper_class = OwnWordsButtonHelper
    columns = ["reference", "name", "paper_type", "date", "body"]
    list_display = ["name", "reference", "paper_type", "date", "state"]
    list_filter = [StateFilter, "source", "paper_type", "date"]
    list_select_related = ["body"]
    search_fields = ["name", "reference", "url"]


class MeetingAdmin(DeliveredAdmin):
    model = Meeting
    menu_icon = "date"
    columns = [
        *("name", "start", "end", "meeting_state", "is_cancelled", "is_postponed"),
        *("location", "body"),
    ]
    list_display = ["name", "start", "meeting_state", "called_off", "state"]
    list_filter = [StateFilter, "source", "is_cancelled", "meeting_state", "start"]
    list_select_related = ["body", "location"]
    search_fields = ["name", "url"]

    def called_off(self, meeting):
        """The state in words; a red cross would suggest the opposite."""
        badge = formatting.meeting_badge(meeting)
        return badge.label if badge else ""

    called_off.short_description = _("called off")
    called_off.admin_order_field = "is_cancelled"


class OrganizationAdmin(DeliveredAdmin):
    model = Organization
    menu_icon = "group"
    button_helper_class = OwnWordsButtonHelper
    columns = ["name", "short_name", "organization_type", "start_date", "end_date", "body"]
    list_display = ["name", "organization_type", "start_date", "end_date", "state"]
    list_filter = [StateFilter, "source", "organization_type"]
    list_select_related = ["body"]
    search_fields = ["name", "short_name", "url"]


class PersonAdmin(DeliveredAdmin):
    model = Person
    menu_icon = "user"
    columns = ["name", "form_of_address", "status", "body"]
    list_display = ["name", "body", "state"]
    list_select_related = ["body"]
    search_fields = ["name", "url"]


class FileAdmin(DeliveredAdmin):
    model = File
    menu_icon = "doc-empty"
    columns = ["name", "file_name", "mime_type", "size", "date", "access_url", "fetched"]
    list_display = ["__str__", "mime_type", "size", "fetched", "state"]
    list_filter = [StateFilter, "source", "fetched", "mime_type"]
    search_fields = ["name", "file_name", "url"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("search_text", "text")


class BodyAdmin(DeliveredAdmin):
    model = Body
    menu_icon = "home"
    button_helper_class = OwnWordsButtonHelper
    columns = ["name", "short_name", "ags", "rgs", "license", "contact_email"]
    list_display = ["name", "source", "state"]
    search_fields = ["name", "url"]


class KindFilter(SimpleListFilter):
    """Filters by the kinds in use, in words, the most frequent first."""

    title = _("what")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        kinds = QualityIssue.objects.order_by("kind").values_list("kind", flat=True).distinct()
        return sorted(((kind, word(kind)) for kind in kinds), key=lambda pair: pair[1])

    def queryset(self, request, queryset):
        return queryset.filter(kind=self.value()) if self.value() else queryset


class QualityAdmin(ModelAdmin):
    """Data quality issues of the sources, for whoever maintains the council information system."""

    model = QualityIssue
    menu_label = _("Data quality")
    menu_icon = "warning"
    permission_helper_class = ViewOnlyPermissionHelper
    history_view_enabled = False  # people change nothing here
    inspect_view_enabled = True
    inspect_view_fields = ["what", "place", "url", "count", "source", "found_at"]
    list_display = ["what", "object_type", "prop", "link", "count", "source"]
    list_filter = [KindFilter, "object_type", "prop", "source"]
    list_select_related = ["source"]
    list_export = ["kind", "what", "place", "url", "count", "source", "found_at"]
    export_filename = "data-quality"
    search_fields = ["url", "kind", "prop"]
    list_per_page = 50

    def what(self, row):
        return word(row.kind)

    what.short_description = _("what")
    what.admin_order_field = "kind"

    def link(self, row):
        return format_html('<a href="{0}" rel="noreferrer">{0}</a>', row.url)

    link.short_description = _("object")


class CouncilGroup(ModelAdminGroup):
    menu_label = _("Council")
    menu_icon = "group"
    menu_order = 220
    items = (
        *(PaperAdmin, MeetingAdmin, OrganizationAdmin, PersonAdmin, FileAdmin, BodyAdmin),
        *(PaperSummaryAdmin, PaperLinkAdmin, OrganizationChoiceAdmin, BodyChoiceAdmin),
        QualityAdmin,
    )
