"""Common values of all PVOG objects: identities, texts, links."""

from core.safe_links import web_address
from core.text.html import plain_text
from outbound.errors import SourceInvalid
from services.records import Link, Ref
from services.records.normalise import instant

_CLASSES = (".LB.", ".OE.", ".OD.")


def ref(id: str) -> Ref:
    """`L100001.LB.10012815` → Ref("L100001", "10012815"); the class stands in the record's kind.

    Raises SourceInvalid when it is no such id: identity is never guessed.
    """
    for infix in _CLASSES:
        agency, found, local = str(id).partition(infix)
        if found and agency and local:
            return Ref(agency, local)
    raise SourceInvalid(f"PVOG id: {id!r}")


def text(raw, *names: str) -> str:
    """The first non-empty value of these names, as one line."""
    if not isinstance(raw, dict):
        return ""
    said = (plain_text(str(value)) for name in names if _has_value(value := raw.get(name)))
    return next((word for word in said if word), "")


def _has_value(value) -> bool:
    return isinstance(value, (str, int, float)) and not isinstance(value, bool)


def entries(raw, name: str) -> list[dict]:
    value = raw.get(name) if isinstance(raw, dict) else None
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def words(raw, name: str) -> list[str]:
    """A list of words; codes with a name count by their name."""
    value = raw.get(name) if isinstance(raw, dict) else None
    found = [
        text(item, "name", "title", "code") if isinstance(item, dict) else plain_text(str(item))
        for item in (value if isinstance(value, list) else ())
        if item is not None
    ]
    return list(dict.fromkeys(word for word in found if word))


def link(raw: dict, language: str = "") -> Link | None:
    """URLs keep their {ars} or %7Bars%7D: they are filled where they are shown."""
    url = web_address(text(raw, "uri", "url", "link"))
    if not url:
        return None
    return Link(
        url, text(raw, "title"), text(raw, "description"), language, tuple(parameters(raw).items())
    )


def links(raw: dict, language: str = "") -> tuple[Link, ...]:
    found = {}
    for item in entries(raw, "links"):
        if made := link(item, language):
            found.setdefault(made.url, made)
    return tuple(found.values())


def parameters(raw: dict) -> dict[str, str]:
    """dynamicParameters → {name: type code}."""
    found = {}
    for item in entries(raw, "dynamicParameters"):
        kind = item.get("type") or item.get("parameterType")
        name = text(item, "name", "parameterName", "key")
        if name:
            found[name] = text(kind, "code") if isinstance(kind, dict) else text(item, "type")
    return found


def updated(raw: dict):
    """The editorial date; `lastUpdate` is only the time of the last mass import."""
    return instant(text(raw, "externalLastUpdate")) or instant(text(raw, "lastUpdate"))
