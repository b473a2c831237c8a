"""Recognition of an online service's action by its kind and title: apply, book, report, look up …

Titles are the sources' own, so the rules are about German words. They are applied in order: first
unambiguous words (a calendar, an appointment, a calculator), then the verb ("… beantragen"), then
the noun ("Antrag auf …", "… auskunft"). If the title gives no hint, the verb of the service itself
counts, unless the service has to be done in person.
"""

import re
from collections.abc import Iterable

from core.actions import Action


def _rules(*pairs):
    return [(action, re.compile(pattern, re.IGNORECASE)) for action, pattern in pairs]


_THINGS = _rules(
    (Action.OPEN, r"\blastschrift|\bsepa\b"),
    (Action.CALENDAR, r"kalender\b|\babfuhrtermine|\bveranstaltungstermine|\babholtermine"),
    (
        Action.APPOINTMENT,
        r"\b(trau|beratungs|vorsprache|impf|online-?)?"
        r"termin(e|s|vereinbarung|vergabe|buchung|reservierung|anfrage|auswahl)?\b",
    ),
    (Action.CALCULATE, r"(?<!ab)(?<!an)rechner\b|\b(be|aus)rechnen\b"),
    (
        Action.STATUS,
        r"\bfertig\b.*\?|\b(bearbeitungs|sach)stand\b|\bstatus(abfrage|auskunft)?\b",
    ),
    (Action.MAP, r"\bgeoportal|\bstadtplan|\bgeodaten(viewer|portal)|\b(online|bauleit)?karte\b"),
)
_VERBS = _rules(
    (
        Action.APPLY,
        r"\bbeantrag(en|e|ung)\b|\bbewerben\b|\bzulassen\b|\bgenehmigen lassen\b"
        r"|\berlauben lassen\b|\bumtauschen\b|\bumschreiben\b|\berstatten\b|\bantrag stellen\b"
        r"|\beinholen\b",
    ),
    (Action.REPORT, r"\bmelden\b|\bmitteilen\b|\bablesen\b|\binformieren\b"),
    (Action.NOTIFY, r"\banzeigen\b"),
    (Action.REGISTER, r"\banmelden\b|\bregistrieren\b"),
    (Action.DEREGISTER, r"\babmelden\b"),
    (Action.REREGISTER, r"\bummelden\b"),
    (Action.ENTER, r"\beintragen\b"),
    (Action.CHANGE, r"\b(ändern|berichtigen|aktualisieren)\b"),
    (Action.EXTEND, r"\bverlängern\b"),
    (Action.CANCEL, r"\bkündigen\b|\bwiderrufen\b"),
    (Action.SUBMIT, r"\b(einreichen|übermitteln|senden|hochladen|einlegen)\b"),
    (Action.ORDER, r"\b(bestellen|anfordern)\b"),
    (Action.RESERVE, r"\b(reservieren|mieten|anmieten)\b"),
    (Action.BOOK, r"\bbuchen\b"),
    (Action.PAY, r"\b(be)?zahlen\b"),
    (Action.INFORMATION, r"\b(einsehen|abfragen|abrufen)\b"),
    (Action.FIND, r"\b(suchen|finden)\b"),
)
_NOUNS = _rules(
    (Action.INFORMATION, r"auskunft\b|\beinsicht(nahme)?\b|\babfrage\b|datenbank\b"),
    (Action.FIND, r"\bfund(büro|sachen)|finder\b|suche\b|navigator\b"),
    (Action.REPORT, r"\bmängelmelder|verlustmeldung|verlustanzeige|\bmeldung(en)?\b"),
    (Action.SUBMIT, r"upload"),
    (
        Action.REGISTER,
        r"(?<!\babmeldung oder )\b(schul|kita|online-?|neu|vor|marken|design|internetzoll)?"
        r"anmeldung\b|\bregistrierung\b",
    ),
    (Action.DEREGISTER, r"\babmeldung\b"),
    (Action.REREGISTER, r"\bummeldung\b"),
    (Action.CHANGE, r"\bänderungs?(mitteilung|meldung|anzeige)?\b"),
    (Action.APPLY, r"antrags?(tellung|stellung|sstellung|sassistent\w*|sassistenz)?\b|\banträge\b"),
    (Action.NOTIFY, r"anzeige\b"),
    (Action.ORDER, r"bestellung\b"),
    (Action.RESERVE, r"reservierung\b"),
    (Action.BOOK, r"buchung\b"),
    (Action.PAY, r"\b(be)?zahlung\b"),
)
# A paper that the office gives: whoever asks for one applies. Weaker than the service's own verb.
_PAPERS = _rules(
    (
        Action.APPLY,
        r"(genehmigung|erlaubnis|bewilligung|zulassung|anordnung)\b|ausweis(es)?\b|pass\b"
        r"|bescheinigung\b|förderung\b|zuschuss\b|sicherung\b|zeugnis\b|urkunde\b",
    ),
)
_IN_PERSON = re.compile(
    r"\b(nur|ausschließlich|stets|immer) persönlich|persönlich(es|e)? (erscheinen|vorsprechen"
    r"|vorsprache|anwesenheit)|antrag\w* (nur )?persönlich|persönlich (im|in der|bei|beim|mit)\b"
    r"|(müssen|muss) (sie |man )?(dafür |dazu |dabei )?persönlich",
    re.IGNORECASE,
)
# "persönlich oder online": the service can be had both ways.
_ALSO_ONLINE = re.compile(r"persönlich,? (oder|und|sowie) online|online,? (oder|und|sowie)", re.I)


def action_of(titles: Iterable[str], service_title: str = "", in_person: bool = False) -> Action:
    """The action of an online service.

    titles: its names in the source, the most specific first: its title, its link's title, its kind.
    service_title: of its service. in_person: whether that service is available in person only.
    """
    titles = [title for title in titles if title]
    for rules in (_THINGS, _VERBS, _NOUNS):
        for title in titles:
            if found := _first(rules, title):
                return found
    if in_person:
        return Action.OPEN
    if found := _first(_VERBS, service_title):
        return found
    for title in titles:
        if found := _first(_PAPERS, title):
            return found
    return Action.OPEN


def _first(rules, title) -> Action | None:
    """The action whose words come first in the title."""
    places = [
        (match.start(), number, action)
        for number, (action, pattern) in enumerate(rules)
        if (match := pattern.search(title))
    ]
    return min(places)[2] if places else None


def requires_presence(text: str) -> bool:
    """Whether a service's text requires personal appearance, without any alternative."""
    return bool(_IN_PERSON.search(text)) and not _ALSO_ONLINE.search(text)


_APPLICATION = re.compile(
    r"\b\w*antrag\b|\banmeldung\b|-anmeldung\b|\babmeldung\b|\bummeldung\b|\banmeldeformular"
    r"|\banzeige\b|\bmeldung\b|\bwiderspruch\b|\bantragsformular|\bmeldeschein|\berklärung zum\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"vollmacht|checkliste|merkblatt|hinweis|muster|anlage\b|beiblatt|datenblatt|lastschrift"
    r"|bestätigung|zustimmung|einverständnis|information|ausfüllhilfe|leitfaden",
    re.IGNORECASE,
)


def is_application_form(title: str) -> bool:
    """Whether a form is the application itself, not an enclosure."""
    return bool(_APPLICATION.search(title)) and not _BESIDE.search(title)
