"""Parser of XZuFi transfer XML, one `schreibe` at a time: memory stays flat.

The root's name is unknown, so nothing depends on it; elements are recognised by their local names.
Refused are: document type declarations (XXE, entity bombs), malformed XML (nothing is repaired;
BSI TR-03172-1), and documents that are no XZuFi message. A refusal discards the whole delivery.
Odd but well-formed content is counted in the warnings and read on.
"""

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from xml.parsers import expat

from django.utils.translation import gettext as _
from lxml import etree

from harvest.report import Warnings
from outbound.errors import SourceInvalid
from services.records import Delete, Record, Ref, Seen

from .codes import OBJECT_KINDS
from .fingerprints import Fingerprints
from .schema.elements import LOCAL, Context, Element, find, id_of, text_of
from .schema.online import form, online_service
from .schema.responsibility import transfer_object
from .schema.service import service, specialisation
from .schema.unit import unit

NAMESPACE = "http://xoev.de/schemata/xzufi/"
VERSIONS = ("2.1", "2.2", "2.3")
# Children of the root that make a document an XZuFi message.
_MESSAGE = frozenset({"schreibe", "loesche", "nachrichtenkopf", "transaktionID", "antwort"})
_FRAME = _MESSAGE | {"transaktionPosition", "antwortnummer", "antwortrueckgabecode"}
# Answer messages (2.1.0) hold the objects themselves.
_ANSWERS = {"ergebnisLeistung": "leistung", "ergebnisOrganisationseinheit": "organisationseinheit"}
_TAGS = tuple(f"{{*}}{name}" for name in ("schreibe", "loesche", *_ANSWERS))


def _one(read):
    """Adapt a mapper that returns one record or None to one that returns several."""

    def records(element: Element, context: Context):
        record = read(element, context)
        return () if record is None else (record,)

    return records


MAPPERS = {
    "leistung": _one(service),
    "spezialisierung": _one(specialisation),
    "organisationseinheit": unit,
    "onlinedienst": online_service,
    "formular": form,
    "zustaendigkeitTransferObjekt": transfer_object,
}


def read_records(
    stream: BinaryIO,
    name: str,
    warnings: Warnings,
    fingerprints: Fingerprints | None = None,
    met: set[tuple[str, str]] | None = None,
) -> Iterator[Record | Delete | Seen]:
    """The records and deletions of one XML document, in its order.

    stream: readable binary file. name: for messages. fingerprints: of earlier runs; a piece that
    is known comes as Seen. met: (object kind, "agency/id") of what the delivery has brought so
    far, in all its documents. Raises SourceInvalid at any point; what was yielded before is then
    void as well.
    """
    context = Context(warnings=warnings)
    pieces = _Pieces(context, fingerprints, set() if met is None else met)
    guard = _PrologGuard(stream, name)
    events = etree.iterparse(
        guard,
        events=("end",),
        tag=_TAGS,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    message = _Message(name, context)
    try:
        for _event, element in events:
            message.meet(element)
            yield from pieces.read(element)
            message.leave(element)
    except etree.XMLSyntaxError as error:
        raise _malformed(name, error) from None
    except (ValueError, LookupError, RecursionError) as error:
        if isinstance(error, SourceInvalid):
            raise
        # An encoding that a parser does not know, or takes for none of XML's.
        raise SourceInvalid(
            _("%(name)s cannot be read (%(reason)s).") % {"name": name, "reason": error}
        ) from error
    message.end(events.root)


class _Pieces:
    """Reads one child of the root after the other: `schreibe`, `loesche`, or an answer."""

    def __init__(self, context, fingerprints, met):
        self.context = context
        self.fingerprints = fingerprints
        self.met = met

    def read(self, element: Element) -> Iterable[Record | Delete | Seen]:
        name = LOCAL[element.tag]
        self.context.agency = self.context.key = ""
        if name == "loesche":
            return _deleted(element, self.context)
        if self.fingerprints is None:
            return self._met(self._records(element, name))
        fingerprint = self.fingerprints.for_element(element)
        seen = self.fingerprints.known.get(fingerprint)
        if seen and (seen.object_kind, seen.ref.key) not in self.met:
            return self._met([seen])
        records = self._met(self._records(element, name))
        if len(records) == 1:
            self.fingerprints.fresh[records[0].object_kind, records[0].ref.key] = fingerprint
        return records

    def _records(self, element: Element, name: str) -> list[Record]:
        if name in _ANSWERS:
            return list(MAPPERS[_ANSWERS[name]](element, self.context))
        return _written(element, self.context)

    def _met(self, records: list) -> list:
        """Count duplicates; the later one wins."""
        for record in records:
            identity = record.object_kind, record.ref.key
            if identity in self.met:
                self.context.warnings.add("delivered_twice", " ".join(identity))
            self.met.add(identity)
        return records


def _written(element: Element, context: Context) -> list[Record]:
    records: list[Record] = []
    for child in element:
        mapper = MAPPERS.get(LOCAL[child.tag])
        if mapper is not None:
            records.extend(mapper(child, context))
        else:
            context.warnings.add("unknown_object", LOCAL[child.tag])
    if not len(element):
        context.warnings.add("empty_schreibe", f"line {element.sourceline}")
    return records


def _deleted(element: Element, context: Context) -> Iterator[Delete]:
    """`loesche klasse="…"` with its `id`; whether it was ever seen is not ours to know."""
    wanted = element.get("klasse") or ""
    own_id = find(element, "id")
    if not wanted and (child := find(element, "klasse")) is not None:
        wanted = text_of(child)
    kind = OBJECT_KINDS.get(wanted.strip().lower())
    if kind is None:
        context.warnings.add("unknown_delete_class", wanted)
    elif own_id is None or not id_of(own_id):
        context.warnings.add("without_identity", f"loesche in line {element.sourceline}")
    else:
        yield Delete(kind, Ref((own_id.get("schemeAgencyID") or "").strip(), id_of(own_id)))


class _Message:
    """The document around the objects: root, version, other children."""

    def __init__(self, name: str, context: Context):
        self.name = name
        self.context = context
        self.started = False

    def meet(self, element: Element):
        """Called before an object is read: the first one determines version and namespace."""
        if not self.started:
            self.started = True
            self._read_root(element.getroottree().getroot())

    def leave(self, element: Element):
        """After an object was read: free it and all that stands before it."""
        element.clear()
        parent = element.getparent()
        if parent is None:
            return
        while (before := element.getprevious()) is not None:
            self._count_foreign(before)
            parent.remove(before)

    def end(self, root: Element | None):
        """Raise SourceInvalid at the end of a document that is no XZuFi message."""
        if root is None:
            raise SourceInvalid(_("%(name)s is empty.") % {"name": self.name})
        if not self.started:
            self._read_root(root)
            if LOCAL[root.tag] in MAPPERS or not any(LOCAL[c.tag] in _MESSAGE for c in root):
                raise SourceInvalid(
                    _("%(name)s is no XZuFi message: its root is “%(root)s”.")
                    % {"name": self.name, "root": LOCAL[root.tag]}
                )
        for child in root:
            self._count_foreign(child)

    def _count_foreign(self, element: Element):
        name = LOCAL[element.tag]
        if name not in _FRAME and name not in _ANSWERS:
            self.context.warnings.add("unknown_element", f"message/{name}")

    def _read_root(self, root: Element):
        namespace = root.tag.rpartition("}")[0].lstrip("{")
        if not namespace.startswith(NAMESPACE):
            self.context.warnings.add("foreign_namespace", namespace or "none")
        said = root.get("xzufiVersion") or root.get("xzufiversion") or ""
        self.context.version = _version(said) or _version(
            namespace.removeprefix(NAMESPACE).replace("_", ".")
        )
        if not self.context.version:
            self.context.warnings.add("version_unknown", said or namespace)


def _version(text: str) -> str:
    """ "2.2.0", "2.2" or "v2.3.1" → "2.2", "2.3"; "" for an unknown one."""
    match = re.match(r"\s*v?(\d+)\.(\d+)", text)
    version = f"{match[1]}.{match[2]}" if match else ""
    return version if version in VERSIONS else ""


def _malformed(name: str, error: etree.XMLSyntaxError) -> SourceInvalid:
    line, column = error.position
    return SourceInvalid(
        _("%(name)s is malformed in line %(line)s, column %(column)s: %(reason)s")
        % {"name": name, "line": line, "column": column, "reason": error.msg}
    )


class _RootSeen(Exception):
    """The prolog is over."""


class _PrologGuard:
    """A file that refuses a document type declaration before the XML parser sees it.

    The declaration, not the expansion, is refused: without it no entity can be defined. Expat
    reads along up to the root element, whatever the encoding, and expands nothing.
    """

    def __init__(self, stream: BinaryIO, name: str):
        self._stream = stream
        self._name = name
        self._expat = expat.ParserCreate()
        # Expat 2.6 puts off what looks unfinished, and would see a declaration after lxml does.
        if hasattr(self._expat, "SetReparseDeferralEnabled"):
            self._expat.SetReparseDeferralEnabled(False)
        self._expat.StartDoctypeDeclHandler = self._refuse
        self._expat.StartElementHandler = self._root

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        if self._expat is not None:
            self._scan(data)
        return data

    def _scan(self, data: bytes):
        try:
            self._expat.Parse(data, not data)
        except _RootSeen:
            self._expat = None
        except (expat.ExpatError, ValueError, LookupError):
            # No XML at all, or malformed before the root: lxml says so with line and column.
            # An encoding that expat does not know must not open a way around it, though.
            if b"<!DOCTYPE" in data.replace(b"\0", b""):
                self._refuse("", None, None, False)
            self._expat = None

    def _root(self, _name, _attributes):
        raise _RootSeen

    def _refuse(self, doctype, _system_id, _public_id, _internal_subset):
        if doctype.lower() == "html":
            raise SourceInvalid(
                _("%(name)s is a web page, not an XZuFi message.") % {"name": self._name}
            )
        raise SourceInvalid(
            _("%(name)s was refused: document type declaration in line %(line)s.")
            % {"name": self._name, "line": self._expat.CurrentLineNumber}
        )
