"""Cleaning of typed text in every form of the site: ours, Django's and Wagtail's, public and in the
admin (FORM_RENDERER names this renderer).

How a field is cleaned depends on its widget: one line, several lines, a password, the blocks of a
page. So single fields need no code, and none can be forgotten.
"""

from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext as _
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.blocks import BlockField

from .blocks import clean_block
from .email import clean_email, has_valid_domain, readable_email
from .normalise import clean_line, clean_text, storable
from .passwords import clean_password


class CleanBoundField(forms.BoundField):
    """A bound field whose data is cleaned before the field sees it."""

    def __init__(self, form, field, name):
        super().__init__(form, field, name)
        if isinstance(field, forms.EmailField) and validate_domain not in field.validators:
            field.validators = [*field.validators, validate_domain]

    @property
    def data(self):
        return _cleaned(self.field, super().data)

    def value(self):
        value = super().value()
        is_address = isinstance(self.field, forms.EmailField) and isinstance(value, str)
        return readable_email(value) if is_address else value


class Renderer(DjangoTemplates):
    """Django's default renderer with fields that clean what is typed."""

    bound_field_class = CleanBoundField


def validate_domain(address: str):
    """Raises ValidationError for a domain that IDNA 2008 does not know; others guess an owner."""
    if "@" in address.rstrip("@") and not has_valid_domain(address):
        raise ValidationError(
            _("This domain cannot exist. Please check what stands after the @ sign.")
        )


def text_cleaner(field: forms.Field, widget: forms.Widget) -> Callable[[str], str]:
    """The function that cleans text typed into this field."""
    if isinstance(widget, forms.PasswordInput):
        return clean_password
    if isinstance(field, forms.EmailField):
        return clean_email
    if isinstance(field, forms.JSONField) or isinstance(widget, forms.Select):
        return storable
    if isinstance(widget, forms.Textarea | DraftailRichTextArea):
        return clean_text
    return storable if widget.is_hidden else clean_line


def _cleaned(field, value):
    if isinstance(value, str):
        return text_cleaner(field, field.widget)(value)
    if isinstance(value, UploadedFile):
        value.name = clean_line(value.name)
    elif isinstance(field, BlockField):
        clean_block(field.block, value, text_cleaner)
    elif isinstance(value, list | tuple):
        return [_cleaned_part(field, part) for part in value]
    return value


def _cleaned_part(field, part):
    """One of several values: of a choice, or of a field with several inputs."""
    if isinstance(part, UploadedFile):
        part.name = clean_line(part.name)
        return part
    clean = clean_line if isinstance(field.widget, forms.MultiWidget) else storable
    return clean(part) if isinstance(part, str) else part
