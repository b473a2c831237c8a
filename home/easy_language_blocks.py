"""The blocks of a page in Leichte Sprache: short pieces, each with a picture of its own."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.media import DescribedImageBlock


class EasyParagraph(blocks.StructBlock):
    """A thought, and a picture that helps to understand it."""

    heading = blocks.CharBlock(required=False, max_length=100, label=_("Heading"))
    text = blocks.RichTextBlock(
        features=["bold", "ul", "link"],
        label=_("Text"),
        help_text=_("One thought per line, short sentences, no foreign words."),
    )
    picture = DescribedImageBlock(required=False, label=_("Picture"))

    class Meta:
        icon = "doc-full"
        label = _("Paragraph")
        label_format = "{heading} {text}"
        template = "home/blocks/easy_paragraph.html"


class EasyBody(blocks.StreamBlock):
    """The body of a page in Leichte Sprache."""

    paragraph = EasyParagraph()
