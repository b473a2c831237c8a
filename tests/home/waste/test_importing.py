"""Files of streets and dates: what they do, what they never do, what is told of their faults."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from core.formats import spreadsheets
from home.waste import importing, rows
from home.waste.models import Area, CollectionDate, Kind, Street, Stretch
from search import indexing

from . import building
from .building import take_over, upload

pytestmark = pytest.mark.django_db
HEADER = "bezirk;art;datum;hinweis\n"


def plan(holds, content, **fields):
    return importing.plan(upload(holds, content, **fields))


def state():
    """All that an import may touch."""
    dates = CollectionDate.objects.order_by("pk")
    return (
        list(dates.values_list("pk", "uuid", "area", "kind", "day", "note", "changed_at")),
        list(Street.objects.order_by("pk").values_list("pk", "slug", "key")),
        list(Stretch.objects.order_by("pk").values_list("street", "area", "side", "first", "last")),
    )


def days(**chosen):
    found = CollectionDate.objects.filter(**chosen).order_by("day")
    return [f"{one:%d.%m.%Y}" for one in found.values_list("day", flat=True)]


class TestStreets:
    def test_streets_come_with_their_parts(self, city):
        made = take_over(
            "strassen",
            "Straße;Ortsteil;von;bis;Seite;Abfuhrbezirk\n"
            "Neue Str.;;1;19;ungerade;Nord\nNeue Straße;;2;;gerade;süd\n"
            "Neue Strasse;;21;;ungerade;Süd\n"
            "Dorfstraße;Hain;;;;Nord\n",
        )
        assert (len(made.created), made.faults, len(made.missing)) == (2, [], 5)
        street = Street.objects.get(slug="neue-str")
        assert [str(one) for one in street.stretches.all()] == [
            "1–19 ungerade: Nord",
            "ab 2 gerade: Süd",
            "ab 21 ungerade: Süd",
        ]
        assert Street.objects.count() == 7

    def test_a_street_that_is_known_keeps_its_row_and_address(self, city):
        take_over("strassen", "strasse;bezirk\nLINDENALLEE;Süd\n")
        street = Street.objects.get(slug="lindenallee")
        assert (street.pk, street.area_of(None).name) == (city.plain.pk, "Süd")

    def test_streets_that_are_missing_go_only_when_asked(self, city):
        content = "strasse;bezirk\nLindenallee;Nord\n"
        assert plan("strassen", content).removed == []
        take_over("strassen", content, is_whole=True)
        assert list(Street.objects.values_list("slug", flat=True)) == ["lindenallee"]

    def test_the_same_file_again_changes_nothing(self, city):
        content = "strasse;von;bis;seite;bezirk\nNeu;1;9;;Nord\nNeu;10;;;Süd\nLindenallee;;;;Süd\n"
        take_over("strassen", content)
        before = state()
        made = plan("strassen", content)
        assert (made.number, made.unchanged, made.has_work) == (0, 2, False)
        assert state() == before

    @pytest.mark.parametrize(
        ("row", "told"),
        [
            ("Neu;;;;West", "Einen Abfuhrbezirk „West“ gibt es nicht. Es gibt: Nord, Süd."),
            (";;;;Nord", "Die Zelle strasse ist leer."),
            ("Neu;;;;", "Die Zelle bezirk ist leer."),
            ("Neu;1a;;;Nord", "„1a“ ist keine Hausnummer."),
            ("Neu;0;;;Nord", "„0“ ist keine Hausnummer."),
            ("Neu;9;3;;Nord", "Die letzte Hausnummer liegt vor der ersten."),
            ("Neu;2;2;ungerade;Nord", "liegt keine Hausnummer dieser Seite"),
            ("Neu;;;links;Nord", "„links“: Bitte schreiben Sie gerade, ungerade oder alle."),
            ("Neu;1. Jan;;;Nord", "Eine Tabellenkalkulation"),
            ("Ganz;5;7;;Nord", "Diese Hausnummern stehen schon in Zeile 2."),
            ("x" * 101 + ";;;;Nord", "höchstens 100 Zeichen"),
        ],
    )
    def test_a_fault_in_a_row_is_told_and_holds_up_the_whole_file(self, city, row, told):
        before = state()
        made = plan(
            "strassen", f"strasse;von;bis;seite;bezirk\nGanz;;;;Süd\n{row}\n", is_whole=True
        )
        (fault,) = made.faults
        assert fault.line == 3
        assert told in fault.reason
        assert not made.has_work and made.removed == []
        with pytest.raises(ValidationError):
            importing.apply(upload("strassen", b""), made, None)
        assert state() == before


class TestDates:
    def test_a_year_replaces_that_year_only(self, city):
        made = take_over(
            "termine",
            HEADER + "Nord;Restmüll;05.03.2027;\nSüd;Papier;2027-03-06;neu\n",
            is_whole=True,
        )
        assert days() == ["20.12.2026", "05.03.2027", "06.03.2027"]
        assert {name: made.years[2027][name] for name in ("created", "removed")} == {
            "created": 2,
            "removed": 5,
        }

    def test_without_the_tick_only_what_the_file_names_is_replaced(self, city):
        take_over("termine", HEADER + "Nord;Restmüll;05.03.2027;\n", is_whole=False)
        assert days(kind__name="Restmüll") == ["20.12.2026", "05.03.2027"]
        assert days(kind__name="Papier") == ["04.01.2027", "09.01.2027"]

    def test_a_date_that_moves_keeps_its_name(self, city):
        date = city.dates[3]
        made = take_over(
            "termine", HEADER + "Nord;Restmüll;19.01.2027;verschoben\n", is_whole=False
        )
        assert [(one.row.pk, one.before[0]) for one in made.changed] == [(date.pk, date.day)]
        date.refresh_from_db()
        assert (f"{date.day:%d.%m.}", date.note) == ("19.01.", "verschoben")

    def test_the_same_file_again_changes_nothing(self, city):
        content = HEADER + "Nord;Hausmüll;5.3.27;a\nsüd;PAPIER;Sa, 06.03.2027;\n"
        take_over("termine", content, is_whole=True)
        before = state()
        made = plan("termine", content, is_whole=True)
        assert (made.number, made.unchanged, made.has_work) == (0, 2, False)
        assert state() == before

    def test_a_table_without_areas_is_of_the_chosen_one(self, city):
        content = "Abfallart;Termin\nPapier;05.03.2027\n"
        with pytest.raises(ValidationError, match="Spalte bezirk"):
            plan("termine", content)
        take_over("termine", content, area=city.areas[1], is_whole=True)
        assert days(area__name="Süd") == ["05.03.2027"]
        assert len(days(area__name="Nord")) == 5

    def test_excels_habits_are_understood(self, city):
        Area.objects.create(name="07")
        book = spreadsheets.write(rows.DATE_COLUMNS, [["7", "Papier", date(2027, 3, 5), ""]])
        for content in (
            book,
            "bezirk;art;datum\n7;Papier;05.03.2027\n".encode("cp1252"),
            "sep=,\nbezirk,art,datum\n7,Papier,2027-03-05\n".encode("utf-8-sig"),
            "bezirk\tart\tdatum\r\n7\tPapier\t05.03.2027\r\n".encode("utf-16"),
        ):
            made = plan("termine", content)
            assert [(one.area.name, f"{one.day}") for one in made.created] == [("07", "2027-03-05")]

    @pytest.mark.parametrize(
        ("row", "told"),
        [
            ("West;Papier;05.03.2027;", "Einen Abfuhrbezirk „West“ gibt es nicht."),
            ("Nord;Glas;05.03.2027;", "Eine Abfallart „Glas“ gibt es nicht. Es gibt: Restmüll"),
            ("Nord;Papier;31.02.2027;", "„31.02.2027“ ist kein Datum."),
            ("Nord;Papier;bald;", "„bald“ ist kein Datum."),
            ("Nord;Papier;05.03.2062;", "05.03.2062: Stimmt das Jahr?"),
            ("Nord;Papier;;", "Die Zelle datum ist leer."),
            (";Papier;05.03.2027;", "Die Zelle bezirk ist leer."),
            ("Nord;;05.03.2027;", "Die Zelle art ist leer."),
            ("nord;papier;1.3.2027;", "Dieser Termin steht schon in Zeile 2."),
            (f"Nord;Papier;05.03.2027;{'x' * 201}", "mehr als 200 Zeichen"),
        ],
    )
    def test_a_fault_in_a_row_is_told_and_holds_up_the_whole_file(self, city, row, told):
        before = state()
        made = plan("termine", f"{HEADER}Nord;Papier;01.03.2027;\n{row}\n", is_whole=True)
        (fault,) = made.faults
        assert fault.line == 3
        assert told in fault.reason
        assert not made.has_work
        assert state() == before

    def test_nothing_is_half_written(self, city, monkeypatch):
        before = state()
        made = plan("termine", HEADER + "Nord;Papier;05.03.2027;\n", is_whole=True)

        def fail(*args, **kwargs):
            raise RuntimeError("the power is gone")

        monkeypatch.setattr(CollectionDate.objects, "bulk_create", fail)
        kept = upload("termine", b"x")
        kept.save()
        with pytest.raises(RuntimeError):
            importing.apply(kept, made, kept.user)
        assert state() == before

    def test_a_year_of_a_city_costs_few_queries(self, city, django_assert_max_num_queries):
        names = [Area.objects.create(name=f"B{number}").name for number in range(20)]
        rounds = [date(2027, 1, 1) + week * timedelta(days=14) for week in range(26)]
        pairs = [(name, kind.name) for name in names for kind in city.kinds]
        lines = [f"{name};{kind};{day:%d.%m.%Y};" for name, kind in pairs for day in rounds]
        content = HEADER + "\n".join(lines)
        # The pages of the fixture, which would be indexed after a commit.
        indexing.catch_up()
        with django_assert_max_num_queries(60):
            take_over("termine", content, is_whole=True)
        assert CollectionDate.objects.filter(day__year=2027).count() == len(lines) == 1560


@pytest.mark.parametrize("holds", ["strassen", "termine"])
@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "leer"),
        (b"\n\n", "leer"),
        (b"strasse;bezirk;art;datum\n", "aber keine Zeilen"),
        (b"titel;breite\nx;y\n", "Der Datei fehlt die Spalte"),
        (b"bezirk;bezirk\nx;y\n", "doppelt"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "xls"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "nicht lesbar"),
        (b'strasse;bezirk;art;datum\n"x;y;z;w\n', "Anführungszeichen"),
        (b"strasse;bezirk;art;datum\na;b;c;d;e\n", "mehr Zellen als die Kopfzeile"),
        (b"x" * 5_000_001, "5 MB"),
        (b"strasse;bezirk;art;datum\n" + b"x" * 400 + b";b;c;d\n", "300"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_in_words(city, holds, content, told):
    before = state()
    with pytest.raises(ValidationError) as caught:
        plan(holds, content)
    assert told in " ".join(caught.value.messages)
    assert state() == before


def calendar(*entries, head="BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n") -> str:
    whole = "".join(
        f"BEGIN:VEVENT\nUID:{at}\n{text}\nEND:VEVENT\n" for at, text in enumerate(entries)
    )
    return f"{head}{whole}END:VCALENDAR\n".replace("\n", "\r\n")


def entry(title="Papier", start="DTSTART;VALUE=DATE:20270305", *more):
    return "\n".join([f"SUMMARY:{title}", start, *more])


class TestCalendarFiles:
    def test_entries_become_dates_of_the_area(self, city):
        content = calendar(
            entry(),
            entry("Abfuhr Gelber Sack (14-täglich)", "DTSTART:20270306T050000Z"),
            entry("Altpapier", "DTSTART;TZID=Europe/Berlin:20270312T063000"),
            entry("Restmüll", "DTSTART;VALUE=DATE:20270401", "STATUS:CANCELLED"),
        )
        made = take_over("termine", content, area=city.areas[1], is_whole=True)
        assert made.faults == []
        assert days(area__name="Süd") == ["05.03.2027", "06.03.2027", "12.03.2027"]
        assert len(days(area__name="Nord")) == 5
        again = plan("termine", content, area=city.areas[1], is_whole=True)
        assert again.number == 0

    @pytest.mark.parametrize(
        ("encoding", "told"),
        [
            *(("utf-8", ""), ("utf-8-sig", ""), ("utf-16", ""), ("utf-16-le", "UTF-16")),
            *(("cp1252", "Windows-1252"), ("mac_roman", "Mac Roman"), ("cp850", "DOS (850)")),
        ],
    )
    def test_calendars_of_older_programs_tell_their_guess(self, city, encoding, told):
        content = calendar(entry("Restmüll, früh hinausstellen")).encode(encoding)
        made = plan("termine", content, area=city.areas[1])
        assert made.faults == []
        assert [one.kind.name for one in made.created] == ["Restmüll"]
        assert made.encoding == told

    def test_a_letter_may_be_cut_by_the_end_of_a_line(self, city):
        whole = calendar(entry("Restmüll")).encode()
        at = whole.index("ü".encode()) + 1
        made = plan("termine", whole[:at] + b"\r\n " + whole[at:], area=city.areas[1])
        assert [one.kind.name for one in made.created] == ["Restmüll"]

    def test_a_calendar_in_any_encoding_is_none_of_streets(self, city):
        for encoding in ("utf-8", "utf-16", "cp1252"):
            with pytest.raises(ValidationError, match="Kalenderdatei"):
                plan("strassen", calendar(entry("Restmüll")).encode(encoding))

    def test_rules_with_an_end_are_followed(self, city):
        rule = "RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20270402"
        content = calendar(
            entry("Papier", "DTSTART;VALUE=DATE:20270305", rule, "EXDATE;VALUE=DATE:20270319")
        )
        made = plan("termine", content, area=city.areas[1])
        assert [f"{one.day}" for one in made.created] == ["2027-03-05", "2027-04-02"]

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            (entry("Glas"), "Eine Abfallart „Glas“ gibt es nicht."),
            (entry("Papier und Restmüll"), "nennt mehrere Abfallarten: Papier, Restmüll."),
            (entry("Papier", "LOCATION:x"), "keinen Tag"),
            (entry("Papier", "DTSTART;VALUE=DATE:19990101"), "Stimmt das Jahr?"),
            (entry("Papier", "DTSTART;VALUE=DATE:20270305", "RRULE:FREQ=DAILY"), "ohne Ende"),
            (
                entry("Papier", "DTSTART;VALUE=DATE:20270305", "RRULE:FREQ=DAILY;COUNT=99999"),
                "zu oft",
            ),
        ],
    )
    def test_faults_are_told_by_entry(self, city, text, told):
        before = state()
        made = plan("termine", calendar(entry(), text), area=city.areas[1])
        (fault,) = made.faults
        assert (fault.line, told in fault.reason) == (2, True), fault
        assert state() == before

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            (calendar(), "keine Einträge"),
            ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "keine Einträge"),
            ("BEGIN:VCALENDAR\nquatsch\n", "nicht lesbar"),
            (b"BEGIN:VCALENDAR\r\nSUMMARY:\x00\xff\xfe\r\nEND:VCALENDAR", "nicht lesbar"),
        ],
    )
    def test_what_is_no_calendar_is_refused_in_words(self, city, content, told):
        with pytest.raises(ValidationError) as caught:
            plan("termine", content, area=city.areas[1])
        assert told in " ".join(caught.value.messages)

    def test_the_area_is_asked_for(self, city):
        with pytest.raises(ValidationError, match="wählen Sie den Abfuhrbezirk"):
            plan("termine", calendar(entry()))

    def test_it_is_no_list_of_streets(self, city):
        with pytest.raises(ValidationError, match="Das ist eine Kalenderdatei"):
            plan("strassen", calendar(entry()))


def test_kinds_are_asked_by_all_their_names(city):
    Kind.objects.filter(name="Papier").update(also_called="Pappe , blaue Tonne,,")
    made = plan("termine", HEADER + "Nord;Blaue  Tonne;05.03.2027;\n")
    assert [one.kind.name for one in made.created] == ["Papier"]
    assert building.KINDS[1][0] == "Papier"
