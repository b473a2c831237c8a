"""The content of files: fetched on demand or for a whole source, checked, kept, made searchable.

A file is what its first bytes say, not what the source calls it. Removed with the object.
"""

import hashlib
import logging
import tempfile
from dataclasses import dataclass

import filetype
from django.core.files import File as StoredFile
from django.utils import timezone
from django.utils.translation import gettext as _
from pypdf import PdfReader

from harvest.errors import SourceError, SourceUnavailable
from harvest.jobs import no_progress
from search import indexing

from .client import GONE, RESTRICTED, OparlClient, client_of
from .mapping import among
from .models import File, Paper

MEGABYTE = 2**20
# Unless the source's option `file_megabytes` says otherwise.
LARGEST = 50
IN_MEMORY = 4 * MEGABYTE
CHUNK = 64 * 1024
# A text is for the search: nobody looks for what stands on page 1000.
MOST_PAGES = 1000
MOST_TEXT = 1_000_000
BATCH = 50
# {media type by content: extension}
KEPT = {
    "application/pdf": "pdf",
    "application/msword": "doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.ms-excel": "xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.ms-powerpoint": "ppt",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/tiff": "tif",
    "text/plain": "txt",
}

logger = logging.getLogger(__name__)


@dataclass
class Content:
    """What came of one request. `body` is an open temporary file, at its beginning."""

    body: object
    type: str
    size: int
    sha512: str


class Refused(Exception):
    """The content is not kept. fetched: why, a value of File.Fetched."""

    def __init__(self, fetched: str):
        super().__init__(fetched)
        self.fetched = fetched


def fetch_all(source, progress=no_progress) -> dict[str, int]:
    """Fetch every published file of a source whose present content is not here yet.

    Each is stored by itself: what is cut off goes on with the next. {File.Fetched value: number}.
    Raises SourceInvalid for wrong options of the source.
    """
    wanted = wanted_files(source)
    counts: dict[str, int] = {}
    with client_of(source) as client:
        for start in range(0, len(wanted), BATCH):
            rows = (
                File.objects.published().defer("raw").filter(pk__in=wanted[start : start + BATCH])
            )
            for number, file in enumerate(rows, start=start):
                progress(_("fetching files"), number, len(wanted))
                outcome = fetch(file, client)
                counts[outcome] = counts.get(outcome, 0) + 1
            index_papers_of(rows)
    return counts


def wanted_files(source) -> list[int]:
    """Primary keys of published files that were never fetched, or not as they are now."""
    files = (
        File.objects.of(source)
        .published()
        .only(
            *("fetched", "content_mark", "download_url", "access_url"),
            *("size", "sha1_checksum", "sha512_checksum", "date"),
        )
    )
    return [file.pk for file in files.iterator() if file.address and is_wanted(file)]


def is_wanted(file: File) -> bool:
    return file.fetched in ("", File.Fetched.FAILED) or file.content_mark != mark_of(file)


def mark_of(file: File) -> str:
    """What the source says of the content; while it stays, the content is taken to stay."""
    told = (file.address, file.size, file.sha1_checksum, file.sha512_checksum, file.date)
    return hashlib.sha256(repr(told).encode()).hexdigest()


def fetch_now(file: File) -> str:
    """Fetch one file on demand, and let its papers be found by it; returns a File.Fetched value."""
    with client_of(file.source) as client:
        outcome = fetch(file, client)
    index_papers_of([file])
    return outcome


def fetch(file: File, client: OparlClient) -> str:
    """Fetch the content and store it; returns a File.Fetched value, failures included."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as body:
        try:
            content = _download(file, client, body)
        except Refused as refusal:
            return _note(file, refusal.fetched)
        except SourceUnavailable as error:
            gone = error.status in GONE | RESTRICTED
            return _note(file, File.Fetched.GONE if gone else File.Fetched.FAILED)
        except SourceError as error:
            logger.info("File %s: %s", file.pk, error)
            return _note(file, File.Fetched.FAILED)
        return _keep(file, content)


def discard(pks):
    """Withdrawn files take their content with them."""
    for rows in among(File.objects.all(), "pk", pks):
        for file in rows.exclude(content="").only("content"):
            _delete_stored(file.content)
        rows.exclude(fetched="").update(**_NO_CONTENT)


def remove_content(instance, **kwargs):
    """Signal receiver: a deleted row leaves no content behind."""
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
    body.seek(0)
    type = type_of(body.read(CHUNK))
    if type not in KEPT:
        raise Refused(File.Fetched.REFUSED_TYPE)
    body.seek(0)
    return Content(body, type, size, digest)


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


def type_of(beginning: bytes) -> str:
    """The media type by the first bytes; "text/plain" for readable text, "" for the unknown."""
    guessed = filetype.guess(beginning)
    if guessed is not None:
        return guessed.mime
    if not beginning or b"\x00" in beginning or beginning.lstrip()[:1] == b"<":
        return ""
    try:
        # The last character may be cut.
        beginning[:-4].decode()
    except UnicodeDecodeError:
        return ""
    return "text/plain"


def _keep(file: File, content: Content) -> str:
    text = text_of(content)
    _delete_stored(file.content)
    name = f"{file.key}.{KEPT[content.type]}"
    path = file.content.field.generate_filename(file, name)
    # A run that was killed may have left it there.
    file.content.storage.delete(path)
    stored = file.content.storage.save(path, StoredFile(content.body))
    kept = File.objects.filter(pk=file.pk, withdrawn_at=None).update(
        content=stored,
        content_type=content.type,
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
        return _note(file, File.Fetched.GONE)
    return File.Fetched.GOOD.value


def _note(file: File, fetched: str) -> str:
    """That there is no content, and why; what was there before goes unless it may come back."""
    values = {"fetched": fetched, "fetched_at": timezone.now(), "content_mark": mark_of(file)}
    if fetched != File.Fetched.FAILED:
        _delete_stored(file.content)
        values = {**_NO_CONTENT, **values}
    File.objects.filter(pk=file.pk).update(**values)
    return str(fetched)


def _delete_stored(content):
    if content:
        content.storage.delete(content.name)


def text_of(content: Content) -> str:
    """The plain text of a PDF or a text file, "" where there is none to be had."""
    if content.type == "text/plain":
        text = content.body.read(MOST_TEXT).decode("utf-8", "replace")
        content.body.seek(0)
        return _storable(text)
    if content.type != "application/pdf":
        return ""
    try:
        pages = PdfReader(content.body, strict=False).pages
        texts, length = [], 0
        for number in range(min(len(pages), MOST_PAGES)):
            texts.append(pages[number].extract_text())
            length += len(texts[-1])
            if length > MOST_TEXT:
                break
    except Exception as error:  # noqa: BLE001 - broken PDFs raise anything
        logger.info("No text in a PDF: %s", type(error).__name__)
        return ""
    finally:
        content.body.seek(0)
    return _storable("\n".join(texts))[:MOST_TEXT]


def _storable(text: str) -> str:
    """No database keeps NUL characters and halves of pairs; white space is folded."""
    clean = text.replace("\x00", "").encode("utf-8", "replace").decode()
    return " ".join(clean.split())
