"""Filters of the list of jobs: ?art=, ?bereich=, ?amt=, ?sortierung=neu. Unknown values are 404."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.http import urlencode

from directory.models import OrganisationalUnit

from .models.fields_of_work import FieldOfWork
from .models.kinds import Kind, matching

NAMES = ("art", "bereich", "amt")
SORTED = "sortierung"
NEWEST = "neu"


@dataclass(frozen=True)
class JobFilters:
    """The choices of one request; kind: of models.kinds.Kind, or ""."""

    kind: str = ""
    field: FieldOfWork | None = None
    office: OrganisationalUnit | None = None
    newest: bool = False

    def filter(self, jobs):
        """The matching rows of a QuerySet."""
        if self.kind:
            jobs = jobs.filter(kind__in=matching(self.kind))
        if self.field:
            jobs = jobs.filter(field=self.field)
        if self.office:
            jobs = jobs.filter(Q(department=self.office) | Q(department=None, unit=self.office))
        return jobs

    def matches(self, job) -> bool:
        """The same for a job that is loaded already."""
        if self.kind and job.kind not in matching(self.kind):
            return False
        if self.field and job.field_id != self.field.pk:
            return False
        return not self.office or (job.department_id or job.unit_id) == self.office.pk

    @cached_property
    def parameters(self) -> dict[str, str]:
        """The choices as query parameters, without order and page."""
        chosen = {"art": self.kind} if self.kind else {}
        chosen |= {"bereich": self.field.slug} if self.field else {}
        return chosen | ({"amt": self.office.slug} if self.office else {})

    @property
    def labels(self) -> list[str]:
        kind = str(Kind(self.kind).label) if self.kind else ""
        field, office = self.field and self.field.title, self.office and self.office.shown_name
        return [label for label in (kind, field, office) if label]

    @property
    def query(self) -> str:
        return urlencode(self.parameters)


def parse(raw: Mapping[str, str], newest=False) -> JobFilters:
    """Raises LookupError for an unknown kind, field or office."""
    kind = raw.get("art", "")
    if kind and kind not in Kind.values:
        raise LookupError(kind)
    fields, offices = FieldOfWork.objects.all(), OrganisationalUnit.objects.published()
    return JobFilters(
        kind,
        _by_slug(fields, raw.get("bereich", "")),
        _by_slug(offices, raw.get("amt", "")),
        newest,
    )


def _by_slug(rows, slug: str):
    if not slug:
        return None
    found = rows.filter(slug=slug).first()
    if found is None:
        raise LookupError(slug)
    return found


def from_request(request) -> JobFilters:
    """The choices of a request. Raises Http404 for unknown values."""
    order = request.GET.get(SORTED, "")
    if order not in ("", NEWEST):
        raise Http404
    try:
        return parse(request.GET, newest=order == NEWEST)
    except LookupError as error:
        raise Http404 from error


def choices(jobs, asked: JobFilters) -> list[dict]:
    """The choices among these jobs: {"name", "options": [(value, label)], "chosen"}.

    A filter with a single option is left out, unless that option is chosen.
    """
    kinds = {job.kind for job in jobs} | {asked.kind}
    fields = {job.field for job in jobs} | {asked.field}
    offices = {job.workplace for job in jobs} | {asked.office}
    found = [
        ("art", [(kind, label) for kind, label in Kind.choices if kind in kinds]),
        ("bereich", sorted(((one.slug, one.title) for one in fields if one), key=_label)),
        ("amt", sorted(((one.slug, one.shown_name) for one in offices if one), key=_label)),
    ]
    return [
        {"name": name, "options": options, "chosen": asked.parameters.get(name, "")}
        for name, options in found
        if len(options) > 1 or name in asked.parameters
    ]


def _label(option):
    return option[1].casefold()
