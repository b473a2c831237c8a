"""Data of the federal states: supervisory authorities for privacy and for accessible websites.

Names and addresses are those of the authorities' own websites. A state without an entry for
`enforcement` asks the editors for it.
"""

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Authority:
    """An authority to contact. after: the condition for doing so, in words."""

    name: str
    url: str
    address: str = ""
    email: str = ""
    after: str = ""


@dataclass(frozen=True)
class FederalState:
    """One state, by the first two digits of its area key (ARS).

    privacy: the supervisory authority (Art. 51 GDPR). enforcement: the body for websites that stay
    inaccessible (Art. 9 of Directive (EU) 2016/2102). accessibility_law: the law that applies to
    the city.
    """

    name: str
    privacy: Authority
    accessibility_law: str = ""
    enforcement: Authority | None = None


HESSEN = FederalState(
    "Hessen",
    Authority(
        "Der Hessische Beauftragte für Datenschutz und Informationsfreiheit",
        "https://datenschutz.hessen.de/",
    ),
    "Hessisches Behinderten-Gleichstellungsgesetz (HessBGG) und Hessische Verordnung über "
    "barrierefreie Informationstechnik (HVBIT)",
    Authority(
        "Durchsetzungs- und Überwachungsstelle Barrierefreie Informationstechnik des Landes Hessen",
        "https://lbit.hessen.de/Durchsetzungs-und-Ueberwachungsstelle/Durchsetzungsverfahren-beantragen",
        after="wenn Ihre Meldung nach sechs Wochen nicht beantwortet ist (§ 6 HVBIT)",
    ),
)
RHEINLAND_PFALZ = FederalState(
    "Rheinland-Pfalz",
    Authority(
        "Der Landesbeauftragte für den Datenschutz und die Informationsfreiheit Rheinland-Pfalz",
        "https://www.datenschutz.rlp.de/",
    ),
    "Landesinklusionsgesetz (InklG RP) und Barrierefreie-Informationstechnik-Verordnung "
    "Rheinland-Pfalz (BITV RP)",
    Authority(
        "Durchsetzungsstelle bei der Landesbeauftragten für die Belange von Menschen mit "
        "Behinderungen Rheinland-Pfalz",
        "https://behindertenbeauftragte.rlp.de/landesbeauftragte/aufgaben-1",
        address="Bauhofstraße 9\n55116 Mainz",
        email="durchsetzungsstelle@mastd.rlp.de",
    ),
)


def _state(name, authority, url) -> FederalState:
    return FederalState(name, Authority(authority, url))


STATES = {
    "01": _state(
        "Schleswig-Holstein",
        "Unabhängiges Landeszentrum für Datenschutz Schleswig-Holstein",
        "https://www.datenschutzzentrum.de/",
    ),
    "02": _state(
        "Hamburg",
        "Der Hamburgische Beauftragte für Datenschutz und Informationsfreiheit",
        "https://datenschutz-hamburg.de/",
    ),
    "03": _state(
        "Niedersachsen",
        "Der Landesbeauftragte für den Datenschutz Niedersachsen",
        "https://www.lfd.niedersachsen.de/",
    ),
    "04": _state(
        "Bremen",
        "Die Landesbeauftragte für Datenschutz und Informationsfreiheit der Freien Hansestadt "
        "Bremen",
        "https://www.datenschutz.bremen.de/",
    ),
    "05": _state(
        "Nordrhein-Westfalen",
        "Landesbeauftragte für Datenschutz und Informationsfreiheit Nordrhein-Westfalen",
        "https://www.ldi.nrw.de/",
    ),
    "06": HESSEN,
    "07": RHEINLAND_PFALZ,
    "08": _state(
        "Baden-Württemberg",
        "Der Landesbeauftragte für den Datenschutz und die Informationsfreiheit Baden-Württemberg",
        "https://www.baden-wuerttemberg.datenschutz.de/",
    ),
    "09": _state(
        "Bayern",
        "Der Bayerische Landesbeauftragte für den Datenschutz",
        "https://www.datenschutz-bayern.de/",
    ),
    "10": _state(
        "Saarland",
        "Unabhängiges Datenschutzzentrum Saarland",
        "https://www.datenschutz.saarland.de/",
    ),
    "11": _state(
        "Berlin",
        "Berliner Beauftragte für Datenschutz und Informationsfreiheit",
        "https://www.datenschutz-berlin.de/",
    ),
    "12": _state(
        "Brandenburg",
        "Die Landesbeauftragte für den Datenschutz und für das Recht auf Akteneinsicht Brandenburg",
        "https://www.lda.brandenburg.de/",
    ),
    "13": _state(
        "Mecklenburg-Vorpommern",
        "Der Landesbeauftragte für Datenschutz und Informationsfreiheit Mecklenburg-Vorpommern",
        "https://www.datenschutz-mv.de/",
    ),
    "14": _state(
        "Sachsen",
        "Sächsische Datenschutz- und Transparenzbeauftragte",
        "https://www.datenschutz.sachsen.de/",
    ),
    "15": _state(
        "Sachsen-Anhalt",
        "Landesbeauftragte für den Datenschutz Sachsen-Anhalt",
        "https://datenschutz.sachsen-anhalt.de/",
    ),
    "16": _state(
        "Thüringen",
        "Thüringer Landesbeauftragter für den Datenschutz und die Informationsfreiheit",
        "https://www.tlfdi.de/",
    ),
}
CHOICES = sorted(((key, land.name) for key, land in STATES.items()), key=lambda row: row[1])


def choices():
    """[(key, name)] by name; called by model fields, so that no migration lists them."""
    return CHOICES


def own_state() -> str:
    """The key of the city's own state, from STADTTOR_ARS; "" when not set."""
    key = settings.STADTTOR_ARS[:2]
    return key if key in STATES else ""
