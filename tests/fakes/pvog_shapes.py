"""Entries of the city in the JSON shapes of the PVOG Suchdienst."""

from .city import AGENCY, ARS, SITUATIONS, City, Duration, Fee, OnlineEntry, ServiceEntry, UnitEntry

FEDERAL_ARS = "000000000000"
IMPORTED = "2026-02-04T01:26:46.650442062Z"
# Same local id as a service of the city, other editorial office, other service.
FEDERAL = {
    "B100019.LB.1001": ServiceEntry(
        "1001",
        "Ausbildungsgeld beantragen",
        "Ausbildungsgeld Bewilligung",
        ("99007002017000",),
        {"24": "Geld während der Ausbildung.", "06": "<p>Für Menschen mit Behinderungen.</p>"},
        units=(),
        typing="1",
    )
}
_TITLES = {
    "02": "Leistungsbezeichnung",
    "03": "Leistungsbezeichnung II (Leistungsname)",
    "05": "Kurztext",
    "06": "Beschreibung",
    "07": "Rechtsgrundlage(n)",
    "08": "Erforderliche Unterlagen",
    "09": "Voraussetzungen",
    "11": "Verfahrensablauf",
    "16": "Hinweise",
    "18": "Urheber",
    "24": "Kurzinfo",
    "25": "Rechtsbehelf",
    "95": "Bearbeitungsdauer",
    "97": "Fristen",
    "98": "Kosten & Gebühren",
}
_CATEGORIES = {"95": "BEARBEITUNGSDAUER", "97": "FRIST", "98": "KOSTEN"}
_UNIT_WORDS = {"TAG": "Tage", "WOCHE": "Wochen", "MONAT": "Monate"}
_MATTERS = {"910": "1070000", "920": "1050000", "930": "1010000", "931": "1010000"}
_SENTINELS = {"validFrom": "1970-01-01", "validTo": "2999-12-31"}


def service_id(id: str) -> str:
    return f"{AGENCY}.LB.{id}"


def unit_id(id: str) -> str:
    return f"{AGENCY}.OE.{id}"


def online_id(id: str) -> str:
    return f"{AGENCY}.OD.{id}"


def _ars(id: str) -> list[str]:
    return [FEDERAL_ARS] if id.startswith("B") else [ARS]


def listed(id: str, entry: ServiceEntry, imported: str | None) -> dict:
    """One entry of the v7 list; the title is empty, as it often is."""
    dates = {"lastUpdate": imported, "externalLastUpdate": entry.updated} if imported else {}
    return {"id": id, "name": "", "title": "", "description": "", "ars": _ars(id), **dates}


def service(id: str, entry: ServiceEntry, city: City, language: str, imported: str) -> dict:
    """The v6 detail of one service description."""
    english = language.startswith("en") and entry.english
    texts = {"title": entry.title, **entry.texts, **(entry.english if english else {})}
    return {
        "name": texts["title"],
        "description": f"<p>{texts.get('24', '')}</p>",
        "leikakeys": [*entry.leika],
        "sdgInformation": [{"code": "1020200", "texts": {"de": "Arbeit"}}],
        "id": id,
        "languageCode": "en" if english else "de",
        "timestamp": imported,
        "ars": _ars(id),
        "sourcePortals": [
            {"title": "Herkunft", "uri": f"https://portal.example/{entry.id}", "replace": False}
        ],
        "languageComplete": {"en": bool(entry.english)},
        "availableLanguages": ["de", "en"] if entry.english else ["de"],
        "organisationIds": [unit_id(each) for each in entry.units],
        "organisations": organisations(entry, city),
        "lastUpdate": imported,
        "externalLastUpdate": entry.updated,
        "addressees": ["Bürger"],
        **_SENTINELS,
        "validityPeriods": [_SENTINELS],
        "synonyms": [*entry.synonyms],
        "details": _details(entry, texts),
        "typing": [{"code": entry.typing, "name": "Regelung", "listURI": "urn:de:fim:leika"}],
        "onlineServiceLinks": [
            online_link(city.online[each]) for each in entry.online if each in city.online
        ],
        "personalMatters": _matters(entry),
        "forms": [
            {"title": city.forms[each].name, "uri": city.forms[each].url}
            for each in entry.forms
            if each in city.forms
        ],
        "suggest": ["lindenfurt"],
    }


def _module(code: str, text: str, links=(), title="", **more) -> dict:
    return {
        "@type": "_module",
        "additionalInformation": [],
        "filled": True,
        "placeholder": False,
        "title": title or _TITLES.get(code, code),
        "text": text,
        "links": [
            {
                "uri": url,
                "title": name,
                "description": "",
                "replace": False,
                "dynamicParameters": [],
            }
            for url, name in links
        ],
        "replace": False,
        "code": code,
        "xZufiCategory": _CATEGORIES.get(code, "TEXT_MODUL"),
        **more,
    }


def _details(entry: ServiceEntry, texts: dict[str, str]) -> list[dict]:
    parts = {
        "98": [_fee(fee) for fee in entry.fees],
        "97": [_deadline(each) for each in entry.deadlines],
        "95": [_duration(each) for each in entry.durations],
    }
    said = {"02": entry.official, "03": texts["title"], **texts}
    modules = [
        _module(code, said.get(code, ""), entry.links.get(code, ()))
        for code in _TITLES
        if (said.get(code) or code in entry.links) and code not in parts
    ]
    for module in modules:
        module["placeholder"] = module["text"] == "nicht angegeben"
    modules += [
        _module(code, texts.get(code, ""), **{"@type": "_moduleDetail", "details": details})
        for code, details in parts.items()
        if details or code in texts
    ]
    individual = {"xZufiCategory": "TEXT_MODUL_INDIVIDUELL"}
    return [
        *modules,
        _module("STATUS", "6", title="Status Bibliothekseintrag", **individual),
        _module("STATUSKATALOG", "6", title="Status Katalogeintrag", **individual),
        _module("93", "Ministerium des Innern", title="Fachliche Freigabe", date="2026-01-14"),
        _module("94", "", (("https://herkunft.example/", "Ursprung"),), title="Ursprungsportal"),
        _module("STADTTIPP", "Früh kommen", title="Tipp der Redaktion", **individual),
    ]


def _part(code: str, title: str, text: str) -> dict:
    part = _module(code, text, title=title)
    del part["xZufiCategory"]
    return part


def _euro(value: float) -> str:
    return f"{value:.2f}".replace(".", ",") + " EUR"


def _fee(fee: Fee) -> dict:
    if fee.amount is not None:
        text = _euro(fee.amount)
    elif fee.minimum is None:
        text = "kostenfrei"
    elif fee.maximum is None:
        text = f"ab {_euro(fee.minimum)}"
    else:
        text = f"{_euro(fee.minimum)} bis {_euro(fee.maximum)}"
    return _part("001", fee.name, text)


def _span(duration: Duration) -> str:
    to = f" bis {duration.to}" if duration.to else ""
    return f"{duration.number}{to} {_UNIT_WORDS[duration.unit]}"


def _deadline(duration: Duration) -> dict:
    return _part("001", "Antragsfrist", f"{duration.name}: {_span(duration)}")


def _duration(duration: Duration) -> dict:
    return _part("95", duration.name or "in der Regel", _span(duration))


def _matters(entry: ServiceEntry) -> list[dict]:
    codes = dict.fromkeys(_MATTERS[each] for each in entry.situations if each in _MATTERS)
    if not codes:
        return []
    names = {_MATTERS[id]: name for id, (name, _parent) in SITUATIONS.items() if id in _MATTERS}
    children = [{"code": code, "name": names[code], "children": []} for code in codes]
    root = "Lebenslagen für Bürgerinnen und Bürger"
    return [{"code": "1000000", "name": root, "children": children}]


def organisations(entry: ServiceEntry, city: City) -> list[dict]:
    roles = ({"code": "01", "name": "Zuständige Stelle"}, {"code": "03", "name": "Ansprechpunkt"})
    units = [city.units[each] for each in entry.units if each in city.units]
    return [
        {"id": unit_id(unit.id), "title": unit.name, "role": roles[min(place, 1)]}
        for place, unit in enumerate(units)
    ]


def unit(entry: UnitEntry) -> dict:
    """The v5 detail of an organisation unit."""
    said = (("02", entry.phone), ("01", entry.email))
    place = (
        {"x": entry.position[0], "y": entry.position[1], "epsg": "25832"}
        if entry.position
        else None
    )
    return {
        "id": unit_id(entry.id),
        "title": entry.name,
        "location": {
            "addresses": [
                {
                    "type": "Hausanschrift",
                    "street": f"{entry.street} {entry.number}",
                    "zip": "69999",
                    "city": "Lindenfurt",
                    **({"geo": place} if place else {}),
                }
            ],
            "communications": [{"code": code, "value": value} for code, value in said if value],
        },
        "internetAddresses": [{"uri": "https://www.lindenfurt.example/", "title": "Stadt"}],
        "openingHours": entry.hours or None,
        "lastUpdate": IMPORTED,
        "externalLastUpdate": entry.updated,
    }


def online_link(entry: OnlineEntry) -> dict:
    """An onlineServiceLink as it stands in a service."""
    has_ars = "ars" in entry.url
    return {
        "uri": entry.url,
        "title": entry.name,
        "replace": False,
        "dynamicParameters": [{"name": "ars", "type": {"code": "001"}}] if has_ars else [],
        "id": online_id(entry.id),
        **_SENTINELS,
        "executionLanguages": [],
        "levelOfConfidence": entry.trust,
        "identificationMethods": [*entry.identification],
        "paymentMethods": [*entry.payments],
        "helpLinks": [],
    }


def online_listed(entry: OnlineEntry, city: City) -> dict:
    """An entry of the v1beta2 list."""
    users = [each for each in city.services.values() if entry.id in each.online]
    return {
        "id": online_id(entry.id),
        "name": entry.name,
        "links": [{"uri": entry.url, "title": entry.name}],
        "serviceDescriptions": [{"id": service_id(each.id), "ars": [ARS]} for each in users],
    }


def online_detail(entry: OnlineEntry) -> dict:
    link = online_link(entry)
    return {
        "name": entry.name,
        "links": [{"uri": link.pop("uri"), "title": link.pop("title")}],
        **link,
    }
