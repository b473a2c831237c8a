"""The German of our catalogue: one word for one thing, and the handbook calls things by it."""

import re
from pathlib import Path

import django
import polib
import pytest
import wagtail
import wagtail_modeladmin
from django.conf import settings

from accounts import groups

BASE = Path(settings.BASE_DIR)
HANDBOOK = BASE / "docs" / "editors.md"
# {word that readers or editors once met: what it is called now}
OLD = {
    r"Worte\b(?! \w)": "Suchbegriff",
    r"Ansprechstelle": "Ihr Kontakt",
    r"[Vv]iel gefragt|[Bb]esonders gefragt": "Häufig gesucht",
    r"Menschen im Rat": "Ratsmitglieder",
    r"Eine solche \w+ gibt es nicht": "Keine Treffer",
    r"Organisationseinheit": "Amt",
    r"[Ss]eite-Objekt\b": "the name of the thing",
    r"\bLauf Liste\b": "Liste der Läufe",
    r"Änderungen verlangen": "Änderungen anfordern",
}
# An office of the city is an Amt. A Stelle is a job, a place, or who answers for something by law.
OF_AN_OFFICE = re.compile(r"\boffices?\b", re.IGNORECASE)
STELLE = re.compile(r"(?<!zuständige )(?<!herausgebende )\bStellen?\b", re.IGNORECASE)
# Stressed in the handbook, but no name of anything: the beginnings of paragraphs, and sentences.
STRESSED = {
    *("Beim Schreiben", "Fragen mit Bedingung", "Mehrere Seiten", "Übersetzung"),
    *("ein Weg, sich zu bewerben", "zur Prüfung durch die Redaktion"),
}


def ours() -> list[polib.POEntry]:
    files = [folder / "de" / "LC_MESSAGES" / "django.po" for folder in settings.LOCALE_PATHS]
    return [entry for file in files for entry in polib.pofile(file) if not entry.obsolete]


def texts_of(entry) -> list[str]:
    return [entry.msgstr, *entry.msgstr_plural.values()]


def said() -> set[str]:
    """Every German text of the interface: ours, Wagtail's and Django's, and the roles."""
    found = {text for entry in ours() for text in texts_of(entry)}
    for package in (wagtail, wagtail_modeladmin, django):
        for file in Path(package.__file__).parent.rglob("locale/de/LC_MESSAGES/django*.po"):
            found |= {text for entry in polib.pofile(file) for text in texts_of(entry)}
    found |= {groups.REVIEW, *(role.name for role in groups.ROLES)}
    return {text.strip().casefold() for text in found}


def bold_names(text) -> list[str]:
    """What the handbook prints in bold, each step of a way by itself."""
    found = re.findall(r"\*\*([^*\n]+(?:\n[^*\n]+)?)\*\*", text)
    steps = (step for one in found for step in re.split(r"\s[→›]\s", " ".join(one.split())))
    return [step.rstrip(".:") for step in steps]


@pytest.mark.parametrize("old", OLD)
def test_an_old_word_is_gone(old):
    left = [text for entry in ours() for text in texts_of(entry) if re.search(old, text)]
    assert left == [], OLD[old]


def test_an_old_word_would_be_seen():
    samples = "Worte|Ansprechstelle|Viel gefragt|Menschen im Rat|Eine solche Vorlage gibt es nicht"
    assert all(any(re.search(old, one) for old in OLD) for one in samples.split("|"))


def test_an_office_has_one_name():
    wrong = {
        entry.msgid: entry.msgstr
        for entry in ours()
        if OF_AN_OFFICE.search(entry.msgid) and any(STELLE.search(text) for text in texts_of(entry))
    }
    assert wrong == {}


def test_the_handbook_calls_things_as_the_screen_does():
    names = bold_names(HANDBOOK.read_text())
    assert len(names) > 90
    known = said()
    unknown = {name for name in names if name.casefold() not in known} - STRESSED
    assert unknown == set()


def test_only_what_is_stressed_is_left_out():
    assert set(bold_names(HANDBOOK.read_text())) >= STRESSED
