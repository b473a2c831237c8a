"""Form fields for the slug of a page, normalised by `german_slug`."""

import re
from collections import defaultdict

from django.core.exceptions import ValidationError
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.widgets import SlugInput as WagtailSlugInput

from .reserved_slugs import refuse_reserved
from .text.slugs import german_slug

LONGEST = 255
# Latin letters with marks: the editor's browser knows no German, and drops what it does not know.
_MARKED = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))]
_DIAERESIS = "\u0308"
# In this order. "ü" may be typed as two signs; signs between words separate them.
_FIRST = [(f"[{letter}{letter.upper()}]{_DIAERESIS}", f"{letter}e") for letter in "aou"]
_FIRST.append(("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]", ""))
_LAST = [
    (r"[/\\|&+=,;@()[\]–—…]", "-"),
    (r"\.(?=[^\W_])", "-"),
    (r":(?=\d)", "-"),
    (r"\s*-[\s-]*", "-"),
]


def _formatters() -> list[tuple[str, str]]:
    """[(pattern, letters)], as in "[äÄ]" → "ae"."""
    signs = defaultdict(str)
    for sign in _MARKED:
        signs[german_slug(sign)] += sign
    letters = [(f"[{re.escape(group)}]", latin) for latin, group in signs.items() if latin]
    return [*_FIRST, *letters, *_LAST]


class SlugInput(WagtailSlugInput):
    """Cleans an address while it is typed and when it is sent.

    standing: an address that a page has already; it stays as it is, umlauts and all.
    """

    formatters = _formatters()

    def __init__(self, standing: str = ""):
        super().__init__(formatters=self.formatters)
        self.standing = standing

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return value if not value or value == self.standing else german_slug(value, LONGEST)


def clean_slugs(field, standing: str = ""):
    """Give a form's slug field this input, with the attributes of its own."""
    field.widget = SlugInput(standing)
    field.widget.is_required = field.required
    field.widget.attrs.update(field.widget_attrs(field.widget))


class CityCopyForm(CopyForm):
    """Copies get clean addresses, also those of pages that have an old one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["new_slug"]
        field.initial = german_slug(self.page.slug, LONGEST)
        clean_slugs(field)

    def clean(self):
        cleaned = super().clean()
        parent = cleaned.get("new_parent_page") or self.page.get_parent()
        if "new_slug" in cleaned:
            try:
                refuse_reserved(cleaned["new_slug"], parent)
            except ValidationError as error:
                self.add_error("new_slug", error.message_dict["slug"])
        return cleaned
