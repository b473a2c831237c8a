"""Feeds: well-formed Atom, the newest first, only what may be seen."""

from datetime import timedelta

import pytest
from lxml import etree

from harvest.models import Change, Run
from opendata.oparl.models import Meeting, OrganizationChoice, Paper
from search import indexing
from tests.opendata.oparl.api.builders import (
    IMPORTED,
    make,
    withdraw,
)

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
LATEST = "/rat/feeds/vorlagen.xml"


@pytest.fixture
def feed(client):
    """The feed's root element."""

    def fetch(path):
        response = client.get(path)
        assert response.status_code == 200
        assert response["Content-Type"].startswith("application/atom+xml")
        root = etree.fromstring(response.content)
        assert root.tag == f"{ATOM}feed"
        for one in (root, *root.findall(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                assert one.findtext(f"{ATOM}{name}")
        return root

    return fetch


@pytest.fixture
def titles(feed):
    def told(path):
        return [entry.findtext(f"{ATOM}title") for entry in feed(path).findall(f"{ATOM}entry")]

    return told


def test_the_latest_papers_come_first(council, titles):
    make(
        Paper,
        body=council.body,
        name="Neues Schwimmbad",
        imported_at=IMPORTED + timedelta(days=1),
        changed_at=IMPORTED + timedelta(days=1),
    )
    assert titles(LATEST) == [
        "Neues Schwimmbad",
        "26/017: Neubau der Brücke",
        "25/099: Sanierung der Brücke",
    ]


def test_entries_have_lasting_ids_links_and_times(council, feed):
    root = feed(LATEST)
    first = root.find(f"{ATOM}entry")
    assert first.findtext(f"{ATOM}id").startswith("urn:uuid:")
    assert first.find(f"{ATOM}link").get("href").startswith("http")
    assert first.find(f"{ATOM}category").get("term") == "Beschlussvorlage"
    (own,) = (link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self")
    assert own.get("href") == f"http://testserver{LATEST}"
    Paper.objects.update(changed_at=IMPORTED + timedelta(days=3), name="Umbenannt")
    again = feed(LATEST).find(f"{ATOM}entry")
    assert again.findtext(f"{ATOM}id") == first.findtext(f"{ATOM}id")
    assert again.findtext(f"{ATOM}updated") > first.findtext(f"{ATOM}updated")


def test_a_feed_has_fifty_entries_at_most(council, titles):
    for number in range(60):
        make(Paper, body=council.body, name=f"Vorlage {number}")
    assert len(titles(LATEST)) == 50


def test_a_committee_tells_its_papers_and_meetings(council, titles):
    found = titles(f"/rat/feeds/gremium/{council.board.pk}.xml")
    assert sorted(found) == ["12. Sitzung, 2. März 2026", "26/017: Neubau der Brücke"]
    assert titles(f"/rat/feeds/gremium/{council.faction.pk}.xml") == ["26/017: Neubau der Brücke"]


def test_a_person_tells_what_they_brought_in(council, feed, titles):
    path = f"/rat/feeds/person/{council.person.pk}.xml"
    assert feed(path).findtext(f"{ATOM}title") == "Ada Beispiel"
    assert titles(path) == ["26/017: Neubau der Brücke"]


def test_a_search_tells_what_the_list_of_papers_finds(council, client, feed, titles):
    indexing.update(Paper.objects.all())
    assert titles("/rat/vorlagen/feed/?q=sanierung") == ["25/099: Sanierung der Brücke"]
    assert len(titles("/rat/vorlagen/feed/?q=br%C3%BCcke")) == 2
    assert titles("/rat/vorlagen/feed/?q=br%C3%BCcke&art=Beschlussvorlage&jahr=2026") == [
        "26/017: Neubau der Brücke"
    ]
    assert titles("/rat/vorlagen/feed/?q=Quastenflosser") == []
    assert len(titles("/rat/vorlagen/feed/?q=%00&jahr=99999")) == 2
    root = feed("/rat/vorlagen/feed/?q=%3Cb%3E%26&jahr=2026")
    assert "<b>&" in root.findtext(f"{ATOM}title")
    ways = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert ways["self"] == "http://testserver/rat/vorlagen/feed/?q=%3Cb%3E%26&jahr=2026"
    assert client.get(ways["alternate"]).status_code == 200


def test_what_is_withdrawn_or_hidden_is_in_no_feed(council, client, titles):
    withdraw(council.paper)
    assert titles(LATEST) == ["25/099: Sanierung der Brücke"]
    assert titles(f"/rat/feeds/person/{council.person.pk}.xml") == []
    withdraw(council.person)
    assert client.get(f"/rat/feeds/person/{council.person.pk}.xml").status_code == 404
    OrganizationChoice.objects.create(organization=council.board, visible=False)
    assert client.get(f"/rat/feeds/gremium/{council.board.pk}.xml").status_code == 404
    assert client.get(f"/rat/feeds/sitzung/{council.meeting.pk}.xml").status_code == 404


def change(row, kind, action="updated", status=Run.Status.GOOD, **values):
    run = Run.objects.create(
        source=row.source, trigger="command", status=status, started_at=IMPORTED + timedelta(days=2)
    )
    return Change.objects.create(run=run, action=action, object_kind=kind, key=row.url, **values)


def test_a_meeting_tells_its_changes_and_those_of_its_agenda(council, titles):
    change(council.meeting, "meeting", fields=[{"field": "start", "old": "x", "new": "y"}])
    change(council.item, "agenda_item", fields=[{"field": "result", "old": None, "new": "z"}])
    change(council.paper, "paper", fields=[{"field": "name", "old": "a", "new": "b"}])
    change(council.meeting, "meeting", "restored", status=Run.Status.HELD)
    found = titles(f"/rat/feeds/sitzung/{council.meeting.pk}.xml")
    assert len(found) == 3
    assert [one for one in found if one.startswith("Ö 2 Neubau der Brücke: ")]
    assert "12. Sitzung, 2. März 2026" in found


def test_what_was_taken_off_the_agenda_is_not_named(council, client):
    withdraw(council.item)
    change(council.item, "agenda_item", "withdrawn", label="Neubau der Brücke")
    content = client.get(f"/rat/feeds/sitzung/{council.meeting.pk}.xml").content.decode()
    assert "Neubau der Brücke" not in content


def test_the_followers_of_a_withdrawn_meeting_learn_it(council, feed, titles):
    withdraw(council.meeting)
    path = f"/rat/feeds/sitzung/{council.meeting.pk}.xml"
    assert len(titles(path)) == 1
    assert "12. Sitzung" not in etree.tostring(feed(path), encoding="unicode")


def test_hostile_names_leave_the_feed_well_formed(council, titles):
    Paper.objects.update(name="<script>alert(1)</script> & \x07\x08 ]]>", reference="")
    Meeting.objects.update(name="\x1b[31m & <b>")
    assert titles(LATEST)[0] == "<script>alert(1)</script> &  ]]>"
    assert titles(f"/rat/feeds/gremium/{council.board.pk}.xml")


def test_feeds_are_conditional_and_open(council, client):
    first = client.get(LATEST)
    assert first["Access-Control-Allow-Origin"] == "*"
    assert client.get(LATEST, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert client.get("/rat/feeds/sitzung/99999.xml").status_code == 404


def test_feeds_take_few_queries(council, client, django_assert_max_num_queries):
    client.get("/robots.txt")  # the site's own parts are asked for once a minute
    for path in (
        LATEST,
        f"/rat/feeds/gremium/{council.board.pk}.xml",
        f"/rat/feeds/person/{council.person.pk}.xml",
        f"/rat/feeds/sitzung/{council.meeting.pk}.xml",
        "/rat/vorlagen/feed/?q=br%C3%BCcke&jahr=2026",
    ):
        with django_assert_max_num_queries(12):
            client.get(path)
