"""The editor's side of conditions: what is wrong is said at the row that it is about."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from home.forms import conditions
from home.forms.models import FormField, FormPage

EMPTY = ("help_text", "choices", "default_value", "meaning", "minimum", "maximum",
         "condition_question", "condition_answers")  # fmt: skip


def row(label, kind="singleline", question="", answers="", choices=""):
    return FormField(
        label=label,
        field_type=kind,
        choices=choices,
        condition_question=question,
        condition_answers=answers,
        clean_name=label.lower(),
    )


ROWS = [
    row("Tier", "radio", choices="Hund\nKatze"),
    row("Rasse", question="  TIER ", answers="Hund\nKatze"),
    row("Steuer", question="Tier", answers="Hund"),
    row("Mehr", "section", question="Steuer"),
    row("Grund"),
    row("Ende", "section"),
    row("Gruß"),
]


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        ({}, ["Tier", "Ende", "Gruß"]),
        ({"tier": "Katze"}, ["Tier", "Rasse", "Ende", "Gruß"]),
        ({"tier": "Hund"}, ["Tier", "Rasse", "Steuer", "Ende", "Gruß"]),
        (
            {"tier": "Hund", "steuer": "1"},
            ["Tier", "Rasse", "Steuer", "Mehr", "Grund", "Ende", "Gruß"],
        ),
        # What is hidden decides nothing.
        ({"tier": "Katze", "steuer": "1"}, ["Tier", "Rasse", "Ende", "Gruß"]),
    ],
)
def test_answers_decide_what_is_shown(answers, shown):
    assert [found.label for found in conditions.visible(ROWS, answers)] == shown


def test_any_of_several_choices_and_a_tick_decide():
    rows = [
        row("A", "checkboxes", choices="x\ny"),
        row("B", "checkbox"),
        row("C", question="A", answers="y"),
        row("D", question="B"),
    ]
    shown = {found.label for found in conditions.visible(rows, {"a": ["x", "y"], "b": True})}
    assert shown == {"A", "B", "C", "D"}
    assert len(conditions.visible(rows, {"a": ["x"], "b": False})) == 2


def test_sections_are_the_pages():
    found = conditions.sections(ROWS)
    assert [section.title for section in found] == ["", "Mehr", "Ende"]
    assert [len(section.rows) for section in found] == [3, 1, 1]
    assert [section.title for section in conditions.sections(ROWS[3:])] == ["Mehr", "Ende"]


@pytest.mark.django_db
class TestEditor:
    @pytest.fixture
    def save(self, home, admin_client):
        edit = reverse("wagtailadmin_pages:add", args=["forms", "formpage", home.pk])

        def save(*fields):
            rows = [
                {
                    "field_type": "singleline",
                    "required": "on",
                    "accepted": "pdf",
                    "max_megabytes": "5",
                    **dict.fromkeys(EMPTY, ""),
                    "ORDER": str(number),
                    **field,
                }
                for number, field in enumerate(fields, 1)
            ]
            data = nested_form_data(
                {
                    "title": "Hundemarke",
                    "slug": "hundemarke",
                    "purpose": "Wir schicken Ihnen eine Marke.",
                    "legal_basis": "Art. 6 DSGVO",
                    "retention_days": "30",
                    "office_mail": "note",
                    "body": streamfield([]),
                    "form_fields": inline_formset(rows),
                    "comments": inline_formset([]),
                    "action-publish": "1",
                }
            )
            return admin_client.post(edit, data)

        return save

    TIER = {"label": "Tier", "field_type": "radio", "choices": "Hund\nKatze"}

    def test_a_right_condition_is_kept(self, save):
        response = save(
            self.TIER,
            {"label": "Rasse", "condition_question": "Tier", "condition_answers": "Hund"},
        )
        assert response.status_code == 302
        kept = FormPage.objects.get().form_fields.get(label="Rasse")
        assert (kept.condition_question, kept.condition_answers) == ("Tier", "Hund")

    @pytest.mark.parametrize(
        ("fields", "field", "words"),
        [
            (
                [{"label": "Rasse", "condition_question": "Tier"}, TIER],
                "condition_question",
                "kommt erst später",
            ),
            (
                [{"label": "Rasse", "condition_question": "Tor"}],
                "condition_question",
                "keine Frage",
            ),
            (
                [TIER, {"label": "R", "condition_question": "Tier", "condition_answers": "Maus"}],
                "condition_answers",
                "Hund, Katze",
            ),
            (
                [{"label": "Name"}, {"label": "R", "condition_question": "Name"}],
                "condition_question",
                "keine Auswahl",
            ),
            (
                [TIER, {"label": "R", "condition_answers": "Hund"}],
                "condition_question",
                "von der diese abhängt",
            ),
            (
                [
                    {"label": "Ja", "field_type": "checkbox"},
                    {"label": "R", "condition_question": "Ja", "condition_answers": "ja"},
                ],
                "condition_answers",
                "Häkchen",
            ),
        ],
    )
    def test_a_wrong_condition_is_told_at_its_row(self, save, fields, field, words):
        response = save(*fields)
        assert response.status_code == 200
        errors = [form.errors for form in response.context["form"].formsets["form_fields"].forms]
        said = [str(error[field]) for error in errors if field in error]
        assert len(said) == 1
        assert words in said[0]
