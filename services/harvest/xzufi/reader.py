"""Reads an XZuFi delivery for the sync: from a file, a folder, or the PVOG Bereitstelldienst.

Source.options:
  mode           "file" (url: address or path of an XML file or a zip), "folder" (address or path
                 of a folder with index.txt) or "bereitstelldienst" (url: the API's base address,
                 up to …/v2). Without it: what the url looks like.
  complete       true: each delivery lists everything that there is. Then what it lacks is
                 withdrawn, but only among the kinds of objects that occur in it. Without it, a
                 transfer file withdraws nothing but what it names in `loesche`.
  token_url, client_id   of the Bereitstelldienst; the secret is in Source.secret_name
  ars            area asked of the Bereitstelldienst; else Source.area, else everything

The Bereitstelldienst, read from index 0 to its end, is complete in the same sense. Its later runs
start at the stored cursor, unless the job is full.

Unchanged pieces are recognised by their bytes and passed on as Seen, unless the job is full; so the
warnings of a run concern new and changed ones. Records come in the delivery's order: of two
with the same identity the later one counts.
"""

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from directory.models import OrganisationalUnit
from outbound.errors import SourceInvalid
from outbound.factory import client_for, secret_of
from services.harvest.delivery import Delivery
from services.models import Form, OnlineService, Responsibility, Service, Specialisation
from services.records import Delete, Record, Ref, Seen

from .bereitstelldienst import Bereitstelldienst
from .client import Part, open_path, open_web_file, open_web_folder
from .fingerprints import Fingerprints
from .stream import read_records

_MODELS = {
    "service": Service,
    "unit": OrganisationalUnit,
    "online_service": OnlineService,
    "form": Form,
    "specialisation": Specialisation,
    "responsibility": Responsibility,
}


def read(job) -> Delivery:
    """The delivery of the job: its file, else by the source's options.

    Its records raise SourceUnavailable or SourceInvalid while they are read.
    """
    fingerprints = Fingerprints(
        salt=job.source.area, known={} if job.full else known_pieces(job.source)
    )
    delivery = Delivery(records=iter(()), fingerprints=fingerprints.fresh)
    delivery.records = _records(job, delivery, fingerprints)
    return delivery


def _records(
    job, delivery: Delivery, fingerprints: Fingerprints
) -> Iterator[Record | Delete | Seen]:
    service = _bereitstelldienst(job, delivery)
    complete = bool(job.source.options.get("complete"))
    if service is None:
        parts = _parts(job)
    else:
        parts = service.parts("" if job.full else job.source.cursor.get("url", ""))
    kinds: set[str] = set()
    met: set[tuple[str, str]] = set()
    for part in parts:
        with part.open() as stream:
            for record in read_records(stream, part.name, delivery.warnings, fingerprints, met):
                if not isinstance(record, Delete):
                    kinds.add(record.object_kind)
                yield record
    if service is not None:
        complete = service.from_start
        delivery.cursor = {"url": service.cursor} if service.cursor else None
    if complete and not kinds:
        raise SourceInvalid(_("The delivery is empty. Nothing was changed."))
    if complete:
        delivery.complete |= kinds


def known_pieces(source) -> dict[str, Seen]:
    """{fingerprint: Seen} of live objects of this source."""
    known = {}
    for kind, model in _MODELS.items():
        rows = model.objects.filter(source=source, withdrawn_at=None).exclude(fingerprint="")
        for agency, id, fingerprint in rows.values_list("agency", "external_id", "fingerprint"):
            known[fingerprint] = Seen(kind, Ref(agency, id))
    return known


def _parts(job) -> Iterator[Part]:
    source = job.source
    if job.file is not None:
        return open_path(Path(job.file))
    if not source.url:
        raise SourceInvalid(_("The source has no address; give a file instead."))
    if not source.url.startswith(("http://", "https://")):
        return open_path(Path(source.url))
    is_file = source.url.lower().endswith((".xml", ".zip"))
    mode = source.options.get("mode") or ("file" if is_file else "folder")
    return (open_web_file if mode == "file" else open_web_folder)(client_for(source))


def _bereitstelldienst(job, delivery: Delivery) -> Bereitstelldienst | None:
    source, options = job.source, job.source.options
    if job.file is not None or options.get("mode") != "bereitstelldienst":
        return None
    missing = [name for name in ("token_url", "client_id") if not options.get(name)]
    if missing:
        raise SourceInvalid(
            _("The source lacks the option %(names)s.") % {"names": ", ".join(missing)}
        )
    return Bereitstelldienst(
        client_for(source),
        token_url=options["token_url"],
        client_id=options["client_id"],
        secret=secret_of(source),
        ars=options.get("ars") or source.area,
        warnings=delivery.warnings,
    )
