"""The blocks of which editors build a page."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import RichTextBlock, StreamBlock

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class PageBody(StreamBlock):
    """What the body of a page is made of."""

    text = RichTextBlock(
        features=TEXT_FEATURES, label=_("Text"), icon="pilcrow", template="blocks/text.html"
    )
