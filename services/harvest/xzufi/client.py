"""Opens a delivery: a file, a zip, or a folder with index.txt, here or on a web server.

A part is one XML document of the delivery. Parts come in the order in which they are to be read.
Nothing is unpacked under a name that the delivery chose. No models here.
"""

import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from django.utils.translation import gettext as _

from outbound.errors import SourceInvalid, SourceUnavailable

INDEX = "index.txt"
MAX_FILES = 2_000
# A zip bomb shows in its directory: XML as dense as this is none.
MAX_RATIO = 250
MAX_UNPACKED = 2 * 2**30
_ZIP_MAGIC = b"PK\x03\x04"
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


@dataclass(frozen=True)
class Part:
    """One XML document: its name for messages, and how to open it (a binary file)."""

    name: str
    open: Callable[[], AbstractContextManager[BinaryIO]]


def open_path(path: Path) -> Iterator[Part]:
    """The parts of a local file, zip or folder. Raises SourceUnavailable, SourceInvalid."""
    try:
        if path.is_dir():
            yield from _local_folder(path)
        elif _is_zip(path):
            yield from _zip(path)
        else:
            yield Part(path.name, lambda: path.open("rb"))
    except OSError as error:
        raise SourceUnavailable(
            _("%(path)s cannot be read: %(reason)s.") % {"path": path, "reason": error.strerror}
        ) from None


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == _ZIP_MAGIC


# --- Folders -----------------------------------------------------------------------------


def _local_folder(folder: Path) -> Iterator[Part]:
    index = folder / INDEX
    if not index.is_file():
        raise SourceInvalid(_("%(folder)s has no index.txt.") % {"folder": folder})
    for name in listed_names(index.read_bytes()):
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()):
            raise _bad_name(name)
        if not path.is_file():
            raise SourceInvalid(_("index.txt names %(name)s, which is missing.") % {"name": name})
        yield Part(name, lambda path=path: path.open("rb"))


def open_web_folder(client) -> Iterator[Part]:
    """The parts of a web folder (Sammlerdienst pull). `client` is a outbound.client.Client on it.

    Each file is fetched whole before it is read, so that a broken connection never looks like
    the end of a document.
    """
    index = client.get(INDEX)
    if "html" in index.headers.get("Content-Type", "").lower():
        raise SourceInvalid(_("index.txt is a web page."))
    for name in listed_names(index.content):
        yield Part(name, lambda name=name: _fetched(client, name))


def open_web_file(client) -> Iterator[Part]:
    """The parts of one XML file or zip on a web server, the client's base address itself."""
    with tempfile.TemporaryDirectory(prefix="xzufi-") as folder:
        path = Path(folder) / "delivery"
        with path.open("wb") as file, client.stream("") as body:
            shutil.copyfileobj(body, file)
        yield from open_path(path)


@contextmanager
def _fetched(client, name: str) -> Iterator[BinaryIO]:
    with tempfile.TemporaryFile(prefix="xzufi-") as file:
        with client.stream(quote(name)) as body:
            shutil.copyfileobj(body, file)
        file.seek(0)
        yield file


def listed_names(index: bytes) -> list[str]:
    """The names in an index.txt, one a line (CRLF or LF), relative and below the folder.

    Raises SourceInvalid for an empty list, a name that leads elsewhere, or too many names.
    """
    lines = index.decode("utf-8-sig", errors="replace").splitlines()
    names = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
    if not names:
        raise SourceInvalid(_("index.txt names no file."))
    if len(names) > MAX_FILES:
        raise SourceInvalid(_("index.txt names more than %(max)s files.") % {"max": MAX_FILES})
    for name in names:
        if not _is_relative(name):
            raise _bad_name(name)
    return names


def _is_relative(name: str) -> bool:
    """A plain path below the folder: no scheme, no root, no way up, no query."""
    forbidden = any(char in name for char in '\\:?#<>|"*\0\ufffd') or not name.isprintable()
    steps = name.split("/")
    return not forbidden and len(name) <= 255 and not {"", ".", "..", "~"} & set(steps)


def _bad_name(name: str) -> SourceInvalid:
    return SourceInvalid(_("Refused: “%(name)s” is no plain relative name.") % {"name": name[:100]})


# --- Zip ---------------------------------------------------------------------------------


def _zip(path: Path) -> Iterator[Part]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = _checked_members(archive)
            for member in members:
                yield Part(member.filename, lambda member=member: _member(archive, member))
    except zipfile.BadZipFile as error:
        raise _broken(path.name, error) from None


def _checked_members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The XML documents of an archive, in its order; refuses bombs, tricks and secrets.

    zipfile reads no more of a member than its directory declares, so the declared sizes bind.
    """
    members = [info for info in archive.infolist() if not info.is_dir()]
    members = [info for info in members if not info.filename.startswith("__MACOSX/")]
    if len(members) > MAX_FILES:
        raise SourceInvalid(_("The zip holds more than %(max)s files.") % {"max": MAX_FILES})
    if sum(info.file_size for info in members) > MAX_UNPACKED:
        raise SourceInvalid(_("The zip is too large when unpacked."))
    for info in members:
        if info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise SourceInvalid(
                _("Refused: %(name)s in the zip is packed too densely (zip bomb).")
                % {"name": info.filename[:100]}
            )
        if not _is_relative(info.filename):
            raise _bad_name(info.filename)
        if info.flag_bits & 1:
            raise SourceInvalid(_("The zip is encrypted."))
    documents = [info for info in members if info.filename.lower().endswith(".xml")]
    if not documents:
        raise SourceInvalid(_("The zip holds no XML file."))
    return documents


@contextmanager
def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[BinaryIO]:
    try:
        with archive.open(member) as file:
            yield file
    except _BROKEN_ZIP as error:
        raise _broken(member.filename, error) from None


def _broken(name: str, error: Exception) -> SourceInvalid:
    return SourceInvalid(
        _("%(name)s cannot be unpacked: %(reason)s.") % {"name": name, "reason": error}
    )
