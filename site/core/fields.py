"""Model fields of our own."""

from threading import RLock

from wagtail.blocks import BlockField
from wagtail.fields import StreamField

from .text.normalise import clean_line

# A draft is checked by switching the rules of the shared blocks off and on again (Wagtail's
# clean_deferred). The editor saves by itself and shows a preview at the same time: without the
# lock the one would switch the other's rules on, or off while something is published.
_ONE_AT_A_TIME = RLock()


class OneAtATimeBlockField(BlockField):
    """A form field whose blocks are checked for one request after the other."""

    def clean(self, value):
        with _ONE_AT_A_TIME:
            return super().clean(value)


class BlocksField(StreamField):
    """A StreamField whose migrations do not list its blocks.

    Blocks are templates and forms: changing one changes no column, and should make no migration.
    """

    def __init__(self, block_types=(), use_json_field=None, block_lookup=None, **kwargs):
        super().__init__(block_types, use_json_field, block_lookup, **kwargs)

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": OneAtATimeBlockField, **kwargs})

    def get_searchable_content(self, value):
        """Its texts for the search: soft hyphens, which may stand in them, part no word there."""
        return [clean_line(text) for text in super().get_searchable_content(value)]

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
