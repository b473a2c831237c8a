"""Reports over rows that come from many models: filtered by a form, in pages, as CSV and XLSX."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.permissions import policy_registry

from .ownership import OWN, choice_of_own, has_own_work_only

PER_PAGE = 50


def may_see_reports(user) -> bool:
    """Whether the user edits pages or runs the site."""
    if user.has_perm("quality.view_link"):
        return True
    policy = policy_registry.get_by_type(Page)
    return policy.user_has_any_permission(user, {"add", "change", "publish"})


def may_read_feedback(user) -> bool:
    """Whether the user deals with feedback; editors also see that on their own pages."""
    return user.has_perm("quality.view_feedback")


def report_url(user, name: str) -> str:
    """The address of a report; for users with work of their own only, filtered by their offices."""
    return reverse(name) + (f"?unit={OWN}" if has_own_work_only(user) else "")


class ReportMenuItem(MenuItem):
    """An entry of the menu for those who may see this report."""

    def __init__(self, report, label, url, **options):
        super().__init__(label, url, **options)
        self.report = report

    def is_shown(self, request):
        return self.report.may_see(request.user)


@dataclass(frozen=True)
class Choice:
    """One filter: `?name=value`. options: [(value, label)]; nothing: the label for no choice."""

    name: str
    label: str
    options: list[tuple[str, str]]
    value: str = ""
    nothing: str = pgettext_lazy("filter", "all")


class Report(SpreadsheetExportMixin, WagtailAdminTemplateMixin, TemplateView):
    """A list; its columns for spreadsheets are `list_export`, with `export_headings`."""

    title = ""
    explanation = ""
    empty = _("Nothing to do here.")
    may_see = staticmethod(may_see_reports)

    def dispatch(self, request, *args, **kwargs):
        if not self.may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_rows(self):
        """The filtered rows: a list or a queryset."""
        return []

    def get_choices(self) -> list[Choice]:
        return []

    def own_offices(self) -> list[Choice]:
        """The filter by office for rows that have no office themselves: all, or one's own."""
        own = choice_of_own(self.request.user)
        return [Choice("unit", gettext("Office"), own, self.chosen("unit"))] if own else []

    def chosen(self, name: str) -> str:
        return self.request.GET.get(name, "")

    def get_page_title(self):
        return self.title

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.title}]

    def get(self, request, *args, **kwargs):
        if self.is_export:
            return self.as_spreadsheet(self.get_rows(), request.GET["export"])
        return super().get(request, *args, **kwargs)

    def get_heading(self, queryset, field):
        return str(self.export_headings.get(field, field))

    def get_context_data(self, **kwargs):
        rows = self.get_rows()
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "rows": self.decorate(list(page)),
            "page": page,
            "choices": self.get_choices(),
            "explanation": self.explanation,
            "empty": self.empty,
            "here": self.request.get_full_path(),
        }

    def decorate(self, rows):
        """Add data that only the shown rows need."""
        return rows

    @property
    def header_more_buttons(self):
        return [
            Button(_("Download XLSX"), url=self.xlsx_export_url, icon_name="download", priority=90),
            Button(_("Download CSV"), url=self.csv_export_url, icon_name="download", priority=100),
        ]
