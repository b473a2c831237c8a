"""Numbers in texts are links where they are one, and stay text where they are not."""

import re
from pathlib import Path

import pytest

from core.contacts import link_contacts, phone_address

ROOT = Path(__file__).parents[2]
HREF = re.compile(r'<a href="([^"]*)"[^>]*>')


def hrefs(html):
    return HREF.findall(link_contacts(html))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Sperr-Notruf 116 116 (rund um die Uhr)", "tel:116116"),
        ("Wählen Sie 116117.", "tel:116117"),
        ("Ärztlicher Bereitschaftsdienst: 116&nbsp;117", "tel:116117"),
        ("das Kinder- und Jugendtelefon 116 111", "tel:116111"),
        ("Hilfetelefon Gewalt gegen Frauen 116 016", "tel:116016"),
        ("Telefon: 115", "tel:115"),
        ("die Behördennummer 115", "tel:115"),
        ("Rufen Sie die 115 an", "tel:115"),
        ("Rufen Sie uns an: Tel. 115", "tel:115"),
        ("Dial 115, Monday to Friday", "tel:115"),
        ("Notruf 112", "tel:112"),
        ("Polizei 110", "tel:110"),
        ("Feuerwehr: 112", "tel:112"),
        ("Im Notfall 112 wählen", "tel:112"),
        ("+49 661 102-0", "tel:+496611020"),
        ("+49 (0)661 102-0", "tel:+496611020"),
        ("+49 (0) 661 / 102 0", "tel:+496611020"),
        ("+49661102115", "tel:+49661102115"),
        ("0049 661 102-115", "tel:+49661102115"),
        ("+43 1 71100", "tel:+43171100"),
        ("Telefon 0661 102-0", "tel:+496611020"),
        ("Tel.: 0661/102-0", "tel:+496611020"),
        ("(0661) 102-1234", "tel:+496611021234"),
        ("(06 61) 1 02 12 34 oder Telefon (06 61) 1 02 12 34", "tel:+496611021234"),
        ("Telefon: 06 61 / 1 02-0", "tel:+496611020"),
        ("0661 102 1234", "tel:+496611021234"),
        ("0661–1021234", "tel:+496611021234"),
        ("0171 1234567", "tel:+491711234567"),
        ("Mobil: 01711234567", "tel:+491711234567"),
        ("0800 1234567 (kostenlos)", "tel:08001234567"),
        ("0800 111 0 111", "tel:08001110111"),
        ("08001110222", "tel:08001110222"),
        ("0180 5 123456", "tel:01805123456"),
        ("Telefon: <strong>0661 102-0</strong>", "tel:+496611020"),
        ("Rufnummer&nbsp;0661&nbsp;102&#8209;15", "tel:+4966110215"),
        ("Telefon 0661 102-15 – 18", "tel:+4966110215"),
        ("Kontakt: info@lindenfurt.example.", "mailto:info@lindenfurt.example"),
        ("(max.muster+amt@stadt-lindenfurt.de)", "mailto:max.muster+amt@stadt-lindenfurt.de"),
    ],
)
def test_what_can_be_called_or_written_to_is_a_link(text, address):
    assert address in hrefs(f"<p>{text}</p>")
    # The words stay as they were.
    assert re.sub(r"<a [^>]*>|</a>", "", link_contacts(f"<p>{text}</p>")) == f"<p>{text}</p>"


@pytest.mark.parametrize(
    "text",
    [
        "Es kostet 115 Euro.",
        "§ 115 SGB X",
        "Seite 112",
        "Raum 110",
        "110 bis 115",
        "112 Plätze",
        "am 01.02.2026",
        "am 01-02-2026",
        "01/02/2026",
        "vom 01.01. bis 15.01.2026",
        "08:00–12:00 Uhr",
        "08-12 Uhr",
        "08 00 12 00",
        "01067 Dresden",
        "PLZ 01067",
        "06110 Halle (Saale) 06112",
        "IBAN DE02 1203 0000 0000 2020 51",
        "IBAN: DE89370400440532013000",
        "DE89 3704 0044 0532 0130 00",
        "Konto 0532013000",
        "BIC HELADEF1FDS",
        "BLZ 053 013 000",
        "Aktenzeichen 0511 123/2026",
        "Az. 0815/2026",
        "Az.: 0815-4711-22",
        "Drucksache 0123/2026",
        "Vorlage 0123/26",
        "0511/2026",
        "Steuernummer 018 123 45678",
        "Kassenzeichen 0012345678",
        "Kassenzeichen: 0123 456 789",
        "LeiKa-Schlüssel 99 115 005 070 000",
        "Gemeindeschlüssel 06 631 009",
        "ISBN 0-306-40615-2",
        "HRB 0661102",
        "1.000.000 Einwohner",
        "0,50 Euro",
        "0.1250",
        "12 bis 0123456",
        "Gläubiger-ID DE98ZZZ09999999999",
        "Version 02.03.2026",
        "Telefax 0661 102-99",
        "Fax: +49 661 102-99",
        "Zählerstand 012345",
        "Ausweisnummer 0123 456 789",
        "Flurstück 012/345",
        "2026-01-05",
        "2000-2010",
        "116 117 Euro",
        "116 116 Einwohner",
        "Rechnung 0123 456 7890",
        "@lindenfurt",
        "Maße 0120 x 0300",
        "abc0661102115",
    ],
)
def test_what_is_no_number_to_call_stays_text(text):
    assert link_contacts(f"<p>{text}</p>") == f"<p>{text}</p>"


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="tel:115">Telefon 115</a></p>',
        '<p><a href="/x/">Schreiben Sie an <b>info@lindenfurt.example</b></a></p>',
        "<p><code>info@lindenfurt.example</code></p>",
        "<button>Notruf 112</button>",
        '<p title="Telefon 0661 102-0">Hier</p>',
    ],
)
def test_links_and_attributes_are_left_alone(html):
    assert link_contacts(html) == html


def test_hostile_text_stays_harmless_and_quick():
    assert "<script>" not in link_contacts("&lt;script&gt;x@y.example")
    link_contacts("0" + "1 " * 50_000)
    link_contacts("(0661) " * 20_000)
    link_contacts("<a " * 10_000 + "0661 102-0")


def test_a_paragraph_does_not_lend_its_words_to_the_next():
    assert hrefs("<p>Telefon</p><p>115</p>") == []
    assert hrefs("<ul><li>Fax</li><li>0661 102-15</li></ul>") == ["tel:+4966110215"]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("+49 (0)661 102-0", "tel:+496611020"),
        ("0661 102-0 (Zentrale)", "tel:06611020"),
        ("115", "tel:115"),
    ],
)
def test_a_number_of_an_office_dials_what_it_says(written, address):
    assert phone_address(written) == address


# Where foreign or editors' text is written into a page as HTML, it passes through the filter.
HTML_TEXT = re.compile(
    r"\{\{\s*([^}|]+)((?:\|[^}|]+)*\|(?:richtext|linebreaks|linebreaksbr|safe)[^}]*)\}\}"
)
# Questions of forms are labels; what a council's file says is shown as it was read; the style
# guide and an answer of the reader's own hold blocks and words that passed already.
LEFT_OUT = {
    "home/styleguide.html": "blocks, rendered",
    "forms/sent.html": "the reader's own answers",
    "forms/review.html": "the reader's own answers",
    "forms/_field.html": "hints of questions, read out with them",
    "forms/_tick.html": "hints of questions, read out with them",
    "forms/_group.html": "hints of questions, read out with them",
    "oparl/file.html": "a file's own text",
    "blocks/contact.html": "an address",
    "quality/review.html": "for the owner of a text",
}


def test_every_text_of_sources_and_editors_passes_through_the_filter():
    missing, seen = [], 0
    for path in ROOT.glob("*/**/templates/**/*.html"):
        name = "/".join(path.parts[-2:])
        if "/admin/" in str(path) or ".venv" in path.parts or "node_modules" in path.parts:
            continue
        for match in HTML_TEXT.finditer(path.read_text()):
            seen += 1
            if "contact_links" not in match[2] and name not in LEFT_OUT:
                missing.append(f"{name}: {match[0]}")
    assert seen > 25
    assert missing == []
