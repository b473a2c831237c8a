"""The submissions of one form in the admin: list, filter by date, downloads."""

from functools import cached_property

from django.http import StreamingHttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter
from wagtail.admin.widgets.button import Button
from wagtail.contrib.forms.views import SubmissionsListFilterSet, SubmissionsListView

from . import records
from .formatting import shown

_RECORDS = {
    "json": (records.many_as_json, "application/json"),
    "xml": (records.many_as_xml, "application/xml"),
}


class SubmissionFilter(SubmissionsListFilterSet):
    """By date, and by the number that somebody names on the phone."""

    number = CharFilter(
        label=_("Receipt number"), field_name="receipt__number", lookup_expr="icontains"
    )


class SubmissionList(SubmissionsListView):
    """Wagtail's list, with receipt numbers, delivery and downloads for other systems."""

    FORMATS = (*SubmissionsListView.FORMATS, *_RECORDS)
    template_name = "forms/admin/submissions.html"
    results_template_name = "forms/admin/submission_rows.html"
    filterset_class = SubmissionFilter

    def as_spreadsheet(self, queryset, spreadsheet_format):
        if spreadsheet_format not in _RECORDS:
            return super().as_spreadsheet(queryset, spreadsheet_format)
        write, media_type = _RECORDS[spreadsheet_format]
        rows = queryset.select_related("receipt", "page").iterator(chunk_size=50)
        name = f"{self.get_filename()}.{spreadsheet_format}"
        disposition = f'attachment; filename="{name}"'
        return StreamingHttpResponse(
            write(rows), content_type=media_type, headers={"Content-Disposition": disposition}
        )

    def to_row_dict(self, item):
        kinds = {question["name"]: question["type"] for question in item.questions}
        return {
            name: shown(kinds[name], value) if isinstance(value, (bool, list)) else value
            for name, value in super().to_row_dict(item).items()
        }

    @cached_property
    def header_more_buttons(self):
        return [
            *super().header_more_buttons,
            *(
                Button(
                    _("Download %(format)s") % {"format": ending.upper()},
                    url=self.get_export_url(ending),
                    icon_name="download",
                    priority=110,
                )
                for ending in _RECORDS
            ),
        ]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["received"] = self.form_page.specific.receipts.count()
        context["kept"] = self.form_page.get_submissions().count()
        if not self.is_export:
            for row, submission in zip(context["data_rows"], context["submissions"], strict=True):
                row["fields"] = [
                    _cell(submission, name) for name, _label in self.form_page.get_data_fields()
                ]
                row["url"] = reverse("form_submission", args=[submission.pk])
        return context


def _cell(submission, name):
    value = submission.get_data().get(name, "")
    if name == "submit_time":
        return date_format(localtime(value), "SHORT_DATETIME_FORMAT")
    kinds = {question["name"]: question["type"] for question in submission.questions}
    return shown(kinds[name], value) if name in kinds else value
