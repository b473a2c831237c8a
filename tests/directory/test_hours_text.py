"""How German offices write their hours, and what may be read out of it."""

import random

import pytest

from directory.hours_text import (
    Doubt,
    parse_hours,
    parse_hours_with_notes,
    read_hours,
    read_times,
    write_hours,
    write_times,
)

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
        "Mo-Fr 8-6 Uhr",
        "Mo-Fr 8-8 Uhr",
        "Fr 24-4 Uhr",
        "an Wochentagen 8-12 Uhr",
        "feiertags 10-12 Uhr",
        "Fr 20-4 Uhr, Sa 2-8 Uhr",
        "So 22-6 Uhr, Mo 5-9 Uhr",
        "8-12 Uhr",
        "Mo-Fr",
        "Montag<br>Dienstag 8-12 Uhr",
        "Mo-Mo 8-12 Uhr",
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


EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)
ALL_DAY = ("00:00", "00:00")
NIGHT = ("20:00", "02:00")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Every day
        ("täglich 8–20 Uhr", on(EVERY_DAY, ("08:00", "20:00"))),
        ("tägl. 8-20 h", on(EVERY_DAY, ("08:00", "20:00"))),
        ("Täglich von 8 bis 20 Uhr geöffnet", on(EVERY_DAY, ("08:00", "20:00"))),
        ("jeden Tag 10 bis 18 Uhr", on(EVERY_DAY, ("10:00", "18:00"))),
        ("an allen Tagen 10–18 Uhr", on(EVERY_DAY, ("10:00", "18:00"))),
        ("8–20 Uhr täglich", on(EVERY_DAY, ("08:00", "20:00"))),
        ("täglich außer Montag 10–18 Uhr", on(EVERY_DAY[1:], ("10:00", "18:00"))),
        ("täglich 10–18 Uhr, außer montags", on(EVERY_DAY[1:], ("10:00", "18:00"))),
        ("täglich 10–18 Uhr, montags geschlossen", on(EVERY_DAY[1:], ("10:00", "18:00"))),
        ("täglich 10–18 Uhr, Ruhetag: Montag", on(EVERY_DAY[1:], ("10:00", "18:00"))),
        ("Di–So 10–18 Uhr, Montag Ruhetag", on(EVERY_DAY[1:], ("10:00", "18:00"))),
        # Weekends and holidays
        ("am Wochenende 10–17 Uhr", on((6, 7), ("10:00", "17:00"))),
        (
            "Mo–Fr 8–12 Uhr, Wochenende 10–17 Uhr",
            on(WEEK, MORNING) + on((6, 7), ("10:00", "17:00")),
        ),
        ("Sa, So und Feiertage 10–17 Uhr", on((6, 7), ("10:00", "17:00"))),
        ("Sonn- und Feiertage 10–17 Uhr", on((7,), ("10:00", "17:00"))),
        ("Sonn- und feiertags 10–17 Uhr", on((7,), ("10:00", "17:00"))),
        ("Mo–Sa 8–12 Uhr, Feiertage geschlossen", on((1, 2, 3, 4, 5, 6), MORNING)),
        ("Mo–Fr 8–12 Uhr (außer feiertags)", on(WEEK, MORNING)),
        ("Mo–Fr 8–12 Uhr, kein Publikumsverkehr am Mittwoch", on((1, 2, 4, 5), MORNING)),
        # Around the clock
        ("Mo–So 0–24 Uhr", on(EVERY_DAY, ALL_DAY)),
        ("täglich 0:00–24:00", on(EVERY_DAY, ALL_DAY)),
        ("täglich 00:00 bis 00:00 Uhr", on(EVERY_DAY, ALL_DAY)),
        ("rund um die Uhr", on(EVERY_DAY, ALL_DAY)),
        ("rund um die Uhr geöffnet", on(EVERY_DAY, ALL_DAY)),
        ("durchgehend geöffnet", on(EVERY_DAY, ALL_DAY)),
        ("immer offen", on(EVERY_DAY, ALL_DAY)),
        ("24 Stunden täglich", on(EVERY_DAY, ALL_DAY)),
        ("24/7", on(EVERY_DAY, ALL_DAY)),
        ("Tag und Nacht geöffnet", on(EVERY_DAY, ALL_DAY)),
        ("Sa, So ganztägig", on((6, 7), ALL_DAY)),
        ("Mo–Fr 8–18 Uhr durchgehend geöffnet", on(WEEK, ("08:00", "18:00"))),
        # Past midnight, until midnight
        ("Fr 20–2 Uhr", on((5,), NIGHT)),
        ("Fr und Sa 20:00–02:00", on((5, 6), NIGHT)),
        ("Fr, Sa 20 Uhr bis 2 Uhr nachts", on((5, 6), NIGHT)),
        ("freitags 20 bis 2 Uhr des Folgetages", on((5,), NIGHT)),
        ("Fr 18–24 Uhr", on((5,), ("18:00", "00:00"))),
        ("Fr 18:00–00:00", on((5,), ("18:00", "00:00"))),
        ("Fr 18–0 Uhr", on((5,), ("18:00", "00:00"))),
        ("Fr 18 Uhr bis Mitternacht", on((5,), ("18:00", "00:00"))),
        ("So–Do 18–8 Uhr", on((1, 2, 3, 4, 7), ("18:00", "08:00"))),
        ("So 20–2 Uhr, Mo 8–12 Uhr", on((7,), NIGHT) + on((1,), MORNING)),
        # Over Sunday, early, in other orders and spellings
        ("Sa–Mo 10–12 Uhr", on((1, 6, 7), ("10:00", "12:00"))),
        ("Fr bis Mo 10–12 Uhr", on((1, 5, 6, 7), ("10:00", "12:00"))),
        ("Mo–Fr 4:30–12 Uhr", on(WEEK, ("04:30", "12:00"))),
        ("Di 02:00–04:00", on((2,), ("02:00", "04:00"))),
        ("Sa 0–6 Uhr", on((6,), ("00:00", "06:00"))),
        ("8–12 Uhr Mo–Fr", on(WEEK, MORNING)),
        ("8 bis 12 Uhr (montags bis freitags)", on(WEEK, MORNING)),
        ("Mo bis einschließlich Fr 8–12 Uhr", on(WEEK, MORNING)),
        ("Mon.–Fre. 8–12 Uhr", on(WEEK, MORNING)),
        ("jeden Montag 8–12 Uhr", on((1,), MORNING)),
        ("immer montags, 8–12 Uhr", on((1,), MORNING)),
        ("am Montag von 8 bis 12 und von 14 bis 16 Uhr", on((1,), MORNING, AFTERNOON)),
        ("Mo zwischen 8 und 12 Uhr", on((1,), MORNING)),
        ("Mo‐Fr 8‑12 Uhr", on(WEEK, MORNING)),
        ("Mo—Fr 8―12 Uhr", on(WEEK, MORNING)),
        ("Mo−Fr 8﹣12 Uhr", on(WEEK, MORNING)),
        ("Mo~Fr 8\uff5e12 Uhr", on(WEEK, MORNING)),
        ("Mo\u00a0–\u202fFr\u200b 8\u2009–\u200912\u00a0Uhr", on(WEEK, MORNING)),
        ("O\u0308ffnungszeiten: Mo–Fr 8–12 Uhr", on(WEEK, MORNING)),
        ("Öffnungszeit Mo–Fr 8–12 Uhr", on(WEEK, MORNING)),
        (
            "Mo–Fr\n8–12 Uhr\n14–16 Uhr\nSa\n8–12 Uhr",
            on(WEEK, MORNING, AFTERNOON) + on((6,), MORNING),
        ),
        ("Mo–Do 8–12, 14–16; Fr 8–12", on((1, 2, 3, 4), MORNING, AFTERNOON) + on((5,), MORNING)),
        ("Mo, Di, Do, Fr: 8.00 h – 12.00 h", on((1, 2, 4, 5), MORNING)),
        ("Mo–Fr 8–12 Uhr, nachmittags nach Vereinbarung", on(WEEK, MORNING)),
        ("Mo–Fr 8–12 Uhr; Sa nach Vereinbarung", on(WEEK, MORNING)),
        ("Mo geschlossen, Di–Fr 8–12 Uhr", on((2, 3, 4, 5), MORNING)),
        ("Mo–Fr früh 8–12 Uhr, mittags 14–16 Uhr", on(WEEK, MORNING, AFTERNOON)),
    ],
)
def test_what_people_write_is_read(text, expected):
    assert parse_hours(text) == sorted(expected)


def test_holidays_leave_a_note():
    assert parse_hours_with_notes("Sa 8–12 Uhr, Sonn- und Feiertage 10–17 Uhr") == [
        (6, "08:00", "12:00", ""),
        (7, "10:00", "17:00", "auch an Feiertagen"),
    ]


@pytest.mark.parametrize(
    ("text", "problem", "what"),
    [
        ("werktags 8–12 Uhr", "word", "werktags"),
        ("Mo–Fr ab 8 Uhr", "word", "ab"),
        ("Mo–Fr 8:75–12 Uhr", "word", "8:75–12"),
        ("Mo–Fr", "order", ""),
        ("Mo–Fr 8–12, Fr 8–11 Uhr", "overlap", ""),
        ("Fr 20–4 Uhr, Sa 2–8 Uhr", "times", "2–8"),
        ("Fr 20–4 Uhr, Sa 02–08 Uhr", "overlap", ""),
        ("Mo 8–6 Uhr", "times", "8–6"),
        ("feiertags 10–12 Uhr", "days", ""),
    ],
)
def test_a_doubt_says_what_it_is_about(text, problem, what):
    with pytest.raises(Doubt) as doubt:
        read_hours(text)
    assert (doubt.value.problem, doubt.value.what) == (problem, what)


@pytest.mark.parametrize(
    ("text", "times", "written"),
    [
        ("8–12 und 14–18 Uhr", [("08:00", "12:00"), ("14:00", "18:00")], "8–12 und 14–18 Uhr"),
        ("14-18, 8-12", [("08:00", "12:00"), ("14:00", "18:00")], "8–12 und 14–18 Uhr"),
        ("18:00–02:00", [("18:00", "02:00")], "18–2 Uhr"),
        ("18:00-00:00", [("18:00", "00:00")], "18–24 Uhr"),
        ("00:00–24:00", [ALL_DAY], "rund um die Uhr"),
        ("rund um die Uhr", [ALL_DAY], "rund um die Uhr"),
        ("8.30 Uhr bis 12 Uhr", [("08:30", "12:00")], "8:30–12 Uhr"),
        ("02:00–04:00", [("02:00", "04:00")], "02–4 Uhr"),
    ],
)
def test_times_of_one_row(text, times, written):
    assert read_times(text) == times
    assert write_times(times) == written
    assert read_times(written) == times


@pytest.mark.parametrize("text", ["", "Mo 8–12", "8", "8–12, 11–13", "geschlossen", "12–8"])
def test_times_that_are_none(text):
    with pytest.raises(Doubt):
        read_times(text)


def test_rows_become_text_and_rows_again():
    chance = random.Random(116116)  # noqa: S311
    for _number in range(300):
        rows = []
        for day in chance.sample(EVERY_DAY, chance.randint(1, 7)):
            ends = sorted(chance.sample(range(5 * 4, 24 * 4 + 1), 4))
            clocks = [f"{quarter // 4 % 24:02}:{quarter % 4 * 15:02}" for quarter in ends]
            rows.append((day, *clocks[:2]))
            if chance.random() < 0.5:
                rows.append((day, *clocks[2:]))
        rows.sort()
        assert parse_hours(write_hours(rows)) == rows, write_hours(rows)


def test_nights_become_text_and_nights_again():
    for rows in (on(EVERY_DAY, ALL_DAY), on((5, 6), NIGHT), on((1, 6, 7), ("18:00", "00:00"))):
        assert parse_hours(write_hours(rows)) == rows
