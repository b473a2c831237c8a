"""Values of raw OParl objects → values of the dataclasses, and what is counted as odd."""

import datetime as dt

import pytest

from harvest.report import Warnings
from opendata.oparl.schema import TYPES
from opendata.oparl.schema.declaring import required

from .raw_objects import BASE, fields, odd, read


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("  Neubau \r\n der\u00a0 Schule ", "Neubau der Schule"),
        ("<b>Neubau</b><script>x()</script> &amp; Abriss", "Neubau & Abriss"),
        ("Kosten < 5.000 €", "Kosten < 5.000 €"),
        ("Satz\x00ung\x1f\x85", "Satz ung"),
        (4711, "4711"),
        (["A", None, "B"], "A, B"),
        ({"de": "x"}, ""),
        (True, ""),
        (None, ""),
        ("N/A", ""),
        (" ", ""),
    ],
)
def test_texts_on_one_line(said, meant):
    assert fields("Paper", name=said).name == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Erstens \r\nZweitens\r\n\r\n\r\n\r\nDrittens ", "Erstens\nZweitens\n\nDrittens"),
        ("<p>Erstens</p><p\nclass='x'>Zwei<br>tens</p>", "Erstens\nZwei\ntens"),
        ("13 Ja, 1 < 2", "13 Ja, 1 < 2"),
    ],
)
def test_texts_with_paragraphs(said, meant):
    assert fields("AgendaItem", result=said).result == meant


def test_lists_of_texts():
    assert fields("Person", title=["Dr.", "", None, "Dr.", 7]).title == ("Dr.", "7")
    assert fields("Person", phone="0999 1").phone == ("0999 1",)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2026-03-29T18:00:00+02:00", "2026-03-29T16:00:00+00:00"),
        ("2026-01-10T18:00:00.123+01:00", "2026-01-10T17:00:00.123000+00:00"),
        ("2026-01-10T18:00:00Z", "2026-01-10T18:00:00+00:00"),
        ("2026-01-10T18:00:00", "2026-01-10T17:00:00+00:00"),
        ("2026-07-10 18:00:00", "2026-07-10T16:00:00+00:00"),
        ("2026-01-10T18:00:00 01:00", "2026-01-10T17:00:00+00:00"),
        ("2026-01-10", "2026-01-09T23:00:00+00:00"),
        ("10.01.2026", "2026-01-09T23:00:00+00:00"),
    ],
)
def test_moments_are_in_utc(said, meant):
    assert fields("Meeting", start=said).start.isoformat() == meant


@pytest.mark.parametrize(
    "said",
    ["2026-02-30T18:00:00+01:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "bald"]
    + ["2026-01-01T25:00:00Z", 7, {"x": 1}, True, "", None, "0000-00-00"],
)
def test_moments_that_cannot_be(said):
    assert fields("Meeting", start=said).start is None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2026-01-10", dt.date(2026, 1, 10)),
        ("2026-01-10T00:00:00+01:00", dt.date(2026, 1, 10)),
        ("2026-01-09T23:30:00Z", dt.date(2026, 1, 10)),
        ("1.2.2026", dt.date(2026, 2, 1)),
        ("1946-10-13", dt.date(1946, 10, 13)),
        ("2026-13-01", None),
        ("9999-12-31", None),
        ("0000-00-00", None),
        ("31.02.2026", None),
        ("irgendwann", None),
    ],
)
def test_days(said, meant):
    assert fields("Paper", date=said).date == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (True, True),
        (False, False),
        ("true", True),
        ("nein", False),
        (1, True),
        ("vielleicht", None),
    ],
)
def test_truth(said, meant):
    assert fields("AgendaItem", public=said).public is meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [(12, 12), ("12", 12), (12.0, 12), (-1, None), (True, None), ("viel", None), (2**70, None)],
)
def test_numbers(said, meant):
    assert fields("AgendaItem", order=said).order == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("https://a.example/?x=ü", "https://a.example/?x=ü"),
        (" https://a.example ", "https://a.example"),
        ("N/Avo020.asp?VOLFDNR=1", ""),
        ("javascript:alert(1)", ""),
        ("https://user:password@a.example/", ""),
        ("https://a.example/a b", "https://a.example/a%20b"),
        ("https://a.ex\nample/", ""),
        (["x"], ""),
    ],
)
def test_links_lead_to_the_web_or_nowhere(said, meant):
    assert fields("Paper", web=said).web == meant


def test_a_licence_may_be_words():
    assert fields("Body", license="Open ").license == "Open"
    assert fields("Body", licence="Open").license == "Open"


def test_references_of_every_kind():
    one, two = f"{BASE}/o/1", f"{BASE}/o/2"
    assert fields(
        "Paper", underDirectionOf=[one, None, "", "N/A", two, one]
    ).under_direction_of == (
        one,
        two,
    )
    assert fields("Paper", underDirectionOf=one).under_direction_of == (one,)
    assert fields("Membership", organization=[one, two]).organization == one
    assert fields("Paper", originatorPerson=[None]).originator_person == ()
    assert fields("Paper", body=42, relatedPaper=42).related_paper == ()


def test_names_in_snake_case_and_in_the_plural():
    assert fields("Membership", start_date="2026-01-10").start_date == dt.date(2026, 1, 10)
    assert fields("Body", consultations=f"{BASE}/c").child_lists == {"Consultation": f"{BASE}/c"}
    place = fields("Location", organization=[f"{BASE}/o/1"], meeting=[f"{BASE}/m/1"])
    assert place.organizations == (f"{BASE}/o/1",) and place.meetings == (f"{BASE}/m/1",)


def test_the_right_spelling_counts_where_both_come():
    assert fields(
        "Membership", start_date="2020-01-01", startDate="2026-01-10"
    ).start_date.year == (2026)


def test_unknown_properties_stay_in_the_raw_object():
    more = {"STERNBERG:sortierung": 1, "Vendor:x": {"id": f"{BASE}/y/1"}}
    found = read("Paper", **more)
    assert len(found) == 1 and more.items() <= found[0].raw.items()


# --- What is counted --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("type", "values", "kind"),
    [
        ("Paper", {"name": "<i>x</i>"}, "html/Paper.name"),
        ("Paper", {"name": 7}, "wrong_type/Paper.name"),
        ("Paper", {"name": ""}, "empty/Paper.name"),
        ("Paper", {"date": "2026-01-01T00:00:00Z"}, "time_for_date/Paper.date"),
        ("Paper", {"date": "2026-13-01"}, "no_date/Paper.date"),
        ("Paper", {"date": "1.2.2026"}, "no_iso_date/Paper.date"),
        ("Paper", {"date": "9999-12-31"}, "impossible_date/Paper.date"),
        ("Paper", {"web": "N/Ax"}, "no_web_address/Paper.web"),
        ("Paper", {"relatedPaper": f"{BASE}/p/1"}, "no_list/Paper.relatedPaper"),
        ("Paper", {"originatorPerson": [None]}, "empty_item/Paper.originatorPerson"),
        ("Membership", {"organization": [f"{BASE}/o/1"]}, "list/Membership.organization"),
        ("Membership", {"start_date": "2026-01-01"}, "misspelt/Membership.startDate"),
        ("Meeting", {"start": "2026-01-01T18:00:00"}, "time_without_zone/Meeting.start"),
        ("Meeting", {"end": "2026-01-02T00:00:00+01:00"}, "end_at_midnight/Meeting.end"),
        ("Location", {"geojson": 7}, "no_geojson/Location.geojson"),
        ("File", {"mimeType": "pdf"}, "no_mime_type/File.mimeType"),
        ("Body", {"ags": "5358016"}, "no_area_key/Body.ags"),
        (
            "Membership",
            {"startDate": "2026-01-01", "endDate": "2025-01-01"},
            "end_before_start/Membership.endDate",
        ),
        (
            "Paper",
            {"created": "2026-01-02T00:00:00Z", "modified": "2026-01-01T00:00:00Z"},
            "created_after_modified/Paper.modified",
        ),
    ],
)
def test_what_is_odd_is_counted(type, values, kind):
    assert odd(type, **values) == {kind}


def test_what_is_missing_is_counted_by_version():
    warnings = Warnings()
    read("Body", warnings, "1.0")
    assert set(warnings.counts) == {
        f"missing/Body.{name}"
        for name in ("name", "organization", "person", "meeting", "paper", "legislativeTerm")
    }
    assert warnings.samples["missing/Body.name"] == [f"{BASE}/x/1"]
    assert {"agendaItem", "created"} <= set(required(TYPES["Body"], "1.1"))


# --- Repairs by type --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "meant"),
    [
        ("18:00:00+01:00", "2026-01-10T20:00:00+01:00", 19),
        ("18:00:00+01:00", "2026-01-10T00:00:00+01:00", None),
        ("18:00:00+01:00", "2026-01-11T00:00:00+01:00", None),
        ("18:00:00+01:00", "2026-01-10T17:00:00+01:00", None),
        ("18:00:00+01:00", "2026-01-11T01:00:00+01:00", 0),
    ],
)
def test_the_end_of_a_meeting(start, end, meant):
    found = fields("Meeting", start=f"2026-01-10T{start}", end=end).end
    assert (found and found.hour) == meant


def test_files_as_allris_tells_of_them():
    file = fields("File", mimeType="docx", size=0, downloadUrl="", date="2026-01-10T00:00:00+01:00")
    assert file.mime_type.endswith("wordprocessingml.document")
    assert (file.size, file.download_url, file.date) == (None, "", dt.date(2026, 1, 10))


def test_places_as_sd_net_tells_of_them():
    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [50.72, 6.39]}}
    place = fields("Location", postalCode="52393\u00a0", geojson=feature)
    assert place.postal_code == "52393"
    assert place.geojson["geometry"]["coordinates"] == [6.39, 50.72]
