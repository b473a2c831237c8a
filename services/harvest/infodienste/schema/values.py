"""Common values of all objects: identities, links, typed values, visibility."""

from collections.abc import Callable
from dataclasses import dataclass, field

from core.safe_links import web_address
from core.text.html import plain_text
from harvest.report import Warnings
from services.records import Link, Ref

# Several languages of one object: {language tag: raw object}; the first is the main one.
Versions = dict[str, dict]


@dataclass
class Context:
    """The mappers' knowledge besides the object.

    area_key: (the vendor's area id or name) → ARS; None when it is not known.
    """

    agency: str
    warnings: Warnings = field(default_factory=Warnings)
    area_key: Callable[[str], str | None] = lambda _area: None

    def ref(self, id) -> Ref:
        return Ref(self.agency, str(id))


def main(versions: Versions) -> dict:
    return next(iter(versions.values()))


def text(raw: dict, name: str) -> str:
    """A one-line text; accepts null, numbers and missing keys."""
    value = raw.get(name)
    return plain_text(str(value)) if value not in (None, "") else ""


def entries(raw: dict, name: str) -> list[dict]:
    """A list of objects, without the nulls that some servers put into it."""
    value = raw.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def words(raw: dict, name: str) -> list[str]:
    value = raw.get(name)
    found = [plain_text(str(item)) for item in value or ()] if isinstance(value, list) else []
    return [word for word in found if word]


def by_language(versions: Versions, read: Callable[[dict], str]) -> dict[str, str]:
    """{language: text} without empty ones, and without languages that only repeat the main one."""
    texts: dict[str, str] = {}
    for tag, raw in versions.items():
        value = read(raw)
        if value and value not in texts.values():
            texts[tag] = value
    return texts


def is_public(typed: dict) -> bool:
    """`notPublic` stands at the object or at its type (payment methods, channels, addresses)."""
    kind = typed.get("type")
    told = [typed, kind] if isinstance(kind, dict) else [typed]
    return not any(item.get("notPublic") is True for item in told)


def is_shown(raw: dict) -> bool:
    """`visible` false or `anonymize` true keep a person or unit inside."""
    return raw.get("visible") is not False and raw.get("anonymize") is not True


def key_of(typed) -> str:
    """The key of a Type, e.g. TELEFON; "" when there is none."""
    return text(typed, "key") if isinstance(typed, dict) else plain_text(str(typed or ""))


def links(raw: dict, name: str, language: str) -> tuple[Link, ...]:
    found = (
        Link(web_address(text(item, "url")), text(item, "name"), text(item, "note"), language)
        for item in entries(raw, name)
    )
    return tuple(link for link in found if link.url)


def reference_ids(raw: dict, name: str) -> list[str]:
    """The ids of a list of NamedReferences, each once."""
    ids = (str(item.get("id") or "") for item in entries(raw, name))
    return list(dict.fromkeys(id for id in ids if id))
