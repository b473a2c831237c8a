"""Answers as people read them."""

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext


def shown_answers(submission) -> list[tuple[str, str]]:
    """[(label, answer)] as they were asked; hidden fields are left out."""
    return [
        (question["label"], shown(question["type"], submission.form_data.get(question["name"])))
        for question in submission.questions
        if question["type"] != "hidden"
    ]


def shown(kind: str, value) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return ", ".join(value)
    if kind == "date" and value:
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    if kind == "number" and value:
        return number_format(Decimal(value))
    return value or "–"
