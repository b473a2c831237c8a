"""A package index for Python and one for npm on loopback, full of packages made on the spot.

Wheels carry the real metadata of what is installed here, so that a resolver meets the real extras
and dependencies, and no code: an installation of all of them takes seconds.
"""

import base64
import hashlib
import io
import json
import tarfile
import zipfile
from dataclasses import dataclass, field
from importlib.metadata import Distribution
from urllib.parse import unquote

from .server import Answer, FakeServer, Request

WHEEL = "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


@dataclass(frozen=True)
class Wheel:
    """A file of an index."""

    file_name: str
    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def wheel(name: str, version: str, metadata: str, files: dict[str, bytes] | None = None) -> Wheel:
    """Made of metadata and files (path → content); `….data/scripts/NAME` becomes a program."""
    stem = f"{name.replace('-', '_')}-{version}"
    content = {
        **(files or {}),
        f"{stem}.dist-info/METADATA": metadata.encode(),
        f"{stem}.dist-info/WHEEL": WHEEL.encode(),
    }
    lines = [f"{path},sha256={_digest(data)},{len(data)}" for path, data in content.items()] + [
        f"{stem}.dist-info/RECORD,,"
    ]
    content[f"{stem}.dist-info/RECORD"] = "\n".join(lines).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, data in content.items():
            entry = zipfile.ZipInfo(path)
            entry.external_attr = (0o100755 if "/scripts/" in path else 0o100644) << 16
            archive.writestr(entry, data)
    return Wheel(f"{stem}-py3-none-any.whl", buffer.getvalue())


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def like(installed: Distribution, name: str, version: str) -> Wheel:
    """An empty wheel that asks for what the installed package asks for, under any version."""
    kept = [
        f"{key}: {value}"
        for key, value in installed.metadata.items()
        if key in ("Requires-Dist", "Provides-Extra")
    ]
    head = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    return wheel(name, version, "\n".join([*head, *kept, ""]))


def whole(installed: Distribution, name: str) -> Wheel:
    """The installed package itself, its programs included (pure files, no data folders)."""
    stem = f"{name.replace('-', '_')}-{installed.version}"
    files = {}
    for path in installed.files or ():
        if ".dist-info" in path.parts[0]:
            continue
        target = str(path)
        if path.parts[0] == "..":
            target = f"{stem}.data/scripts/{path.name}"
        files[target] = path.read_binary()
    head = f"Metadata-Version: 2.1\nName: {name}\nVersion: {installed.version}\n"
    return wheel(name, installed.version, head, files)


class PythonIndex(FakeServer):
    """The "simple" interface (PEP 503): /simple/NAME/ lists files, /files/NAME has one."""

    def __init__(self, wheels: dict[str, list[Wheel]]):
        super().__init__()
        self.wheels = wheels

    @property
    def address(self) -> str:
        return f"{self.url}/simple/"

    def respond(self, request: Request) -> Answer:
        folder, name = request.path.strip("/").split("/")[:2]
        if folder == "simple" and name in self.wheels:
            links = "".join(
                f'<a href="/files/{one.file_name}#sha256={one.sha256}">{one.file_name}</a>'
                for one in self.wheels[name]
            )
            page = f"<!DOCTYPE html><html><body>{links}</body></html>"
            return Answer(page, content_type="text/html")
        for wheels in self.wheels.values():
            for one in wheels:
                if folder == "files" and one.file_name == name:
                    return Answer(one.content, content_type="application/zip")
        return Answer("not here", status=404, content_type="text/plain")


@dataclass(frozen=True)
class Tarball:
    """A package of npm in one version."""

    name: str
    version: str
    content: bytes = field(repr=False)

    @property
    def integrity(self) -> str:
        digest = hashlib.sha512(self.content).digest()
        return f"sha512-{base64.b64encode(digest).decode()}"


def tarball(name: str, version: str) -> Tarball:
    described = json.dumps({"name": name, "version": version}).encode()
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        entry = tarfile.TarInfo("package/package.json")
        entry.size = len(described)
        archive.addfile(entry, io.BytesIO(described))
    return Tarball(name, version, buffer.getvalue())


class NpmRegistry(FakeServer):
    """/NAME tells the versions of a package, /files/NAME-VERSION.tgz has one."""

    def __init__(self, tarballs: list[Tarball]):
        super().__init__()
        self.tarballs = tarballs

    def respond(self, request: Request) -> Answer:
        path = unquote(request.path).strip("/")
        # npm looks for a tarball where its own registry has it: NAME/-/FILE-VERSION.tgz.
        for one in self.tarballs:
            if path == f"{one.name}/-/{_file_name(one)}":
                return Answer(one.content, content_type="application/octet-stream")
        found = [one for one in self.tarballs if one.name == path]
        if not found:
            return Answer({"error": "not found"}, status=404)
        return Answer(self._told(path, found))

    def _told(self, name, found) -> dict:
        versions = {
            one.version: {
                "name": name,
                "version": one.version,
                "dist": {
                    "integrity": one.integrity,
                    "tarball": f"{self.url}/{name}/-/{_file_name(one)}",
                },
            }
            for one in found
        }
        return {"name": name, "versions": versions, "dist-tags": {"latest": found[-1].version}}


def _file_name(one: Tarball) -> str:
    return f"{one.name.rpartition('/')[2]}-{one.version}.tgz"
