"""The form of a place: the facets of its directory, coordinates on a map."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from . import facet_values
from .models import Place

PREFIX = "facet"


class AnswersWidget(forms.Widget):
    """One control for each facet. Its value: {key: answer} as stored."""

    template_name = "places/admin/answers.html"
    facets = ()

    def value_from_datadict(self, data, files, name):
        """{key: text, or list of texts}, as `AnswersField` reads it."""
        found = {}
        for facet in self.facets:
            given = f"{PREFIX}-{facet.name_in_data}"
            if facet.kind == "multi":
                found[facet.name_in_data] = facet_values.BETWEEN.join(data.getlist(given))
            else:
                found[facet.name_in_data] = data.get(given, "")
        return found

    def value_omitted_from_data(self, data, files, name):
        return False

    def id_for_label(self, id_):
        return ""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        value = value if isinstance(value, dict) else {}
        context["controls"] = [self._control(facet, value) for facet in self.facets]
        return context

    def _control(self, facet, value):
        stored = value.get(facet.name_in_data)
        text = stored if isinstance(stored, str) else facet_values.write(facet, stored)
        given = [part.strip() for part in text.split(facet_values.BETWEEN)]
        return {
            "facet": facet,
            "name": f"{PREFIX}-{facet.name_in_data}",
            "text": text,
            "options": [(option, option in given) for option in facet.options],
        }


class AnswersField(forms.Field):
    """Parses the widget's value by `facet_values.read`; the answers to other facets stay."""

    widget = AnswersWidget

    def __init__(self, *args, facets=(), stored=None, **kwargs):
        super().__init__(*args, required=False, **kwargs)
        self.facets = self.widget.facets = list(facets)
        self.stored = dict(stored or {})

    def clean(self, value):
        found, faults = dict(self.stored), []
        for facet in self.facets:
            try:
                answer = facet_values.read(facet, value.get(facet.name_in_data, ""))
            except ValidationError as error:
                faults += error.messages
                continue
            found.pop(facet.name_in_data, None)
            if answer is not None:
                found[facet.name_in_data] = answer
        if faults:
            raise ValidationError(faults)
        return found

    def has_changed(self, initial, data):
        try:
            return self.clean(data) != (initial or {})
        except ValidationError:
            return True


class PlaceForm(WagtailAdminModelForm):
    """A place of the directory that the instance names."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        place = self.instance
        facets = place.directory.facet_list if place.directory_id else ()
        if "values" in self.fields:
            self.fields["values"] = AnswersField(
                label=_("Facets"), facets=facets, stored=place.values
            )

    def clean_reference(self):
        return self.cleaned_data["reference"].strip()

    def clean(self):
        cleaned = super().clean()
        reference = cleaned.get("reference")
        others = Place.objects.filter(directory=self.instance.directory_id)
        if reference and others.filter(reference=reference).exclude(pk=self.instance.pk).exists():
            self.add_error(
                "reference",
                _("Another place of this directory has this identifier. Choose another."),
            )
        return cleaned


class UploadForm(forms.Form):
    """A table to compare with a directory."""

    file = forms.FileField(
        label=_("Table"),
        help_text=_("An Excel file (XLSX), an ODS file or a CSV file."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.txt"}),
    )
    hide_missing = forms.BooleanField(
        label=_("Hide places that are not in the file"),
        required=False,
        help_text=_("Only when the file names all places. Nothing is deleted."),
    )
