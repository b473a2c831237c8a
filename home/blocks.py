"""The blocks of which editors build a page."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock
from wagtail.blocks.stream_block import StreamBlockValidationError

from content import blocks
from content.blocks import TEXT_FEATURES
from services.blocks import CityLinksBlock, ServicesBlock

__all__ = ["TEXT_FEATURES", "PageBody"]


class PageBody(StreamBlock):
    """The body of a page: fourteen kinds of blocks."""

    text = blocks.TextBlock()
    accordion = blocks.AccordionBlock()
    callout = blocks.CalloutBlock()
    quote = blocks.QuoteBlock()
    image = blocks.PictureBlock()
    video = blocks.VideoBlock()
    table = blocks.TableBlock()
    documents = blocks.DocumentsBlock()
    links = CityLinksBlock()
    services = ServicesBlock()
    contact = blocks.ContactBlock()
    opening_hours = blocks.OpeningHoursBlock()
    map = blocks.MapBlock()
    contact_form = blocks.ContactFormBlock()

    class Meta:
        template = "blocks/body.html"
        block_counts = {"contact_form": {"max_num": 1}}

    def clean(self, value):
        value = super().clean(value)
        if not self.is_deferred_validation:
            self._check_outline(value)
        return value

    def _check_outline(self, value):
        """Refuse skipped heading levels: the title is level 1, so the body begins with 2."""
        level = 1
        for index, child in enumerate(value):
            for heading in child.block.headings(child.value):
                if heading > level + 1:
                    raise StreamBlockValidationError({index: ValidationError(SKIPPED)})
                level = heading


SKIPPED = _(
    "This block begins with a small heading (level 3), but no heading of level 2 stands above it. "
    "Please make it a heading of level 2, or write one above."
)
