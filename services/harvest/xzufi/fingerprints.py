"""Recognition of unchanged pieces of a message by their bytes, before mapping. No models."""

import hashlib
from functools import cache
from pathlib import Path

from lxml import etree

from core.geo import projections
from core.text import html as core_html
from services import modules, records
from services.records import Seen, normalise


@cache
def _mapper_version() -> bytes:
    """A hash of the mapper's own source: when the code changes, every piece is read anew."""
    shared = (projections, core_html, modules, normalise, records)
    files = [*Path(__file__).parent.rglob("*.py"), *(Path(module.__file__) for module in shared)]
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.digest()


class Fingerprints:
    """Fingerprints of earlier runs and of this one.

    known: {fingerprint: Seen} of live objects; empty to compare everything.
    fresh: {(object kind, "agency/id"): fingerprint} of objects mapped now.
    """

    def __init__(self, salt: str = "", known: dict[str, Seen] | None = None):
        self.known = known or {}
        self.fresh: dict[tuple[str, str], str] = {}
        self._start = hashlib.blake2b(_mapper_version() + salt.encode(), digest_size=16)

    def for_element(self, element: etree._Element) -> str:
        """Hash of a `schreibe` with the namespaces it stands in."""
        digest = self._start.copy()
        digest.update(etree.tostring(element, encoding="utf-8", with_tail=False))
        return digest.hexdigest()
