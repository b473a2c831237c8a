"""Model fields of our own."""

from wagtail.fields import StreamField


class BlocksField(StreamField):
    """A StreamField whose migrations do not list its blocks.

    Blocks are templates and forms: changing one changes no column, and should make no migration.
    """

    def __init__(self, block_types=(), use_json_field=None, block_lookup=None, **kwargs):
        super().__init__(block_types, use_json_field, block_lookup, **kwargs)

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
