"""A form with one field of each kind, and how a reader sends it."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from home.forms.models import FormField, FormPage, Submission
from submissions.honeypot import stamp
from tests.home import examples

ANSWERS = {
    "vor_und_nachname": "Jo Müster",
    "e_mail": "jo@example.org",
    "personen": "3",
    "tag": "2026-12-31",
    "ort": "Mühlwiese",
    "geraet": "Bank",
    "ausstattung": ["Grill", "Strom"],
    "nachricht": "Guten Tag,\nwir möchten feiern.",
    "einverstanden": "on",
}
FIELDS = [
    {"field_type": "heading", "label": "Wer Sie sind", "help_text": "Wir rufen nicht an."},
    {"field_type": "singleline", "label": "Vor- und Nachname", "meaning": "name"},
    {
        "field_type": "email",
        "label": "E-Mail",
        "meaning": "email",
        "gets_confirmation": True,
        "required": False,
    },
    {"field_type": "heading", "label": "Was Sie möchten"},
    {"field_type": "number", "label": "Personen", "minimum": 1, "maximum": 500},
    {"field_type": "date", "label": "Tag", "required": False},
    {"field_type": "dropdown", "label": "Ort", "choices": "Mühlwiese\nAm Bach\nStadtpark, Süd"},
    {"field_type": "radio", "label": "Gerät", "choices": "Bank\nTisch", "required": False},
    {
        "field_type": "checkboxes",
        "label": "Ausstattung",
        "choices": "Grill\nStrom\nWasser",
        "help_text": "Kostet extra.",
        "required": False,
    },
    {"field_type": "multiline", "label": "Nachricht", "required": False},
    {
        "field_type": "file",
        "label": "Nachweis",
        "accepted": "pdf-pictures",
        "max_megabytes": 1,
        "required": False,
    },
    {"field_type": "checkbox", "label": "Einverstanden"},
    {"field_type": "hidden", "label": "Akte", "default_value": "6-41"},
]


def make_form(parent, fields=FIELDS, **values):
    page = FormPage(
        **{
            "title": "Grillplatz mieten",
            "slug": "grillplatz",
            "introduction": "Für Feiern im Freien.",
            "purpose": "Wir vergeben die Grillplätze.",
            "legal_basis": "Art. 6 Abs. 1 Buchst. e DSGVO",
            "retention_days": 30,
            "receipt_prefix": "LF",
            "to_address": "amt@lindenfurt.example",
            "reviews": False,
            **values,
        }
    )
    page.form_fields = [FormField(sort_order=n, **field) for n, field in enumerate(fields)]
    return examples.add(parent, page)


def _address(page, language):
    with translation.override(language):
        return reverse("forms:send", args=[page.pk])


@pytest.fixture
def home():
    return examples.make_home()


@pytest.fixture
def form_page(home):
    return make_form(home)


@pytest.fixture
def send(client):
    """`send(page, **answers)` fills the form in as a person does; None leaves a field out."""

    def send(page, opened=None, headers=None, english=False, **answers):
        data = {**ANSWERS, "opened": opened or opened_a_minute_ago(), **answers}
        data = {name: value for name, value in data.items() if value is not None}
        address = _address(page, "en" if english else "de")
        return client.post(address, data, headers=headers)

    return send


def opened_a_minute_ago():
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        return stamp()


def only() -> Submission:
    return Submission.objects.select_related("receipt").get()
