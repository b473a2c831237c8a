"""Few style sheets instead of many: the bundles of core.registries.stylesheets.

They are made when asked for, by a finder of static files like any other: `collectstatic` takes
them along and gives them their hash, the server for developers finds them as they are now.
"""

import posixpath
import re
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage

from .registries import stylesheets

# An address in a style sheet that is told from where the sheet lies.
RELATIVE = re.compile(r"""url\(\s*(["']?)(?!["'/#]|[a-z]+:)([^"')]+)\1\s*\)""", re.IGNORECASE)
# Comments are a fifth of what travels; licences (/*! … */) stay, and so do strings.
COMMENT = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|/\*(?!!).*?\*/\s*""", re.DOTALL)


class BundleFinder(finders.BaseFinder):
    """The bundles, which lie in a folder of their own."""

    def __init__(self, *args, **kwargs):
        self.storage = FileSystemStorage(location=settings.BUNDLES_ROOT)

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        if path not in stylesheets.bundles():
            return []
        found = str(write(path))
        return [found] if find_all else found

    def list(self, ignore_patterns):
        for path in stylesheets.bundles():
            write(path)
            yield path, self.storage


def write(bundle: str) -> Path:
    """The bundle's file; written in one step, and only where it would change."""
    path = Path(settings.BUNDLES_ROOT) / bundle
    text = text_of(bundle)
    if not path.exists() or path.read_text() != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(f".{uuid4().hex}")
        half.write_text(text)
        half.replace(path)
    return path


def text_of(bundle: str) -> str:
    """The sheets one after the other, uncommented, with their addresses told from the bundle."""
    folder = posixpath.dirname(bundle)
    return "\n".join(_moved(sheet, folder) for sheet in stylesheets.bundles()[bundle])


def _moved(sheet: str, folder: str) -> str:
    def address(match):
        found = posixpath.join(posixpath.dirname(sheet), match[2])
        return f"url({match[1]}{posixpath.relpath(found, folder)}{match[1]})"

    path = finders.find(sheet)
    if path is None:
        raise FileNotFoundError(f"No style sheet {sheet}, which is registered.")
    text = COMMENT.sub(lambda match: match[1] or "", Path(path).read_text())
    return RELATIVE.sub(address, text)
