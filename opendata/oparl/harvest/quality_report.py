"""The data quality report of a source: irregular objects and dangling references."""

from collections import Counter

from django.db.models import Sum
from django.utils.translation import gettext as _

from outbound.errors import SourceError, SourceUnavailable

from ..models import Organization, QualityIssue
from ..schema.declaring import camel_case
from . import references
from .client import GONE, OparlClient

BATCH = 500
DANGLING = "dangling"
UNREACHABLE = "list_unreachable"


def replace_issues(source, rows, found):
    """Replace the issues of raw objects that were read anew.

    rows: all read objects. found: (raw object, its Warnings) of the parsed ones.
    """
    QualityIssue.objects.filter(raw__in=[row.pk for row in rows]).delete()
    issues = [
        QualityIssue(
            source=source, raw_id=row.pk, url=_sample(warnings, name, row), count=count, **what
        )
        for row, warnings in found
        for name, count in warnings.counts.items()
        for what in [_place(name)]
    ]
    QualityIssue.objects.bulk_create(issues, batch_size=BATCH)


def _place(name: str) -> dict[str, str]:
    """{"kind": "missing", "object_type": "Meeting", "prop": "type"} of "missing/Meeting.type"."""
    kind, _slash, place = name.partition("/")
    type, _dot, prop = place.partition(".")
    return {"kind": kind[:60], "object_type": type[:20], "prop": prop[:60]}


def _sample(warnings, name, row) -> str:
    return next(iter(warnings.samples.get(name, ())), "") or row.url


def refresh(source):
    """Update the issues of dangling references."""
    QualityIssue.objects.filter(source=source, kind=DANGLING).delete()
    for type, field, urls in references.dangling(source):
        counted = Counter(urls.iterator(chunk_size=2000))
        QualityIssue.objects.bulk_create(
            (
                QualityIssue(
                    source=source,
                    kind=DANGLING,
                    object_type=type,
                    prop=camel_case(field),
                    url=url,
                    count=count,
                )
                for url, count in counted.items()
            ),
            batch_size=BATCH,
        )


def check_lists(job, client: OparlClient):
    """Request the lists of organizations once: some servers name lists that do not exist.

    One request each, in full runs only; the objects come from the body's own lists.
    """
    found = []
    organizations = Organization.objects.filter(source=job.source, withdrawn_at=None)
    named = [
        (row.url, type, url)
        for row in organizations.only("url", "lists")
        for type, url in row.lists.items()
    ]
    for number, (organization, type, url) in enumerate(named):
        job.progress(_("checking lists"), number, len(named))
        try:
            next(client.walk(url), None)
        except SourceUnavailable as error:
            if error.status not in GONE:
                continue
        except SourceError:
            pass
        else:
            continue
        prop = type[:1].lower() + type[1:]
        found.append(
            QualityIssue(
                source=job.source,
                kind=UNREACHABLE,
                object_type="Organization",
                prop=prop,
                url=organization,
            )
        )
    QualityIssue.objects.filter(source=job.source, kind=UNREACHABLE).delete()
    QualityIssue.objects.bulk_create(found)


def summary(source) -> list[dict]:
    """[{"kind", "object_type", "prop", "number"}], the most frequent first."""
    grouped = QualityIssue.objects.filter(source=source).values("kind", "object_type", "prop")
    return list(grouped.annotate(number=Sum("count")).order_by("-number", "kind", "object_type"))
