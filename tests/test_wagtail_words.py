"""What Wagtail says in German, with our words over it: no odd word is left, none is outdated."""

import re
from pathlib import Path

import polib
import pytest
import wagtail
import wagtail_modeladmin
from django.conf import settings
from django.utils import translation

OURS = settings.LOCALE_PATHS[1] / "de" / "LC_MESSAGES" / "django.po"
ODD = re.compile(
    r"\bLocales?\b|[Ss]chnipsel|^Kürzel|s-Objekt|“-Objekt|\}-Objekt|^Unbekannte? %|Lauf Liste"
)
PLACE = re.compile(r"%\((\w+)\)|\{(\w+)\}")


def wagtails() -> dict[str, polib.POEntry]:
    found = {}
    for package in (wagtail, wagtail_modeladmin):
        for path in Path(package.__file__).parent.rglob("locale/de/LC_MESSAGES/django.po"):
            found |= {entry.msgid: entry for entry in polib.pofile(path) if not entry.obsolete}
    return found


WAGTAILS = wagtails()


@pytest.mark.parametrize("entry", polib.pofile(OURS), ids=lambda entry: entry.msgid[:60])
def test_our_word_is_said_in_place_of_one_that_wagtail_still_has(entry):
    assert entry.msgid in WAGTAILS
    assert bool(entry.msgid_plural) == bool(WAGTAILS[entry.msgid].msgid_plural)
    texts = [entry.msgstr, *entry.msgstr_plural.values()]
    known = set(PLACE.findall(entry.msgid + entry.msgid_plural))
    assert set(PLACE.findall(" ".join(texts))) <= known
    if not entry.msgid_plural:
        with translation.override("de"):
            assert translation.gettext(entry.msgid) == entry.msgstr


def test_no_odd_word_of_wagtail_is_left():
    with translation.override("de"):
        said = {
            msgid: [translation.ngettext(msgid, entry.msgid_plural, n) for n in (1, 2)]
            if entry.msgid_plural
            else [translation.gettext(msgid)]
            for msgid, entry in WAGTAILS.items()
        }
    assert {msgid: texts for msgid, texts in said.items() if any(map(ODD.search, texts))} == {}
