"""Forms of the admin: files to compare, and a street with its parts."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from .models import Area
from .models.streets import Stretch


class StreetUploadForm(forms.Form):
    """A table of streets."""

    file = forms.FileField(
        label=_("Table"),
        help_text=_("An Excel file (XLSX), an ODS file or a CSV file."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.txt"}),
    )
    is_whole = forms.BooleanField(
        label=_("Delete streets that are not in the file"),
        required=False,
        help_text=_("Only when the file names all streets."),
    )


class DateUploadForm(forms.Form):
    """A table of dates, or a calendar file of one area."""

    file = forms.FileField(
        label=_("Table or calendar file"),
        help_text=_("An Excel file (XLSX), an ODS file, a CSV file, or a calendar (ICS)."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.txt,.ics"}),
    )
    area = forms.ModelChoiceField(
        Area.objects.all(),
        label=_("Collection area"),
        required=False,
        help_text=_("For a calendar file, and for a table without the column bezirk."),
    )
    is_whole = forms.BooleanField(
        label=_("The file holds all dates of its years"),
        required=False,
        initial=True,
        help_text=_(
            "Dates of these years that are not in the file are then deleted; of a file for one "
            "area those of this area. Without the tick only areas and kinds of waste that the file "
            "names are replaced. Other years always stay."
        ),
    )


class StreetForm(WagtailAdminModelForm):
    """No house may belong to two areas."""

    def clean(self):
        cleaned = super().clean()
        formset = self.formsets.get("stretches")
        if formset is not None and formset.is_valid():
            self._check(formset)
        return cleaned

    def _check(self, formset):
        rows: list[Stretch] = []
        for form in formset.forms:
            if form in formset.deleted_forms or not form.has_changed() and not form.instance.pk:
                continue
            row = form.instance
            if other := next((one for one in rows if row.overlaps(one)), None):
                message = gettext("Some of these house numbers stand above already: %(numbers)s.")
                form.add_error("first", message % {"numbers": other.numbers})
            rows.append(row)
