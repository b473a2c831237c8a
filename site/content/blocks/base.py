"""Base of all blocks: checks with instructions, samples, headings, bulk choosers."""

import copy

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChooserBlock, StructBlock
from wagtail.blocks.struct_block import StructBlockValidationError

# Groups of the block picker.
TEXT, MEDIA, LISTS, CITY = _("Text"), _("Pictures and films"), _("Lists"), _("The city")

HEADING_LEVEL = 2


def heading(**options):
    """The field for a block's heading, of level 2."""
    options.setdefault("required", False)
    options.setdefault("help_text", _("Leave it empty when the text above already says it."))
    return CharBlock(label=_("Heading"), max_length=150, **options)


class CityBlock(StructBlock):
    """A block of a page. Drafts may be incomplete; `problems` is checked on publishing."""

    class Meta:
        # Whether the block shows a heading though its field is empty.
        always_headed = False

    def sample(self) -> dict:
        """A sample value for the picker and the component page."""
        return {}

    def problems(self, value) -> dict:
        """{field: a sentence that says what to do}, for checks across fields."""
        return {}

    def headings(self, value) -> list[int]:
        """Levels of the headings that the block shows, in their order."""
        return [HEADING_LEVEL] if self.meta.always_headed or value.get("heading") else []

    def get_preview_value(self):
        defaults = {name: block.get_default() for name, block in self.child_blocks.items()}
        return self.normalize({**defaults, **self.sample()})

    def clean(self, value):
        value = super().clean(value)
        problems = {} if self.is_deferred_validation else self.problems(value)
        if problems:
            raise StructBlockValidationError(
                {name: ValidationError(text) for name, text in problems.items()}
            )
        return value


class BulkChooserBlock(ChooserBlock):
    """A chooser whose objects come with all that a template shows, in one query for all blocks."""

    def rows(self):
        return self.model_class._default_manager.all()

    def bulk_to_python(self, values):
        found = self.rows().in_bulk([value for value in values if value is not None])
        # The same object in two places is two objects, as in Wagtail's own.
        return [copy.copy(found[value]) if value in found else None for value in values]


class ListChooserBlock(BulkChooserBlock):
    """A chooser among few rows: one list instead of a dialog."""

    @cached_property
    def widget(self):
        return forms.Select()

    def get_form_state(self, value):
        # As Wagtail's script for lists wants it.
        return [str(value.pk) if value else ""]

    def value_from_form(self, value):
        is_key = not isinstance(value, str) or value.isdecimal()
        return super().value_from_form(value if is_key else None)
