"""What every page and every file must have, whatever app it belongs to."""

from django.db.models import CharField, TextField
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.fields import StreamField

from content.pages import CityPage
from core.batches import in_batches
from core.models import CityDocument

from .completeness import Check, is_empty, register
from .content import pieces_of

# Rich text is a TextField.
_WRITTEN = (CharField, TextField, StreamField)


def register_checks():
    register(
        CityPage,
        Check("responsible", _("nobody answers for it"), has_nobody),
        Check("required", _("a required field is empty"), lacks_required_field),
        Check(
            "alt", _("a picture without alternative text or “decorative”"), has_undecided_picture
        ),
    )
    register(
        get_document_model(),
        Check("accessible", _("accessibility not checked"), is_not_checked),
        Check("html", _("PDF without the same as a page"), is_pdf_without_page),
        rows=lambda: in_batches(get_document_model().objects.all()),
    )


def has_nobody(page) -> bool:
    return page.unit_id is None and not page.owner_email


def lacks_required_field(page) -> bool:
    """Also where the field came later than the page, or holds nothing but an empty paragraph."""
    return any(
        is_empty(getattr(page, field.name))
        for field in page._meta.local_concrete_fields
        if not field.blank and field.editable and isinstance(field, _WRITTEN)
    )


def has_undecided_picture(page) -> bool:
    """Only where there is something to decide: the still of a video has no text of its own."""
    return any(
        not getattr(piece.value, "decorative", True)
        and not (getattr(piece.value, "contextual_alt_text", "") or "").strip()
        for piece in pieces_of(page)
        if piece.kind == "image"
    )


def is_not_checked(document) -> bool:
    return document.accessible == CityDocument.Accessibility.UNKNOWN


def is_pdf_without_page(document) -> bool:
    is_pdf = document.filename.lower().endswith(".pdf")
    good = document.accessible == CityDocument.Accessibility.ACCESSIBLE
    return is_pdf and not good and document.html_alternative_id is None
