"""ModelAdmin of responsibilities: unit, service, area and source."""

from django.contrib.admin import SimpleListFilter
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdmin

from harvest.admin_helpers import ViewOnlyPermissionHelper
from services.models import Responsibility


class DanglingFilter(SimpleListFilter):
    """Filters rows whose service or holder has not been delivered."""

    title = _("complete")
    parameter_name = "dangling"

    def lookups(self, request, model_admin):
        return [("yes", _("waits for its service or unit")), ("no", _("complete"))]

    def queryset(self, request, queryset):
        if self.value() == "yes":
            return queryset.dangling()
        if self.value() == "no":
            return queryset.exclude(pk__in=queryset.dangling().values("pk"))
        return queryset


class RoleFilter(SimpleListFilter):
    """Filters by role; many sources leave the role out."""

    title = _("role")
    parameter_name = "role"
    UNKNOWN = "none"

    def lookups(self, request, model_admin):
        return [*Responsibility.Role.choices, (self.UNKNOWN, _("without a role"))]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return queryset.filter(role="" if self.value() == self.UNKNOWN else self.value())


class ResponsibilityAdmin(ModelAdmin):
    model = Responsibility
    menu_label = _("Responsibilities")
    menu_icon = "link"
    add_to_admin_menu = False
    base_url_path = "dienstleistungen/zustaendigkeiten"
    permission_helper_class = ViewOnlyPermissionHelper
    history_view_enabled = False  # people change nothing here
    inspect_view_enabled = True
    inspect_view_fields = [
        "service", "service_key", "holder_kind", "holder_key", "unit", "online_service", "form",
        "area", "role", "source", "key", "changed_at", "withdrawn_at",
    ]  # fmt: skip
    list_display = ["service_name", "holder_name", "role_name", "area", "source"]
    list_display_add_buttons = "service_name"
    list_filter = [RoleFilter, "source", "holder_kind", DanglingFilter]
    list_select_related = ["service", "unit", "online_service", "form", "source"]
    list_export = [
        "service_key", "service_name", "holder_kind", "holder_key", "holder_name", "role",
        "area", "source", "withdrawn_at",
    ]  # fmt: skip
    search_fields = ["service__title", "unit__name", "service_key", "holder_key", "area"]
    list_per_page = 50
    ordering = ["service_key", "role", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("record", "service__record", "unit__record")

    def service_name(self, row):
        return row.service.title if row.service_id else row.service_key

    service_name.short_description = _("Service")

    def holder_name(self, row):
        return str(row.unit or row.online_service or row.form or row.holder_key)

    holder_name.short_description = _("Unit, online service or form")

    def role_name(self, row):
        return dict(Responsibility.Role.choices).get(row.role, row.role)

    role_name.short_description = _("Role")
