"""Fetching of files on demand or for a whole source: content is checked, stored and indexed.

The type is recognised by content, not by the source's claim. The copy is deleted with the object.
"""

import hashlib
import logging
import tempfile
from dataclasses import dataclass

from django.core.files import File as StoredFile
from django.utils import timezone
from django.utils.translation import gettext as _

from core.formats import media_types
from core.formats.recognition import recognise
from harvest.jobs import no_progress
from outbound.errors import SourceError, SourceUnavailable
from search import indexing

from ...mapping import among
from ...models import File, Paper
from ..client import GONE, RESTRICTED, OparlClient, client_of
from ..source_kind import served
from .text import PdfReader, text_of

MEGABYTE = 2**20
# Unless the source's option `file_megabytes` says otherwise.
LARGEST = 50
IN_MEMORY = 4 * MEGABYTE
CHUNK = 64 * 1024
BATCH = 50
# By content; what is none of these is not kept.
KEPT = (
    *(
        media_types.PDF,
        media_types.DOC,
        media_types.DOCX,
        media_types.XLS,
        media_types.XLSX,
        media_types.PPT,
        media_types.PPTX,
    ),
    *(
        media_types.ODT,
        media_types.ODS,
        media_types.ODP,
        media_types.FODT,
        media_types.FODS,
        media_types.RTF,
        media_types.TEXT,
    ),
    *(media_types.JPEG, media_types.PNG, media_types.GIF, media_types.TIFF, media_types.WEBP),
)

logger = logging.getLogger(__name__)


@dataclass
class Content:
    """The result of one request. `body` is an open temporary file, at its beginning."""

    body: object
    kind: media_types.MediaType
    size: int
    sha512: str


class Refused(Exception):
    """The content is refused. fetched: the reason, a value of File.Fetched."""

    def __init__(self, fetched: str):
        super().__init__(fetched)
        self.fetched = fetched


def fetch_all(source, progress=no_progress) -> dict[str, int]:
    """Fetch every published file of a source whose present content is not stored yet.

    Each is stored at once, so that the next call resumes. Returns {File.Fetched value: number}.
    Raises SourceInvalid for wrong options of the source.
    """
    wanted = wanted_files(source)
    counts: dict[str, int] = {}
    with served(source), client_of(source) as client, PdfReader() as reader:
        for start in range(0, len(wanted), BATCH):
            rows = (
                File.objects.published().defer("raw").filter(pk__in=wanted[start : start + BATCH])
            )
            for number, file in enumerate(rows, start=start):
                progress(_("fetching files"), number, len(wanted))
                outcome = fetch(file, client, reader)
                counts[outcome] = counts.get(outcome, 0) + 1
            index_papers_of(rows)
    return counts


def wanted_files(source) -> list[int]:
    """Primary keys of published files that were never fetched, or not as they are now."""
    files = (
        File.objects.for_source(source)
        .published()
        .only(
            *("fetched", "content_mark", "download_url", "access_url"),
            *("size", "sha1_checksum", "sha512_checksum", "date"),
        )
    )
    return [file.pk for file in files.iterator() if file.address and is_wanted(file)]


def is_wanted(file: File) -> bool:
    open = ("", File.Fetched.FAILED, File.Fetched.WAITING)
    return file.fetched in open or file.content_mark != mark_of(file)


def mark_of(file: File) -> str:
    """A mark of the content by the source's data; while it is the same, so is the content."""
    facts = (file.address, file.size, file.sha1_checksum, file.sha512_checksum, file.date)
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def fetch_requested(pk: int) -> str:
    """The worker's part of `tasks.request_file`; "" when the file is no longer requested.

    Failures are recorded in the row.
    """
    file = File.objects.published().filter(pk=pk, fetched=File.Fetched.WAITING).first()
    if file is None:
        return ""
    try:
        return fetch_now(file)
    except SourceError as error:
        logger.warning("File %s: %s", pk, error)
        return _record(file, File.Fetched.FAILED)
    except Exception:
        _record(file, File.Fetched.FAILED)
        raise


def fetch_now(file: File) -> str:
    """Fetch one file on demand, and let its papers be found by it; returns a File.Fetched value."""
    with served(file.source), client_of(file.source) as client:
        outcome = fetch(file, client)
    index_papers_of([file])
    return outcome


def fetch(file: File, client: OparlClient, reader: PdfReader | None = None) -> str:
    """Fetch the content and store it; returns a File.Fetched value, failures included."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as body:
        try:
            content = _download(file, client, body)
        except Refused as refusal:
            return _record(file, refusal.fetched)
        except SourceUnavailable as error:
            gone = error.status in GONE | RESTRICTED
            return _record(file, File.Fetched.GONE if gone else File.Fetched.FAILED)
        except SourceError as error:
            logger.info("File %s: %s", file.pk, error)
            return _record(file, File.Fetched.FAILED)
        return _keep(file, content, reader)


def discard(pks):
    """Delete the content of withdrawn files."""
    for rows in among(File.objects.all(), "pk", pks):
        for file in rows.exclude(content="").only("content"):
            _delete_stored(file.content)
        rows.exclude(fetched="").update(**_NO_CONTENT)


def remove_content(instance, **kwargs):
    """Signal receiver: delete the content of a deleted row."""
    _delete_stored(instance.content)


def index_papers_of(files):
    pks = [file.pk for file in files]
    papers = Paper.objects.published()
    found = {*papers.filter(main_file__in=pks).values_list("pk", flat=True)}
    found |= {*papers.filter(auxiliary_file__in=pks).values_list("pk", flat=True)}
    indexing.update_ids(Paper, found)


# --- One file --------------------------------------------------------------------------------

_NO_CONTENT = {
    "content": "",
    "content_type": "",
    "content_size": None,
    "content_sha512": "",
    "content_mark": "",
    "fetched": "",
    "fetched_at": None,
    "search_text": "",
}


def _download(file: File, client: OparlClient, body) -> Content:
    limit = int(file.source.options.get("file_megabytes") or LARGEST) * MEGABYTE
    if file.size and file.size > limit:
        raise Refused(File.Fetched.TOO_LARGE)
    size, digest = _copy(client, file.address, body, limit)
    kind = recognise(body)
    if kind not in KEPT:
        raise Refused(File.Fetched.REFUSED_TYPE)
    return Content(body, kind, size, digest)


def _copy(client, address, body, limit) -> tuple[int, str]:
    size, digest = 0, hashlib.sha512()
    with client.open_file(address) as source:
        while part := source.read(CHUNK):
            size += len(part)
            if size > limit:
                raise Refused(File.Fetched.TOO_LARGE)
            digest.update(part)
            body.write(part)
    return size, digest.hexdigest()


def _keep(file: File, content: Content, reader: PdfReader | None) -> str:
    text = text_of(content.body, content.kind.name, reader)
    _delete_stored(file.content)
    name = f"{file.key}.{content.kind.ending}"
    path = file.content.field.generate_filename(file, name)
    # A run that was killed may have left it there.
    file.content.storage.delete(path)
    stored = file.content.storage.save(path, StoredFile(content.body))
    kept = File.objects.filter(pk=file.pk, withdrawn_at=None).update(
        content=stored,
        content_type=content.kind.name,
        content_size=content.size,
        content_sha512=content.sha512,
        content_mark=mark_of(file),
        fetched=File.Fetched.GOOD,
        fetched_at=timezone.now(),
        search_text=text,
    )
    if not kept:
        # Withdrawn while it was fetched.
        file.content.storage.delete(stored)
        return _record(file, File.Fetched.GONE)
    return File.Fetched.GOOD.value


def _record(file: File, fetched: str) -> str:
    """Record that there is no content, and why; delete earlier content unless it may come back."""
    values = {"fetched": fetched, "fetched_at": timezone.now(), "content_mark": mark_of(file)}
    if fetched != File.Fetched.FAILED:
        _delete_stored(file.content)
        values = {**_NO_CONTENT, **values}
    File.objects.filter(pk=file.pk).update(**values)
    return str(fetched)


def _delete_stored(content):
    if content:
        content.storage.delete(content.name)
