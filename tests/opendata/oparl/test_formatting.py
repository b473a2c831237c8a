"""The council's data in plain words."""

import datetime

import pytest
from django.utils import timezone, translation

from harvest.models import Change
from opendata.oparl import formatting
from opendata.oparl.models import Consultation, File, Location, Meeting, Membership, Person
from tests.opendata.oparl import factories


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        ("einstimmig beschlossen", "success", "Approved"),
        ("Mehrheitlich  zugestimmt", "success", "Approved"),
        ("Zustimmung", "success", "Approved"),
        ("mehrheitlich abgelehnt", "danger", "Rejected"),
        ("einstimmige Ablehnung", "danger", "Rejected"),
        ("dem Antrag wird nicht zugestimmt", "danger", "Rejected"),
        ("teilweise abgelehnt", "info", "Partly approved"),
        ("Kenntnisnahme", "info", "Noted"),
        ("zur Kenntnis genommen", "info", "Noted"),
        ("vertagt", "warning", "Postponed"),
        ("von der Tagesordnung abgesetzt", "warning", "Postponed"),
        ("zurückgezogen", "warning", "Withdrawn"),
        ("verwiesen in Fachausschuss", "info", "Referred"),
        ("ungeändert empfohlen", "success", "Recommended"),
        ("gewählt", "success", "Elected"),
        ("erledigt", "info", "Done"),
    ],
)
def test_a_result_becomes_a_badge(text, kind, label):
    assert formatting.result_badge(text) == formatting.Badge(kind, label)


def test_a_bare_unanimous_vote_does_not_say_for_what():
    assert formatting.result_badge("einstimmig, 0 Enthaltungen").label == "Unanimous"


@pytest.mark.parametrize("text", ["", "ohne", "13 Ja-Stimmen, 0 Nein-Stimmen", "entfällt"])
def test_a_result_that_says_nothing_of_the_outcome_has_no_badge(text):
    assert formatting.result_badge(text) is None


def test_a_long_minute_is_no_result_to_be_guessed_from():
    assert formatting.result_badge("beschlossen wurde nichts, denn " + "man redete " * 20) is None


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"cancelled": True}, "Cancelled"),
        ({"meeting_state": "abgesagt"}, "Cancelled"),
        ({"meeting_state": "ENTFÄLLT"}, "Cancelled"),
        ({"meeting_state": "Sitzung findet nicht statt"}, "Cancelled"),
        ({"meeting_state": "fällt aus"}, "Cancelled"),
        ({"meeting_state": "verschoben"}, "Postponed"),
        ({"meeting_state": "verschoben", "cancelled": True}, "Cancelled"),
    ],
)
@pytest.mark.django_db
def test_a_meeting_out_of_the_ordinary_is_marked(fields, label):
    meeting = factories.MeetingFactory(**fields)
    assert formatting.meeting_badge(meeting).label == label
    assert Meeting.objects.filter(is_cancelled=label == "Cancelled").get() == meeting


@pytest.mark.parametrize("state", ["", "terminiert", "eingeladen", "durchgeführt"])
@pytest.mark.django_db
def test_an_ordinary_meeting_is_not_marked(state):
    meeting = factories.MeetingFactory(meeting_state=state, cancelled=None)
    assert formatting.meeting_badge(meeting) is None


def at(hour, minute=0, day=5):
    return timezone.make_aware(datetime.datetime(2026, 5, day, hour, minute))


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (at(18), at(20, 30), "18:00–20:30"),
        (at(18), None, "18:00"),
        (at(18), at(0), "18:00"),
        (at(18), at(16), "18:00"),
        (at(0), at(20), ""),
        (None, None, ""),
    ],
)
def test_midnight_and_ends_before_the_start_are_no_times(start, end, text):
    assert formatting.times(Meeting(start=start, end=end)) == text


def test_times_are_those_of_the_city():
    start = datetime.datetime(2026, 1, 5, 17, tzinfo=datetime.UTC)
    assert formatting.times(Meeting(start=start)) == "18:00"


def test_titles_fall_back_on_what_is_known():
    meeting = Meeting()
    assert formatting.meeting_title(meeting) == "Meeting"
    meeting.committees = [type("Committee", (), {"name": "Bauausschuss"})]
    assert formatting.meeting_title(meeting) == "Bauausschuss"
    assert formatting.person_name(Person(given_name="Mira", family_name="Muster")) == "Mira Muster"
    assert formatting.person_name(Person()) == "Name not given"


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ((2024, 7, 1), None, "since 1 July 2024"),
        (None, (2025, 1, 2), "until 2 January 2025"),
        ((2024, 7, 1), (2025, 1, 2), "1 July 2024 to 2 January 2025"),
        (None, None, ""),
    ],
)
def test_a_period_in_words(start, end, text):
    start, end = (day and datetime.date(*day) for day in (start, end))
    assert formatting.period(Membership(start_date=start, end_date=end)) == text


@pytest.mark.parametrize(
    ("authoritative", "role", "text"),
    [
        (True, "", "decides"),
        (None, "Entscheidung", "decides"),
        (None, "Beschlussfassung", "decides"),
        (False, "", "prepares the decision"),
        (None, "Vorberatung", "prepares the decision"),
        (None, "Anhörung", "is heard"),
        (None, "Kenntnisnahme", "takes note"),
        (None, "Behandlung", ""),
    ],
)
def test_what_a_committee_does_with_a_paper(authoritative, role, text):
    row = Consultation(authoritative=authoritative, role=role)
    assert formatting.authority(row) == text


@pytest.mark.parametrize(
    ("fields", "type"),
    [
        ({"mime_type": "application/pdf"}, "PDF"),
        ({"mime_type": "pdf"}, "PDF"),
        ({"mime_type": "application/pdf; charset=binary"}, "PDF"),
        ({"mime_type": "application/octet-stream", "file_name": "plan.dxf"}, "DXF"),
        ({"mime_type": "application/octet-stream"}, ""),
        ({"mime_type": "text/html", "content_type": "application/pdf"}, "PDF"),
        ({}, ""),
    ],
)
def test_the_type_of_a_file(fields, type):
    assert formatting.file_type(File(**fields)) == type


def test_the_size_0_is_not_known():
    assert formatting.file_size(File(size=0)) is None
    assert formatting.file_size(File(size=5, content_size=7)) == 7


def test_a_file_opens_where_it_can_be_read():
    assert formatting.file_address(File(access_url="", download_url="https://a.example/b")) == (
        "https://a.example/b"
    )
    film = File(external_service_url="https://film.example/1")
    assert formatting.file_address(film) == "https://film.example/1"
    kept = File(content="oparl/1/ab/x.pdf", access_url="https://a.example/a")
    assert formatting.file_address(kept).endswith("/oparl/1/ab/x.pdf")


@pytest.mark.parametrize(
    "raw", ["", "N/A", "N/Avo020.asp?x=1", "javascript:alert(1)", "https://", "http://[", "ftp://a"]
)
def test_what_no_browser_should_follow_is_no_address(raw):
    assert formatting.web_address(raw) == ""


def test_blanks_around_an_address_go():
    assert formatting.web_address(" https://a.example/x ") == "https://a.example/x"


def feature(type, coordinates):
    return {"type": "Feature", "geometry": {"type": type, "coordinates": coordinates}}


@pytest.mark.parametrize(
    "geojson",
    [
        feature("Point", [8.5, 50.1]),
        feature("LineString", [[8.5, 50.1], [8.6, 50.2]]),
        feature("Polygon", [[[8.5, 50.1], [8.6, 50.2], [8.5, 50.1]]]),
        {"type": "Point", "coordinates": [8.5, 50.1]},
    ],
)
def test_a_place_with_coordinates_is_on_the_map(geojson):
    address = formatting.map_address(Location(geojson=geojson))
    assert "mlat=50.100000&mlon=8.500000" in address


@pytest.mark.parametrize(
    "geojson",
    [
        None,
        "x",
        [],
        {"geometry": None},
        feature("Point", []),
        feature("Point", ["8", "50"]),
        feature("Point", [500, 50]),
    ],
)
def test_broken_coordinates_are_no_place(geojson):
    assert formatting.map_address(Location(geojson=geojson)) == ""


def test_a_street_is_searched_for_on_the_map():
    place = Location(street_address="Am Tor 1", postal_code="60999", locality="Lindenfurt")
    assert "query=Am%20Tor%201%2C%2060999%20Lindenfurt" in formatting.map_address(place)
    assert formatting.place_lines(place) == ["Am Tor 1", "60999 Lindenfurt"]


def test_a_change_tells_what_has_changed_but_never_the_values():
    row = Change(
        action="updated",
        fields=[
            {"field": "name", "old": "Beschwerde von Frau Muster", "new": "Beschwerde"},
            {"field": "auxiliaryFile", "old": "a", "new": "b"},
            {"field": "mainFile.name", "old": "a", "new": "b"},
        ],
    )
    assert formatting.change(row) == "Changed: title, files"


def test_a_change_that_no_page_shows_is_not_told():
    row = Change(action="updated", fields=[{"field": "STERNBERG:sortierung", "old": 1, "new": 2}])
    assert formatting.change(row) == ""


@pytest.mark.parametrize(
    ("action", "text"),
    [("created", "Published"), ("withdrawn", "Withdrawn"), ("restored", "Published again")],
)
def test_the_other_events(action, text):
    assert formatting.change(Change(action=action)) == text
