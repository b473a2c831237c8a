"""Text blocks: text, accordion, callout, quote."""

import re

import nh3
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    ListBlock,
    RichTextBlock,
    StructBlock,
)
from wagtail.blocks import TextBlock as PlainTextBlock
from wagtail.rich_text import RichText

from core.text.html import plain_text

from .base import TEXT, CityBlock, heading

INLINE_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]
TEXT_FEATURES = ["h2", "h3", *INLINE_FEATURES]

_TAGS = {"p", "br", "b", "strong", "i", "em", "ol", "ul", "li", "a"}
_OPTIONS = {
    # Wagtail's own links to pages and documents, and the editor's marks.
    "attributes": {"a": {"href", "linktype", "id"}, "*": {"data-block-key"}},
    "clean_content_tags": {"script", "style", "iframe", "object", "noscript", "template", "title"},
    "url_schemes": {"http", "https", "mailto", "tel"},
    "link_rel": None,
}
_WITH_HEADINGS = nh3.Cleaner(tags={*_TAGS, "h2", "h3"}, **_OPTIONS)
_WITHOUT_HEADINGS = nh3.Cleaner(tags=_TAGS, **_OPTIONS)
_HEADING = re.compile(r"<(/?)h([1-6])\b", re.IGNORECASE)
_HEADING_LEVEL = re.compile(r"<h([23])\b")


def clean_rich_text(source: str, headings: bool) -> str:
    """Rich text reduced to the features of the editor; other headings get the nearest level.

    headings: whether h2 and h3 may stand in it; else they become paragraphs.
    """

    def allowed(match):
        level = "2" if int(match[2]) <= 2 else "3"
        return f"<{match[1]}h{level}" if headings else f"<{match[1]}p"

    cleaner = _WITH_HEADINGS if headings else _WITHOUT_HEADINGS
    return cleaner.clean(_HEADING.sub(allowed, source)) if source else ""


def _paragraph(text: str) -> str:
    return format_html("<p>{}</p>", text)


class InlineTextBlock(RichTextBlock):
    """Rich text without headings, reduced to the features of the editor whatever its origin."""

    FEATURES = INLINE_FEATURES

    def __init__(self, **options):
        super().__init__(**{"features": self.FEATURES, **options})

    def to_python(self, value):
        return self._cleaned(super().to_python(value))

    def normalize(self, value):
        return self._cleaned(super().normalize(value))

    def value_from_form(self, value):
        return self._cleaned(super().value_from_form(value))

    def clean(self, value):
        value = super().clean(value)
        if self.required and not self.is_deferred_validation and not plain_text(value.source):
            raise ValidationError(_("Please write a text here, or delete the block."))
        return value

    def _cleaned(self, text):
        return RichText(clean_rich_text(text.source, "h2" in self.FEATURES))


class TextBlock(InlineTextBlock):
    """Text with headings of the levels 2 and 3, lists and links."""

    FEATURES = TEXT_FEATURES

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        group = TEXT
        description = _("Paragraphs, headings, lists and links.")
        template = "blocks/text.html"

    def headings(self, value) -> list[int]:
        return [int(level) for level in _HEADING_LEVEL.findall(value.source)]

    def get_preview_value(self):
        return self.normalize(
            "<h2>{}</h2><p>{}</p><ul><li>{}</li><li>{}</li></ul><p>{}</p>".format(
                gettext("Before you come"),
                gettext("Short sentences help everybody. Say the most important thing first."),
                gettext("one thought for each point"),
                gettext("no more than seven points"),
                gettext("Then comes what only some people need."),
            )
        )


class AccordionItem(StructBlock):
    """One line that opens."""

    title = CharBlock(label=_("Title"), max_length=150, help_text=_("Always to be seen."))
    text = InlineTextBlock(label=_("Text"), help_text=_("To be seen after a click."))

    class Meta:
        label = _("Entry")
        label_format = "{title}"


class AccordionBlock(CityBlock):
    """Lines that open: questions and answers, special cases."""

    heading = heading()
    entries = ListBlock(AccordionItem(), label=_("Entries"), min_num=1)

    class Meta:
        label = _("Accordion")
        icon = "list-ul"
        group = TEXT
        description = _("Questions and answers, or cases that concern only some readers.")
        template = "blocks/accordion.html"
        label_format = "{heading}"

    def sample(self):
        return {
            "heading": gettext("Questions and answers"),
            "entries": [
                {
                    "title": gettext("Do I have to come in person?"),
                    "text": _paragraph(
                        gettext("Yes. We have to see you and your old identity card.")
                    ),
                },
                {
                    "title": gettext("Can I pay by card?"),
                    "text": _paragraph(gettext("Yes, at every counter.")),
                },
            ],
        }


class CalloutBlock(CityBlock):
    """A box that stands out. It interrupts the text, so it is no part of its outline."""

    KINDS = [
        ("info", _("Note")),
        ("success", _("Good news")),
        ("warning", _("Please note")),
        ("important", _("Important")),
    ]
    # KERN's name of each look.
    LOOKS = {"info": "info", "success": "success", "warning": "warning", "important": "danger"}

    kind = ChoiceBlock(choices=KINDS, default="info", label=_("Kind"), search_index=False)
    title = CharBlock(
        label=_("Title"),
        required=False,
        max_length=120,
        help_text=_("Left empty, the kind stands there."),
    )
    text = InlineTextBlock(label=_("Text"))

    class Meta:
        label = _("Callout")
        icon = "info-circle"
        group = TEXT
        description = _("A box that stands out. One on a page works, five do not.")
        template = "blocks/callout.html"
        label_format = "{title}"

    def sample(self):
        return {
            "kind": "warning",
            "title": gettext("Closed on 24 December"),
            "text": _paragraph(gettext("The citizens' office is open again from 2 January.")),
        }

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        kind = value.get("kind") or "info"
        context["look"] = self.LOOKS[kind]
        context["title"] = value.get("title") or dict(self.KINDS)[kind]
        return context


class QuoteBlock(CityBlock):
    """A quotation."""

    text = PlainTextBlock(label=_("Quotation"), rows=3, help_text=_("Without quotation marks."))
    name = CharBlock(label=_("Who said it"), max_length=150)
    role = CharBlock(
        label=_("Office or role"), required=False, max_length=150, help_text=_("For example: mayor")
    )

    class Meta:
        label = _("Quote")
        icon = "openquote"
        group = TEXT
        description = _("A sentence of a person, with the name.")
        template = "blocks/quote.html"
        label_format = "{name}"

    def sample(self):
        return {
            "text": gettext("A town hall should feel like an open door."),
            "name": "Mira Beispiel",
            "role": gettext("mayor"),
        }
