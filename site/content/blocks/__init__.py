"""The blocks of which editors build a page: each one template and one look (docs: /styleguide/).

`home.blocks.PageBody` puts them together, with those that know the services.
"""

from .contact_form import ContactFormBlock
from .links import LinksBlock, LinkStream
from .lists import DocumentsBlock, TableBlock
from .map import MapBlock
from .media import PictureBlock, VideoBlock
from .places import ContactBlock, OpeningHoursBlock
from .text import (
    INLINE_FEATURES,
    TEXT_FEATURES,
    AccordionBlock,
    CalloutBlock,
    QuoteBlock,
    TextBlock,
)

__all__ = [
    "INLINE_FEATURES",
    "TEXT_FEATURES",
    "AccordionBlock",
    "CalloutBlock",
    "ContactBlock",
    "ContactFormBlock",
    "DocumentsBlock",
    "LinkStream",
    "LinksBlock",
    "MapBlock",
    "OpeningHoursBlock",
    "PictureBlock",
    "QuoteBlock",
    "TableBlock",
    "TextBlock",
    "VideoBlock",
]
