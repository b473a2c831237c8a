"""Lists: tables and documents."""

from dataclasses import dataclass

from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ListBlock,
)
from wagtail.blocks.struct_block import BlockGroup
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock

from .base import LISTS, BulkChooserBlock, CityBlock, ListChooserBlock, heading
from .text import InlineTextBlock


class TableBlock(CityBlock):
    """Rows and columns with a caption; not for layout."""

    table = TypedTableBlock(
        [
            ("text", CharBlock(required=False, label=_("Text"), icon="title")),
            (
                "rich",
                InlineTextBlock(
                    required=False,
                    label=_("Text with links"),
                    icon="pilcrow",
                    features=["bold", "link"],
                ),
            ),
            ("number", CharBlock(required=False, label=_("Number or amount"), icon="decimal")),
        ],
        label=_("Table"),
    )
    first_column_heads = BooleanBlock(
        required=False,
        default=True,
        label=_("The first column names the rows"),
        help_text=_("Screen readers then say it before each cell."),
    )

    class Meta:
        label = _("Table")
        icon = "table"
        group = LISTS
        description = _("Figures and comparisons, with a caption.")
        template = "blocks/table.html"
        form_layout = BlockGroup(["table"], settings=["first_column_heads"])

    def sample(self):
        rows = [
            (gettext("Identity card, from 24 years"), gettext("10 years"), "37,00 €"),
            (gettext("Identity card, under 24 years"), gettext("6 years"), "22,80 €"),
            (gettext("Passport"), gettext("10 years"), "70,00 €"),
        ]
        return {
            "table": {
                "caption": gettext("What documents cost"),
                "columns": [
                    {"type": "text", "heading": gettext("Document")},
                    {"type": "text", "heading": gettext("Valid for")},
                    {"type": "number", "heading": gettext("Fee")},
                ],
                "rows": [{"values": list(row)} for row in rows],
            },
            "first_column_heads": True,
        }

    def problems(self, value):
        table = value["table"]
        if not table.columns or not table.row_data:
            return {"table": _("Please add at least one column and one row, or delete the block.")}
        if not (table.caption or "").strip():
            return {"table": _("Please give the table a caption that says what it is about.")}
        if not all(column["heading"].strip() for column in table.columns):
            return {"table": _("Please give every column a heading.")}
        return {}


class ListedDocumentBlock(BulkChooserBlock, DocumentChooserBlock):
    """A document, with its alternative as a page."""

    def rows(self):
        return self.model_class.objects.select_related("html_alternative")


class CollectionChooserBlock(ListChooserBlock):
    """A collection of documents, from a list."""

    target_model = "wagtailcore.Collection"

    class Meta:
        icon = "folder-open-inverse"


@dataclass(frozen=True)
class ListedDocument:
    """A document with its details. alternative: a page with the same content, shown first."""

    title: str
    url: str
    type: str
    size: int | None
    language: str
    accessible: str
    alternative: str = ""


class DocumentsBlock(CityBlock):
    """Documents to download; an alternative page comes first."""

    heading = heading()
    documents = ListBlock(
        ListedDocumentBlock(label=_("Document")), label=_("Document list"), min_num=0, default=[]
    )
    collection = CollectionChooserBlock(
        required=False,
        label=_("Or a whole collection"),
        help_text=_("New documents of the collection then appear by themselves."),
    )

    class Meta:
        label = _("Document list")
        icon = "doc-full-inverse"
        group = LISTS
        description = _("Documents with type, size, language and whether everybody can read them.")
        template = "blocks/documents.html"
        label_format = "{heading}"

    def sample(self):
        documents = get_document_model().objects.select_related("html_alternative").order_by("pk")
        return {"heading": gettext("To download"), "documents": list(documents[:3])}

    def problems(self, value):
        chosen, collection = list(value["documents"]), value.get("collection")
        if not chosen and not collection:
            return {"documents": _("Please choose documents or a collection.")}
        if collection and collection.get_view_restrictions():
            return {"collection": _("This collection is private. Please choose one for everybody.")}
        return {}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        request = context.get("request")
        context["documents"] = [listed(document, request) for document in self._documents(value)]
        return context

    def get_searchable_content(self, value):
        return [value.get("heading") or "", *(item.title for item in value["documents"] if item)]

    def _documents(self, value):
        chosen = [document for document in value["documents"] if document]
        collection = value.get("collection")
        if not collection or collection.get_view_restrictions():
            return chosen
        known = {document.pk for document in chosen}
        others = get_document_model().objects.filter(collection=collection).order_by("title")
        others = others.select_related("html_alternative").exclude(pk__in=known)
        return [*chosen, *others]


def listed(document, request=None) -> ListedDocument:
    page = document.html_alternative
    return ListedDocument(
        title=document.title,
        url=document.url,
        type=document.file_extension.upper(),
        size=document.file_size,
        language=language_name(document.language),
        accessible=document.get_accessible_display() if document.accessible else "",
        alternative=(page.get_url(request) or "") if page and page.live else "",
    )


def language_name(tag: str) -> str:
    """`de` → Deutsch, `de-LS` → Leichte Sprache, an unknown tag as it is."""
    if tag.lower() == "de-ls":
        return gettext("Easy language")
    try:
        return get_language_info(tag.lower())["name_translated"]
    except KeyError:
        return tag
