"""Entries of the city in the JSON shapes of REST ZUFI V4."""

from .city import AGS, ARS, SITUATIONS, City, Fee, OnlineEntry, ServiceEntry, UnitEntry

AREA_ID = "55501"
AREA_NAME = "Lindenfurt, Stadt"
LANGUAGES = {"de_DE": "Deutsch", "en_GB": "Englisch", "de_LS": "einfache Sprache"}

_BLOCKS = {
    "02": ("10", "LEISTUNGSBEZEICHNUNG", "Leistungsbezeichnung"),
    "05": ("11", "KURZTEXT", "Kurztext"),
    "06": ("12", "VOLLTEXT", "Volltext"),
    "07": ("13", "RECHTSGRUNDLAGE", "Rechtsgrundlage(n)"),
    "08": ("14", "UNTERLAGEN", "Erforderliche Unterlagen"),
    "09": ("15", "VORAUSSETZUNGEN", "Voraussetzungen"),
    "11": ("16", "VERFAHRENSABLAUF", "Verfahrensablauf"),
    "16": ("17", "HINWEISE", "Hinweise (Besonderheiten)"),
    "18": ("18", "URHEBER", "Urheber"),
    "25": ("19", "RECHTSBEHELF", "Rechtsbehelf"),
    "97": ("20", "FRISTEN", "Fristen"),
    "98": ("21", "KOSTEN", "Kosten (Gebühren, Auslagen, etc.)"),
}


def texts_in(entry: ServiceEntry, language: str) -> dict[str, str]:
    """The entry's own words in a language, the German ones where it has none."""
    german = {"title": entry.title, **entry.texts}
    own = {"en_GB": entry.english, "de_LS": entry.easy}.get(language, {})
    return {**german, **own}


def type_(id, key, name, **more):
    return {"id": id, "key": key, "name": name, **more}


def area(id=AREA_ID, name=AREA_NAME):
    return {"id": id, "name": name}


def service(entry: ServiceEntry, language: str) -> dict:
    """PublicServiceType."""
    texts = texts_in(entry, language)
    return {
        "id": entry.id,
        "type": "LOV",
        "leikaKeys": [*entry.leika],
        "name": texts["title"],
        "teaser": texts.get("24"),
        "textBlocks": _text_blocks(entry, texts, language),
        "periods": [_period(each) for each in entry.deadlines],
        "servicePeriods": [_period(each) for each in entry.durations],
        "charges": [_charge(each) for each in entry.fees],
        "documents": [],
        "synonyms": [*entry.synonyms] if language == "de_DE" else [],
        "lastUpdated": updated(entry, language),
        "restrictedAreas": [area()] if entry.typing == "5" else [],
        "relatedPublicServiceTypes": [],
        "writtenFormRequired": False,
        "trustLevel": type_("40", "20", "substantiell"),
        "sdgInformationAreas": [],
        "receivers": [type_("50", "001", "Bürger")],
        "singlePointOfContact": False,
        "furtherPstObjectsWithActivity": [],
        "furtherPstObjectsWithActivityAndDetail": [],
        "department": area("60", "Fachbereich Bürgerdienste"),
    }


def updated(entry: ServiceEntry, language: str) -> str:
    return entry.english_updated if language == "en_GB" else entry.updated


def _text_blocks(entry, texts, language):
    official = {"02": entry.official} if entry.official and language == "de_DE" else {}
    local = entry.local_texts if language == "de_DE" else {}
    codes = [code for code in _BLOCKS if code in {**official, **texts, **entry.links, **local}]
    blocks = [
        {
            "type": type_(*_BLOCKS[code]),
            "text": {**texts, **official}.get(code),
            "externalLinks": [
                {"url": url, "name": name} for url, name in entry.links.get(code, ())
            ],
            "specialisations": [
                {"restrictedArea": AREA_NAME, "text": local[code], "legalNorms": []}
            ]
            if code in local
            else [],
        }
        for code in codes
    ]
    inside = {
        ("30", "TYPISIERUNG", "Typisierung"): entry.typing,
        ("31", "STATUSKATALOG", "Status Katalogeintrag"): "6",
        ("32", "STATUSBIBLIOTHEK", "Status Bibliothekseintrag"): "6",
        ("33", "FREIGABEAM", "Fachlich freigegeben am"): "14.01.2026",
        ("34", "FREIGABEDURCH", "Fachlich freigegeben durch"): "Ministerium des Innern",
        ("35", "AUSKUNFTSHINWEIS", "Auskunftshinweis"): "<p>Nur für das Servicecenter</p>",
    }
    blocks += [{"type": type_(*names), "text": text} for names, text in inside.items()]
    return [
        *blocks,
        {"type": type_("36", "STADTTIPP", "Tipp der Redaktion"), "text": "Früh kommen"},
    ]


def _charge(fee: Fee) -> dict:
    limits = {"lowerLimit": fee.minimum, "upperLimit": fee.maximum}
    said = {name: value for name, value in limits.items() if value is not None}
    kind = "VARIABLE" if said else "FIX"
    amount = {} if said else {"amount": fee.amount or 0}
    return {
        "type": kind,
        "name": fee.name,
        "note": fee.note,
        "currency": "EUR",
        "prepayment": False,
        "validFrom": "1970-01-01",
        "validTo": "2999-12-31",
        **({"restrictedArea": AREA_NAME} if fee.local else {}),
        **amount,
        **said,
    }


def _period(duration) -> dict:
    to = {"timeSpanTo": duration.to} if duration.to else {}
    return {
        "type": "SPANINTERVAL" if duration.to else "SPAN",
        "name": duration.name,
        "timeSpan": duration.number,
        "periodUnit": duration.unit,
        **to,
    }


def unit(entry: UnitEntry, language: str) -> dict:
    """OrganisationalUnit."""
    english = entry.english if language == "en_GB" else ""
    return {
        "id": entry.id,
        "name": english or entry.name,
        "optionalName": "",
        "synonyms": [],
        "parentId": entry.parent or None,
        "placename": "Lindenfurt",
        "generalized": entry.generalised,
        **({"textgeneralized": "Platzhalter der Redaktion"} if entry.generalised else {}),
        **({} if entry.visible else {"visible": False}),
        "openingHours": entry.hours or None,
        "appointmentRequired": False,
        "onlineAppointment": {"link": "https://termine.lindenfurt.example/"},
        "addresses": [_address(entry)],
        "bankaccounts": [],
        "communications": _communications(entry),
        "images": [],
        "communicationSystems": [],
        "paymentMethods": [
            type_("1", "3010000", "Überweisung", notPublic=False),
            type_("2", "3020000", "Girokarte"),
            type_("3", "3990000", "Interne Verrechnung", notPublic=True),
        ],
        "lastUpdated": entry.updated,
        "position": 1,
        "organisationalUnitStructures": [],
        "organisationalUnitCategories": [],
    }


def _address(entry: UnitEntry) -> dict:
    place = entry.position and {
        "coordinate1": str(entry.position[0]),
        "coordinate2": str(entry.position[1]),
        "projection": "EPSG:25832",
    }
    return {
        "street": entry.street,
        "houseNumber": entry.number,
        "zipcode": "69999",
        "area": area(),
        "type": type_("70", "HAUSANSCHRIFT", "Hausanschrift"),
        "transportationStops": [{"name": "Marktplatz", "lines": [{"name": "Bus 1"}]}],
        "parkingLots": [
            {"name": "Tiefgarage", "type": type_("71", "PKW", "Parkplatz"), "count": 40}
        ],
        "elevator": True,
        "wheelchairAccessible": True,
        "accessibleInfo": "Rampe am Nordeingang",
        **({"geoLocation": place} if place else {}),
    }


def _communications(entry: UnitEntry) -> list:
    said = {"TELEFON": entry.phone, "EMAIL": entry.email}
    open_ = [
        {"type": type_("80", key, key.title()), "value": value}
        for key, value in said.items()
        if value
    ]
    hidden = {"type": type_("81", "TELEFON", "Durchwahl", notPublic=True), "value": "-999"}
    return [*open_, hidden]


def online_service(entry: OnlineEntry, language: str) -> dict:
    return {
        "id": entry.id,
        "name": entry.name,
        "link": entry.url,
        "linkTitle": "Online beantragen",
        "trustLevel": entry.trust,
        "onlinePaymentRequired": bool(entry.payments),
        "supportedLanguages": ["de_DE"],
        "lastUpdated": "2026-01-01T00:00:00+01:00",
    }


def form(entry, city: City, language: str) -> dict:
    users = [each for each in city.services.values() if entry.id in each.forms]
    return {
        "id": entry.id,
        "name": entry.name,
        "links": [
            {
                "type": type_("90", "PDF", "PDF-Formular"),
                "url": entry.url,
                "size": 20480,
                "mimeType": "application/pdf",
            }
        ],
        "lastUpdated": entry.updated,
        "publicServiceTypes": [{"id": each.id, "name": each.title} for each in users],
        "organisationalUnits": [],
        "localForm": True,
    }


def competence(entry: UnitEntry, city: City) -> list[dict]:
    services = [each for each in city.services.values() if entry.id in each.units]
    if not services:
        return []
    return [
        {
            "areas": [area()],
            "publicServiceTypes": [{"id": each.id, "name": each.title} for each in services],
            "organisationalUnit": {"id": entry.id, "name": entry.name},
        }
    ]


def category(id: str, city: City) -> dict:
    name, parent = SITUATIONS[id]
    users = [each for each in city.services.values() if id in each.situations]
    return {
        "id": id,
        "name": name,
        "parentId": parent or None,
        "publicServiceTypes": [{"id": each.id, "name": each.title} for each in users],
    }


def political_area() -> dict:
    return {"id": AREA_ID, "ags": AGS, "ars": ARS, "displayName": AREA_NAME, "name": "Lindenfurt"}
