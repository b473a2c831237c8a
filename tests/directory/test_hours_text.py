"""How German offices write their hours, and what may be read out of it."""

import pytest

from directory.hours_text import parse_hours

WEEK = (1, 2, 3, 4, 5)


def on(days, *spans):
    return sorted((day, opens, closes) for day in days for opens, closes in spans)


MORNING = ("08:00", "12:00")
AFTERNOON = ("14:00", "16:00")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mo–Fr 8–12 Uhr", on(WEEK, MORNING)),
        ("Mo-Fr: 08:00-12:00", on(WEEK, MORNING)),
        ("Mo. - Fr. 8.00 - 12.00 Uhr", on(WEEK, MORNING)),
        ("Mo.–Fr.: 8.00–12.00 Uhr.", on(WEEK, MORNING)),
        ("montags bis freitags von 8 Uhr bis 12 Uhr", on(WEEK, MORNING)),
        ("Montag bis Freitag 8 bis 12 Uhr", on(WEEK, MORNING)),
        ("Montag&nbsp;–&nbsp;Freitag: 8:00&#xa0;Uhr – 12:00 Uhr", on(WEEK, MORNING)),
        (
            "Montag, Dienstag: 08:00 - 12:30 Uhr und 14.00 bis 16.00 Uhr",
            on((1, 2), ("08:00", "12:30"), AFTERNOON),
        ),
        (
            "<p>Mo, Mi, Fr 8-12 Uhr; Di, Do 14-16 Uhr</p>",
            on((1, 3, 5), MORNING) + on((2, 4), AFTERNOON),
        ),
        ("Mo + Di 8 - 12 u. 14 - 16 Uhr", on((1, 2), MORNING, AFTERNOON)),
        ("Mo/Di/Do 8:00-12:00/14:00-16:00", on((1, 2, 4), MORNING, AFTERNOON)),
        (
            "<ul><li>Montag: 8–12 Uhr</li><li>Donnerstag: 14–16 Uhr</li></ul>",
            on((1,), MORNING) + on((4,), AFTERNOON),
        ),
        (
            "<table><tr><td>Montag</td><td>8–12 Uhr</td><td>14–16 Uhr</td></tr>"
            "<tr><td>Dienstag</td><td>8–12 Uhr</td></tr></table>",
            on((1,), MORNING, AFTERNOON) + on((2,), MORNING),
        ),
        (
            "Montag<br>8–12 Uhr<br>14–16 Uhr<br>Dienstag<br>8–12 Uhr",
            on((1,), MORNING, AFTERNOON) + on((2,), MORNING),
        ),
        ("Mo-Fr 8-12 Uhr, Mi geschlossen", on((1, 2, 4, 5), MORNING)),
        (
            "Mo, Di 8-12 Uhr<br>Mittwoch: geschlossen<br>Do 14-16 Uhr",
            on((1, 2), MORNING) + on((4,), AFTERNOON),
        ),
        ("Mo–Fr 8–12 Uhr, Do 14–16 Uhr", on(WEEK, MORNING) + on((4,), AFTERNOON)),
        ("Mo-Fr 8-12 Uhr sowie nach Vereinbarung", on(WEEK, MORNING)),
        ("Mo-Fr 8-12 Uhr und nach telefonischer Vereinbarung", on(WEEK, MORNING)),
        ("<p>Mo-Fr 8-12 Uhr</p><p>Termine nach Vereinbarung</p>", on(WEEK, MORNING)),
        ("Mo 8-12 Uhr, Di nach Vereinbarung, Mi 8-12 Uhr", on((1, 3), MORNING)),
        ("Öffnungszeiten: Mo–Fr 8–12 Uhr", on(WEEK, MORNING)),
        ("<h3>Unsere Öffnungszeiten</h3><p>Mo–Fr 8–12 Uhr</p>", on(WEEK, MORNING)),
        ("Sprechzeiten<br/>Mo 8.30–12 Uhr", on((1,), ("08:30", "12:00"))),
        ("Mo-Fr vormittags 8-12 Uhr, nachmittags 14-16 Uhr", on(WEEK, MORNING, AFTERNOON)),
        ("Montagnachmittag 14–16 Uhr", on((1,), AFTERNOON)),
        ("Mo-Fr 8-12 Uhr, Mittwochnachmittag geschlossen", on(WEEK, MORNING)),
        ("Mo–Mi, Fr 7:30–12:00", on((1, 2, 3, 5), ("07:30", "12:00"))),
        ("Sonnabend 9-12 Uhr", on((6,), ("09:00", "12:00"))),
        ("Sa. und So. 10:00 bis 18:00 Uhr", on((6, 7), ("10:00", "18:00"))),
        (
            "Mo-Do durchgehend 8-16 Uhr und Fr 8-12 Uhr",
            on((1, 2, 3, 4), ("08:00", "16:00")) + on((5,), MORNING),
        ),
        ("MO - FR 8:00 - 12:00 UHR", on(WEEK, MORNING)),
        ("Mo–Fr 8–12 Uhr außer an Feiertagen", on(WEEK, MORNING)),
        ("Mo-Fr 8-12 Uhr, an Feiertagen geschlossen", on(WEEK, MORNING)),
    ],
)
def test_unambiguous_hours_are_read(text, expected):
    assert parse_hours(text) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<p>&nbsp;</p>",
        "nach Vereinbarung",
        "Termine nur nach telefonischer Vereinbarung",
        "Mi geschlossen",
        "geschlossen",
        "Mo-Fr ab 8 Uhr",
        "Mo-Fr 8-12 Uhr nach Vereinbarung",
        "Mo-Fr 8-12 Uhr (nur mit Termin)",
        "Mo–Fr 8–12 Uhr (nach Vereinbarung)",
        "jeden 1. Donnerstag im Monat 14-18 Uhr",
        "1. Samstag im Monat 9-12 Uhr",
        "April bis Oktober: Mo-Fr 8-18 Uhr",
        "Mo-Fr 8-12 Uhr<br>Telefonzeiten: Mo-Fr 8-16 Uhr",
        "Öffnungszeiten: Mo-Fr 8-12 Uhr<br>Servicezeiten: Mo-Fr 8-16 Uhr",
        "Telefonische Erreichbarkeit Mo-Fr 8-16 Uhr",
        "werktags 8-12 Uhr",
        "täglich 8-18 Uhr",
        "8-12 Uhr",
        "Mo-Fr",
        "Montag<br>Dienstag 8-12 Uhr",
        "Fr-Mo 8-12 Uhr",
        "Mo-Fr 8-12 Uhr, Fr 8-11 Uhr",
        "Mo-Fr 8-12 Uhr, Mo-Fr 8-12 Uhr",
        "Mo, Mo 8-12 Uhr",
        "Mo-Fr 12-8 Uhr",
        "Mo-Fr 2-4 Uhr nachmittags",
        "Mo-Fr 8-25 Uhr",
        "Mo-Fr 8:75-12 Uhr",
        "Mo 8-12, Di",
        "Mo-Fr 8,30-12 Uhr",
        "24.12. geschlossen",
        "Mo-Fr 8-12 Uhr, 24.12.-31.12. geschlossen",
        "Montage sind offen von 8-12 Uhr",
        "Bürgerbüro: Mo-Fr 8-12 Uhr<br>Standesamt: Mo-Fr 9-12 Uhr",
        "Monday to Friday 8-12",
        "Mo 8-12 Uhr Di",
        "Do 08001234567",
    ],
)
def test_in_doubt_nothing_is_read(text):
    assert parse_hours(text) == []


def test_a_long_text_of_signs_is_answered_at_once():
    assert parse_hours("Mo, " * 5000 + "8-12-") == []
    assert parse_hours("Mo 8-12 " * 5000) == []
