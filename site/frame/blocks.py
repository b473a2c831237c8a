"""Links, columns and channels of header and footer."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.coreutils import get_content_languages

# An address on this site, or one that a browser, a mail program or a phone can open.
ADDRESS = re.compile(r"(/(?!/)|https?://|mailto:|tel:)\S*", re.IGNORECASE)
CHANNELS = [
    ("mastodon", "Mastodon"),
    ("bluesky", "Bluesky"),
    ("facebook", "Facebook"),
    ("instagram", "Instagram"),
    ("youtube", "YouTube"),
    ("linkedin", "LinkedIn"),
    ("whatsapp", "WhatsApp"),
    ("telegram", "Telegram"),
    ("x", "X"),
    ("tiktok", "TikTok"),
    ("xing", "XING"),
    ("app", _("App")),
    ("newsletter", _("Newsletter")),
    ("other", _("Other channel")),
]


def language_choices():
    return list(get_content_languages().items())


class LanguageBlock(blocks.ChoiceBlock):
    """The language on whose pages a link is shown."""

    def __init__(self, **kwargs):
        kwargs = {
            "choices": language_choices,
            "default": settings.LANGUAGE_CODE,
            "label": _("Language"),
            **kwargs,
        }
        super().__init__(**kwargs)


class LinkBlock(blocks.StructBlock):
    """A link to a page of the tree, or to any other address."""

    page = blocks.PageChooserBlock(required=False, label=_("Page"))
    address = blocks.CharBlock(
        required=False,
        max_length=500,
        label=_("or address"),
        help_text=_("On this site: /dienstleistungen/. Elsewhere: https://…, mailto:…, tel:…"),
    )
    text = blocks.CharBlock(
        required=False,
        max_length=100,
        label=_("Text of the link"),
        help_text=_("Empty: the title of the page."),
    )

    class Meta:
        icon = "link"
        label = _("Link")
        form_classname = "struct-block"

    def clean(self, value):
        cleaned = super().clean(value)
        page, address = cleaned.get("page"), cleaned.get("address")
        if bool(page) == bool(address):
            message = _("Choose a page or write an address, one of the two.")
            raise StructBlockValidationError({"address": ValidationError(message)})
        if address and not ADDRESS.fullmatch(address):
            message = _(
                "Begin with / for an address on this site, otherwise with https://, mailto: or "
                "tel:, and write no spaces."
            )
            raise StructBlockValidationError({"address": ValidationError(message)})
        if address and not cleaned.get("text"):
            message = _("Write the text of the link.")
            raise StructBlockValidationError({"text": ValidationError(message)})
        return cleaned


class QuickLinkBlock(LinkBlock):
    """A link that stands on the pages of one language."""

    language = LanguageBlock()


class ColumnBlock(blocks.StructBlock):
    """A column of the footer."""

    heading = blocks.CharBlock(max_length=60, label=_("Heading"))
    links = blocks.ListBlock(LinkBlock(), min_num=1, max_num=10, label=_("Links"))
    language = LanguageBlock()

    class Meta:
        icon = "list-ul"
        label = _("Column")


class ChannelBlock(blocks.StructBlock):
    """A profile of the city elsewhere: a plain link, nothing of it is loaded here."""

    kind = blocks.ChoiceBlock(choices=CHANNELS, label=_("Channel"))
    url = blocks.URLBlock(label=_("Address"))
    name = blocks.CharBlock(
        required=False,
        max_length=60,
        label=_("Name"),
        help_text=_("Empty: the name of the channel."),
    )

    class Meta:
        icon = "globe"
        label = _("Channel")
