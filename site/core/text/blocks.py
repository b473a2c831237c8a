"""Text in the blocks of a page, at any depth, as the editor's form delivers it."""

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.rich_text import RichText

from .normalise import clean_line, clean_text


def clean_block(block: blocks.Block, value, text_cleaner):
    """The block's value with clean texts; containers are changed in place.

    text_cleaner(field, widget): the function that cleans the text of a leaf.
    """
    if isinstance(block, blocks.StructBlock):
        # A picture's block is one of structure, too; its value is the picture.
        for name in value if isinstance(value, dict) else ():
            value[name] = clean_block(block.child_blocks[name], value[name], text_cleaner)
    elif isinstance(block, blocks.StreamBlock | blocks.ListBlock):
        for child in _children(value):
            child.value = clean_block(child.block, child.value, text_cleaner)
    elif isinstance(block, TypedTableBlock):
        _clean_table(value, text_cleaner)
    elif isinstance(value, RichText):
        return RichText(clean_text(value.source))
    elif isinstance(value, str) and isinstance(block, blocks.FieldBlock):
        return text_cleaner(block.field, block.field.widget)(value)
    return value


def _children(value):
    """The bound blocks of a stream's or a list's value."""
    return getattr(value, "bound_blocks", value) or ()


def _clean_table(table, text_cleaner):
    if not table:
        return
    table.caption = clean_line(table.caption or "")
    for column in table.columns:
        column["heading"] = clean_line(column["heading"] or "")
    for row in table.row_data:
        row["values"] = [
            clean_block(column["block"], cell, text_cleaner)
            for column, cell in zip(table.columns, row["values"], strict=False)
        ]
