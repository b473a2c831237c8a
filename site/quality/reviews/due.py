"""Due reviews of content, across all models."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, F, IntegerField, Value
from django.utils import timezone
from wagtail.models import Page

from directory.models import OrganisationalUnit
from quality.content import published, reviewed_models

# Owners hear of it two weeks ahead.
SOON = timedelta(days=14)


@dataclass(frozen=True)
class Due:
    """One published piece of content and its review."""

    content_type_id: int
    pk: int
    title: str
    review_on: date
    reviewed_at: datetime | None
    owner_name: str
    owner_email: str
    unit: str = ""
    unit_id: int | None = None

    @property
    def key(self) -> str:
        return f"{self.content_type_id}:{self.pk}"

    @property
    def type_name(self) -> str:
        return str(ContentType.objects.get_for_id(self.content_type_id).name)

    @property
    def days(self) -> int:
        """Days since the review was due; negative when there is still time."""
        return (timezone.localdate() - self.review_on).days


def due(until: date | None = None) -> list[Due]:
    """All published content to be reviewed until this day (today), the longest due first."""
    rows = list(_union(until or timezone.localdate()).order_by("its_due_on", "its_name", "its_key"))
    units = OrganisationalUnit.objects.in_bulk({row["its_office"] for row in rows} - {None})
    names = _names([row for row in rows if not row["its_name"]])
    return [_due(row, units.get(row["its_office"]), names) for row in rows]


def due_soon() -> list[Due]:
    return due(timezone.localdate() + SOON)


def number_overdue(units: Collection[int] | None = None) -> int:
    """The number of overdue reviews, in one query. units: keys of offices, by default all."""
    return _union(timezone.localdate(), units).count()


def _union(until: date, units: Collection[int] | None = None):
    first, *others = (_rows(model, until, units) for model in reviewed_models())
    return first.union(*others, all=True) if others else first


def _rows(model, until, units):
    """The same columns of every model, so that one query reads them all."""
    of_offices = {} if units is None else {"unit__in": units}
    content_type = ContentType.objects.get_for_model(model)
    title = F("title") if _has_title(model) else Value("", output_field=CharField())
    return (
        published(model)
        .filter(review_on__lte=until, **of_offices)
        .order_by()
        .values(
            its_kind=Value(content_type.pk, output_field=IntegerField()),
            its_key=F("pk"),
            its_name=title,
            its_due_on=F("review_on"),
            its_checked_at=F("reviewed_at"),
            its_owner=F("owner_name"),
            its_address=F("owner_email"),
            its_office=F("unit_id"),
        )
    )


def _has_title(model) -> bool:
    return issubclass(model, Page) or any(f.name == "title" for f in model._meta.concrete_fields)


def _names(rows) -> dict[tuple[int, int], str]:
    """Names of rows without a title of their own."""
    found = {}
    for kind in {row["its_kind"] for row in rows}:
        model = ContentType.objects.get_for_id(kind).model_class()
        keys = [row["its_key"] for row in rows if row["its_kind"] == kind]
        found |= {(kind, pk): str(one) for pk, one in model._default_manager.in_bulk(keys).items()}
    return found


def _due(row, unit, names):
    return Due(
        content_type_id=row["its_kind"],
        pk=row["its_key"],
        title=row["its_name"] or names.get((row["its_kind"], row["its_key"]), ""),
        review_on=row["its_due_on"],
        reviewed_at=row["its_checked_at"],
        owner_name=row["its_owner"],
        owner_email=row["its_address"],
        unit=str(unit or ""),
        unit_id=row["its_office"],
    )
