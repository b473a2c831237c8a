"""Texts are found in code and templates, and a translation that lacks one is told apart."""

import polib
import pytest

from core import messages
from core.messages import Message


def catalogue_of(*entries):
    catalogue = polib.POFile()
    catalogue.extend(entries)
    return catalogue


def keyed(*found):
    return {message.key: message for message in found}


HELLO = Message("Hello %(name)s")
FILES = Message("%(count)d file", "%(count)d files")


def test_code_gives_texts_plurals_and_contexts():
    source = """
title = _("Title")
label = pgettext_lazy("month", "May")
text = ngettext("%(n)d day", "%(n)d days", n)
both = npgettext_lazy("form", "%(n)d sheet", "%(n)d sheets", "n")
long = gettext_lazy("one "
                    "line")
silent = gettext(variable)
"""
    assert messages.messages_in_code(source) == {
        Message("Title"),
        Message("May", context="month"),
        Message("%(n)d day", "%(n)d days"),
        Message("%(n)d sheet", "%(n)d sheets", "form"),
        Message("one line"),
    }


def test_templates_give_texts_whatever_stands_around_them():
    source = """
{% load i18n %}
<div>
    <p class="a'b">{% translate "Search" %} {{ page|default:_("none") }}</p>
  {% translate "May" context "month" as month %}
        {% blocktranslate trimmed count number=found %}
          {{ number }} result
        {% plural %}
          {{ number }} results
        {% endblocktranslate %}
 </div>
{# Translators are told nothing here: ( #}
{% comment %} {% translate "Old" %} {% endcomment %}
"""
    assert messages.messages_in_template(source) == {
        Message("Search"),
        Message("none"),
        Message("May", context="month"),
        Message("%(number)s result", "%(number)s results"),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%(count)d of %(total)s", {"count", "total"}),
        ("%s and %d", {"%s", "%d"}),
        ("{name}: {size:.1f}", {"{name}", "{size}"}),
        ("100 %% and 5 percent", set()),
    ],
)
def test_placeholders(text, expected):
    assert messages.placeholders(text) == expected


def test_a_complete_catalogue_has_no_problems():
    plural = {0: "eine Datei", 1: "%(count)d Dateien"}
    catalogue = catalogue_of(
        polib.POEntry(msgid=HELLO.text, msgstr="Hallo %(name)s"),
        polib.POEntry(msgid=FILES.text, msgid_plural=FILES.plural, msgstr_plural=plural),
    )
    assert messages.problems(catalogue, keyed(HELLO, FILES)) == []


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (polib.POEntry(msgid="Other", msgstr="Anderes"), "missing: Hello %(name)s"),
        (polib.POEntry(msgid="Other", msgstr="Anderes"), "not used: Other"),
        (polib.POEntry(msgid=HELLO.text), "not translated: Hello %(name)s"),
        (
            polib.POEntry(msgid=HELLO.text, msgstr="Hallo %(nam)s"),
            "placeholders differ: Hello %(name)s",
        ),
        (
            polib.POEntry(msgid=HELLO.text, msgstr="Hallo %(name)s", flags=["fuzzy"]),
            "fuzzy: Hello %(name)s",
        ),
        (
            polib.POEntry(msgid=HELLO.text, msgstr="Hallo %(name)s", obsolete=True),
            "obsolete: Hello %(name)s",
        ),
        (
            polib.POEntry(msgid=HELLO.text, msgid_plural="Hellos", msgstr_plural={0: "a", 1: "b"}),
            "plural differs: Hello %(name)s",
        ),
    ],
)
def test_what_is_wrong_with_a_catalogue_is_named(entry, problem):
    assert problem in messages.problems(catalogue_of(entry), keyed(HELLO))


@pytest.mark.parametrize("forms", [{0: "eine Datei", 1: ""}, {0: "eine Datei", 1: "viele Dateien"}])
def test_both_forms_of_a_plural_count(forms):
    entry = polib.POEntry(msgid=FILES.text, msgid_plural=FILES.plural, msgstr_plural=forms)
    assert len(messages.problems(catalogue_of(entry), keyed(FILES))) == 1


def test_an_update_keeps_what_is_translated_and_drops_what_is_unused():
    catalogue = catalogue_of(
        polib.POEntry(msgid="Unused", msgstr="Unbenutzt"),
        polib.POEntry(msgid=HELLO.text, msgstr="Hallo %(name)s"),
    )
    result = messages.updated(catalogue, keyed(HELLO, FILES))
    assert [(entry.msgid, entry.msgstr) for entry in result] == [
        (FILES.text, ""),
        (HELLO.text, "Hallo %(name)s"),
    ]


def test_an_update_fills_gaps_from_further_catalogues_and_overwrites_nothing():
    ours = catalogue_of(polib.POEntry(msgid=HELLO.text, msgstr="Hallo %(name)s"))
    theirs = catalogue_of(
        polib.POEntry(msgid=HELLO.text, msgstr="Tag %(name)s"),
        polib.POEntry(
            msgid=FILES.text,
            msgid_plural=FILES.plural,
            msgstr_plural={0: "eine Datei", 1: "%(count)d Dateien"},
        ),
    )
    result = messages.updated(ours, keyed(HELLO, FILES), [theirs])
    assert messages.problems(result, keyed(HELLO, FILES)) == []
    assert result.find(HELLO.text).msgstr == "Hallo %(name)s"


def test_an_update_of_an_up_to_date_catalogue_changes_no_byte(tmp_path):
    path = tmp_path / "django.po"
    first = messages.updated(polib.POFile(), keyed(HELLO, FILES))
    first.save(str(path))
    written = path.read_bytes()
    messages.updated(messages.read_catalogue(path), keyed(FILES, HELLO)).save(str(path))
    assert path.read_bytes() == written


def test_the_projects_own_texts_are_found_and_no_others(settings):
    found = messages.project_messages()
    assert ("", "source") in found
    files = messages.project_files(".py")
    assert settings.BASE_DIR / "search" / "searching.py" in files
    assert settings.SITE_DIR / "harvest" / "apps.py" in files
    assert not [path for path in files if {"tests", ".venv", "migrations"} & set(path.parts)]
