"""Mapping of online services, forms and competences to records."""

import hashlib

from core.text.html import clean_html
from services.records import Form, OnlineLink, OnlineService, Ref, Responsibility
from services.records.normalise import area_key, day

from .values import entries, link, parameters, ref, text, updated, words


def online_service(id: str, raw: dict) -> OnlineService:
    """From an entry of the list, a detail, or an onlineServiceLink of a service: all three have the
    same keys."""
    name = text(raw, "name", "title")
    description = raw.get("description")
    links = {}
    for item in [*entries(raw, "links"), raw]:
        if made := link(item):
            links.setdefault(made.url, OnlineLink(made.url, "", made.title))
    for item in entries(raw, "helpLinks"):
        if made := link(item):
            links.setdefault(made.url, OnlineLink(made.url, "", made.title, "info"))
    values = {}
    for item in [raw, *entries(raw, "links")]:
        values |= parameters(item)
    return OnlineService(
        ref=ref(id),
        names={"de": name} if name else {},
        descriptions={"de": clean_html(description)} if isinstance(description, str) else {},
        links=tuple(links.values()),
        trust_level=text(raw, "levelOfConfidence"),
        identification=tuple(words(raw, "identificationMethods")),
        payment_methods=tuple(words(raw, "paymentMethods")),
        parameters=values,
        areas=tuple(key for word in words(raw, "ars") if (key := area_key(word))),
        valid_from=day(text(raw, "validFrom")),
        valid_through=day(text(raw, "validTo")),
        updated_at=updated(raw),
    )


def forms(service_raw: dict) -> list[Form]:
    """The forms of a service. They have no id in the PVOG and are identified by their address."""
    own = ref(service_raw["id"])
    found = {}
    for item in entries(service_raw, "forms"):
        for made in filter(None, [link(item), *map(link, entries(item, "links"))]):
            local = hashlib.sha256(made.url.encode()).hexdigest()[:20]
            name = text(item, "title", "name") or made.title
            found.setdefault(
                made.url,
                Form(Ref(own.agency, f"url-{local}"), {"de": name} if name else {}, {}, (made,)),
            )
    return list(found.values())


def responsibility(kind: str, holder: Ref, service: Ref, area: str, role: str = ""):
    """A Responsibility; the search service gives competences no id, so it is made of both ends'."""
    ends = [kind, holder.agency, holder.id, service.id, *([role] if role else [])]
    return Responsibility(
        ref=Ref(service.agency, ":".join(ends)),
        holder_kind=kind,
        holder=holder,
        service=service,
        area=area,
        role=role,
    )


def role_of(raw: dict) -> str:
    """The code of a role: an object, or only its German name."""
    role = raw.get("role")
    if isinstance(role, dict):
        return text(role, "code") or _ROLES.get(text(role, "name").casefold(), "")
    return _ROLES.get(text(raw, "role").casefold(), text(raw, "role") if raw.get("role") else "")


_ROLES = {"zuständige stelle": "01", "ansprechpunkt": "03"}
