"""Iteration over the site's content, piece by piece, whatever model or block holds it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail import blocks
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.documents.models import AbstractDocument
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.models import Page

from core.batches import in_batches
from core.reviewed import Reviewed

# Of a struct, the first of these says what a link or a picture in it is called.
NAMING = ("title", "heading", "label", "text", "name")


@dataclass(frozen=True)
class Piece:
    """One value of a field or block.

    kind: "html" (rich text as stored), "text", "url", "page", "document" or "image"; the last
    three hold an object, or None where the chosen one is gone. label: the field's or block's
    name. near: the neighbouring text, to find it again.
    """

    kind: str
    value: object
    label: str
    near: str = ""


@cache
def reviewed_models() -> list[type[models.Model]]:
    """Every model whose content has an owner."""
    return [model for model in apps.get_models() if issubclass(model, Reviewed)]


def published(model):
    """The rows of exactly this model that citizens can read."""
    rows = model._default_manager.all()
    if issubclass(model, Page):
        rows = rows.exact_type(model)
    return rows.filter(live=True) if hasattr(model, "live") else rows


def all_published() -> Iterator[models.Model]:
    """Every published page, and all other content with an owner."""
    page_types = [model for model in apps.get_models() if issubclass(model, Page)]
    others = [model for model in reviewed_models() if not issubclass(model, Page)]
    for model in [*page_types, *others]:
        if model is not Page:
            yield from in_batches(published(model))


def public_url(content) -> str:
    """The full public address; "" for content without one."""
    if isinstance(content, Page):
        return content.get_full_url() or ""
    # A supplement is read on the page of its service.
    for one in (content, getattr(content, "service", None)):
        if hasattr(one, "get_absolute_url"):
            return one.get_absolute_url()
    return ""


def edit_url(content, user=None) -> str:
    """The address of its form; "" when this user may not edit it, or nobody can."""
    return AdminURLFinder(user).get_edit_url(content) or ""


def in_bulk(keys) -> dict[tuple[int, int], models.Model]:
    """{(content type, pk): object} of those that exist, in one query per type."""
    by_kind = {}
    for kind, pk in keys:
        by_kind.setdefault(kind, set()).add(pk)
    found = {}
    for kind, pks in by_kind.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        rows = model._default_manager.in_bulk(pks) if model else {}
        found |= {(kind, pk): content for pk, content in rows.items()}
    return found


def pieces_of(content) -> Iterator[Piece]:
    """All pieces of one page, supplement …, with those of its child objects."""
    for field in _own_fields(type(content)):
        yield from _of_field(field, content)
    if isinstance(content, ClusterableModel):
        for relation in get_all_child_relations(type(content)):
            if relation.related_model._meta.app_label != "wagtailcore":
                for child in getattr(content, relation.get_accessor_name()).all():
                    yield from pieces_of(child)


def _own_fields(model):
    inherited = {field.name for field in Reviewed._meta.get_fields()} | {"also_called"}
    if issubclass(model, Page):
        inherited |= {field.name for field in Page._meta.get_fields()}
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in inherited and not field.primary_key and field.editable
    ]


def _of_field(field, content):
    label = str(field.verbose_name)
    if isinstance(field, models.ForeignKey):
        yield from _of_relation(field, content, label)
        return
    value = getattr(content, field.name)
    if isinstance(field, StreamField):
        yield from of_block(field.stream_block, value, label)
    elif not value or field.choices:
        return
    elif isinstance(field, RichTextField):
        yield Piece("html", value, label)
    elif isinstance(field, models.URLField):
        yield Piece("url", value, label, str(content))
    elif isinstance(field, models.CharField | models.TextField) and not _is_technical(field):
        yield Piece("text", str(value), label)


def _of_relation(field, content, label):
    kind = _kind_of(field.related_model)
    if kind and getattr(content, field.attname):
        yield Piece(kind, getattr(content, field.name), label, str(content))


def _kind_of(model) -> str:
    if issubclass(model, Page):
        return "page"
    return "document" if issubclass(model, AbstractDocument) else ""


def _is_technical(field) -> bool:
    return isinstance(field, models.SlugField | models.EmailField) or field.name == "internal_note"


def of_block(block, value, label="", near="") -> Iterator[Piece]:
    """The pieces of one block's value, of any depth."""
    label = str(block.label or label)
    if isinstance(block, blocks.StreamBlock):
        for child in value or ():
            yield from of_block(child.block, child.value, label)
    elif isinstance(block, ImageBlock | ImageChooserBlock):
        if value:
            yield Piece("image", value, label, near)
    elif isinstance(block, blocks.StructBlock):
        near = next((str(value[name]) for name in NAMING if _is_word(value, name)), near)
        for name, child in block.child_blocks.items():
            yield from of_block(child, value.get(name), label, near)
    elif isinstance(block, blocks.ListBlock):
        for item in value or ():
            yield from of_block(block.child_block, item, label, near)
    elif isinstance(block, TypedTableBlock):
        yield from _of_table(value, label)
    else:
        yield from _of_leaf(block, value, label, near)


def _is_word(value, name) -> bool:
    return isinstance(value.get(name), str) and bool(value.get(name))


def _of_table(value, label):
    for row in value.row_data if value else ():
        for column, cell in zip(value.columns, row["values"], strict=False):
            yield from of_block(column["block"], cell, label)


def _of_leaf(block, value, label, near):
    if isinstance(block, blocks.PageChooserBlock | DocumentChooserBlock):
        # A required choice that is empty was made once: its object is gone.
        if value or block.required:
            kind = "page" if isinstance(block, blocks.PageChooserBlock) else "document"
            yield Piece(kind, value, label, near)
    elif not value:
        return
    elif isinstance(block, blocks.RichTextBlock):
        yield Piece("html", value.source, label, near)
    elif isinstance(block, blocks.URLBlock):
        yield Piece("url", value, label, near)
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        yield Piece("text", str(value), label, near)
