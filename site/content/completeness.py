"""Checks of every page, whatever app it belongs to."""

from django.db.models import CharField, TextField
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from quality.completeness import Check, is_empty, register
from quality.content import pieces_of

from .pages import CityPage

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


def has_nobody(page) -> bool:
    return page.unit_id is None and not page.owner_email


def lacks_required_field(page) -> bool:
    """Whether a required field is empty: newer than the page, or with an empty paragraph."""
    return any(
        is_empty(getattr(page, field.name))
        for field in page._meta.local_concrete_fields
        if not field.blank and field.editable and isinstance(field, _WRITTEN)
    )


def has_undecided_picture(page) -> bool:
    """Whether the alternative text of a picture is undecided; the still of a video needs none."""
    return any(
        not getattr(piece.value, "decorative", True)
        and not (getattr(piece.value, "contextual_alt_text", "") or "").strip()
        for piece in pieces_of(page)
        if piece.kind == "image"
    )
