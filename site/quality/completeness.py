"""Completeness checks, declared by model; failures are stored as rows (`Gap`).

An app declares its checks in AppConfig.ready(). They run when something is published, and for all
content once a night.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.blocks import StreamValue

from core.batches import in_batches
from core.text.html import is_placeholder, plain_text

from .content import of_block, published
from .models import Gap


@dataclass(frozen=True)
class Check:
    """One requirement. name: unique in the whole site, at most 60 characters."""

    name: str
    label: str
    is_missing: Callable[[object], bool]


# (model, checks, rows): an abstract model stands for all that inherit from it.
_declared: dict[type, tuple[list[Check], Callable[[], Iterable] | None]] = {}


def register(model, *checks: Check, rows: Callable[[], Iterable] | None = None) -> None:
    """Declare checks for the objects of this model and of its subclasses.

    rows(): the objects to check; by default the published ones. A check that is declared again
    under its name is replaced.
    """
    known, old_rows = _declared.get(model, ([], None))
    names = {check.name for check in checks}
    kept = [check for check in known if check.name not in names]
    _declared[model] = ([*kept, *checks], rows or old_rows)


def checks_for(model) -> list[Check]:
    """The checks of the model and of those it inherits from, these first."""
    lineage = [one for one in reversed(model.__mro__) if one in _declared]
    return [check for one in lineage for check in _declared[one][0]]


def labels() -> dict[str, str]:
    """{name: label} of all checks."""
    return {c.name: str(c.label) for checks, _rows in _declared.values() for c in checks}


def missing(content) -> list[Check]:
    return [check for check in checks_for(type(content)) if check.is_missing(content)]


def refresh(content) -> list[Gap]:
    """Store the present gaps of this object; a gap that was there keeps its date."""
    kind = ContentType.objects.get_for_model(content)
    names = {check.name for check in missing(content)}
    rows = Gap.objects.filter(content_type=kind, object_id=content.pk)
    title, unit = str(content)[:300], getattr(content, "unit_id", None)
    with transaction.atomic():
        rows.exclude(check_name__in=names).delete()
        rows.update(title=title, unit=unit)
        known = set(rows.values_list("check_name", flat=True))
        Gap.objects.bulk_create(
            [
                Gap(
                    check_name=name,
                    content_type=kind,
                    object_id=content.pk,
                    title=title,
                    unit_id=unit,
                )
                for name in sorted(names - known)
            ],
            ignore_conflicts=True,
        )
    return list(rows)


def discard(content):
    """Drop the gaps of an object that is deleted or no longer published."""
    kind = ContentType.objects.get_for_model(content)
    Gap.objects.filter(content_type=kind, object_id=content.pk).delete()


def refresh_all() -> str:
    """Check all content, as a periodic job (core.registries.periodic)."""
    asked = set()
    for model in _models():
        kind = ContentType.objects.get_for_model(model).pk
        for content in _rows_of(model):
            refresh(content)
            asked.add((kind, content.pk))
    for gap in Gap.objects.only("content_type_id", "object_id"):
        if (gap.content_type_id, gap.object_id) not in asked:
            gap.delete()
    return f"{len(asked)} checked, {Gap.objects.count()} gaps"


def _models():
    declared = tuple(_declared)
    return [model for model in apps.get_models() if issubclass(model, declared)]


def _rows_of(model):
    for one in model.__mro__:
        if one in _declared and _declared[one][1]:
            return _declared[one][1]()
    return in_batches(published(model))


def is_empty(value) -> bool:
    """Whether a value has nothing to read: no text, only empty paragraphs, no block with text."""
    if isinstance(value, StreamValue):
        return not any(
            piece.kind not in ("html", "text") or not is_empty(piece.value)
            for piece in of_block(value.stream_block, value)
        ) and not _has_living_block(value)
    if isinstance(value, str):
        return not plain_text(value) or is_placeholder(value)
    source = getattr(value, "source", None)
    if isinstance(source, str):
        return is_empty(source)
    return value is None


def _has_living_block(value) -> bool:
    """Whether there is a block that fetches its content (services, offices, maps)."""
    words = ("text", "accordion", "callout", "quote", "image", "documents", "links", "table")
    return any(child.block_type not in words for child in value)
