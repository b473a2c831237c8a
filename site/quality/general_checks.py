"""Checks of every file, whatever app it belongs to."""

from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model

from core.batches import in_batches
from core.models import CityDocument

from .completeness import Check, register


def register_checks():
    register(
        get_document_model(),
        Check("accessible", _("accessibility not checked"), is_not_checked),
        Check("html", _("PDF without the same as a page"), is_pdf_without_page),
        rows=lambda: in_batches(get_document_model().objects.all()),
    )


def is_not_checked(document) -> bool:
    return document.accessible == CityDocument.Accessibility.UNKNOWN


def is_pdf_without_page(document) -> bool:
    is_pdf = document.filename.lower().endswith(".pdf")
    good = document.accessible == CityDocument.Accessibility.ACCESSIBLE
    return is_pdf and not good and document.html_alternative_id is None
