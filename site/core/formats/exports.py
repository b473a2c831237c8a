"""Exports of the admin's lists, Wagtail's own as well: one way of writing tables for all of them.

Wagtail writes commas without a mark, times in UTC, and whatever the cells hold; every list of the
admin inherits that from one mixin. `install` gives the mixin our way, so that a new list, one of
Wagtail's or of a package, is as harmless and as readable as the rest.
"""

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from . import csv_files, tables


def install():
    """Called once, when the app is ready."""
    SpreadsheetExportMixin.write_csv_response = _response_of("csv")
    SpreadsheetExportMixin.write_xlsx_response = _response_of("xlsx")
    SpreadsheetExportMixin.stream_csv = _stream_csv


def _response_of(format: str):
    def write(self, queryset):
        name = self.get_filename()
        return tables.response(name, format, _header(self, queryset), _rows(self, queryset))

    return write


def _stream_csv(self, queryset):
    yield from csv_files.stream([_header(self, queryset), *_rows(self, queryset)])


def _header(view, queryset) -> list:
    return [view.get_heading(queryset, field) for field in view.list_export]


def _rows(view, queryset):
    for item in queryset:
        yield [_value(view, field, value) for field, value in view.to_row_dict(item).items()]


def _value(view, field, value):
    """A list's own way with a column comes first; Wagtail's for kinds of values does not."""
    for format in (view.FORMAT_XLSX, view.FORMAT_CSV):
        if own := view.custom_field_preprocess.get(field, {}).get(format):
            return own(value)
    return value
