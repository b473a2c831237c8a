"""Code lists and names of the standard that the mapper needs. No Django here."""

# `loesche klasse="…"`, `schreibe` children and `schemeID`s → kinds of records; compared in lower
# case. The standard's own names disagree: spezialisierung is deleted as LeistungSpezialisierung.
OBJECT_KINDS = {
    "leistung": "service",
    "organisationseinheit": "unit",
    "onlinedienst": "online_service",
    "formular": "form",
    "spezialisierung": "specialisation",
    "leistungspezialisierung": "specialisation",
    "leistungsspezialisierung": "specialisation",
    "zustaendigkeit": "responsibility",
    "zustaendigkeittransferobjekt": "responsibility",
    "zustaendigkeitorganisationseinheit": "responsibility",
    "zustaendigkeitonlinedienst": "responsibility",
    "zustaendigkeitformular": "responsibility",
}

TIME_UNITS = frozenset(
    {
        *("JAHR", "MONAT", "WOCHE", "TAG", "WERKTAG", "ARBEITSTAG"),
        *("STUNDE", "MINUTE", "SEKUNDE"),
    }
)

# Access channels (2.3.1): 000 is "any", which the catalogue writes as "".
CHANNELS = {"": "", "000": "", "100": "100", "200": "200"}

PV_LAGEN_LIST = "pvlagen"
# urn:xoev-de:fim:codeliste:pvlagen: life situations (1…) and business situations (2…).
PV_LAGEN = {
    "1000000": "Lebenslagen für Bürgerinnen und Bürger",
    "1010000": "Geburt",
    "1020000": "Partnerschaft und Familie",
    "1030000": "Schule, Ausbildung und Studium",
    "1040000": "Arbeit",
    "1050000": "Bauen und Wohnen",
    "1060000": "Steuern und Abgaben",
    "1070000": "Ausweise und Dokumente",
    "1080000": "Migration und Integration",
    "1090000": "Mobilität und Fahrzeuge",
    "1100000": "Wahlen, Engagement und Beteiligung",
    "1110000": "Hobby und Freizeit",
    "1120000": "Reisen und Auslandsaufenthalt",
    "1130000": "Gesundheit und Vorsorge",
    "1140000": "Sozialleistungen",
    "1150000": "Recht und Verbraucherschutz",
    "1160000": "Notlagen und Opferhilfen",
    "1170000": "Umwelt und Klima",
    "1180000": "Altersvorsorge und Ruhestand",
    "1190000": "Sterbefall und Nachlass",
    "2000000": "Geschäftslagen für Unternehmen",
    "2010000": "Unternehmensstart und Gewerbezulassung",
    "2020000": "Register und Kataster",
    "2030000": "Arbeitgeber sein",
    "2050000": "Bauen und Immobilien",
    "2060000": "Finanzierung und Förderung",
    "2070000": "Auslandsgeschäft",
    "2080000": "Ausschreibungen und öffentliche Aufträge",
    "2090000": "Statistik- und Berichtspflichten",
    "2100000": "Forschung und Entwicklung",
    "2110000": "Logistik und Transport",
    "2120000": "Anlagen, Waren und Stoffe",
    "2130000": "Abfall und Umweltschutz",
    "2140000": "Verbraucherschutz, Compliance und Recht",
    "2150000": "Veranstaltungen",
    "2160000": "Geschäftsauflösung und Unternehmensübergang",
}


def pv_lage_parent(code: str) -> str:
    """The code one level up ("1070000" → "1000000"), "" for a root or a foreign code."""
    if len(code) != 7 or not code.isdecimal():
        return ""
    for place in (5, 3, 1):
        if code[place : place + 2] != "00":
            return code[:place] + "0" * (7 - place)
    return ""
