"""Places that papers name: the list, the map, the page of one place."""

import datetime
import json

import pytest
from django.utils import timezone

from opendata.oparl.models import BodyChoice, Location
from tests.opendata.oparl import factories
from tests.opendata.oparl.public.seeing import MOST_QUERIES, see, withdraw
from tests.pages import folded, links, parse, text_of

pytestmark = pytest.mark.django_db
BRIDGE = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [10.5, 50.9]},
    "properties": {},
}


@pytest.fixture
def bridge():
    return factories.LocationFactory(
        description="Brücke am Mühlbach", room="", street_address="", geojson=BRIDGE
    )


def spots(response):
    return [folded(heading) for heading in parse(response).select(".spots h2")]


def marks(response) -> list[dict]:
    (data,) = parse(response).select("figure.map script[type='application/json']")
    return json.loads(data.string)["points"]


def test_places_of_the_latest_papers_come_first_with_their_papers(browse, bridge):
    mill = factories.LocationFactory(description="Alte Mühle")
    old = factories.PaperFactory(location=[mill], date=datetime.date(2020, 1, 1))
    new = factories.PaperFactory(location=[bridge, mill], date=datetime.date(2025, 1, 1))
    factories.PaperFactory(location=[bridge], date=datetime.date(2026, 1, 1))
    response = browse("/rat/orte/")
    assert spots(response) == ["Brücke am Mühlbach", "Alte Mühle"]
    (_bridge, second) = parse(response).select(".spots > li")
    assert [a.text for a in second.select(".papers a")] == [new.name, old.name]


def test_the_map_leads_to_the_paper_or_to_all_papers_of_the_place(browse, bridge):
    paper = factories.PaperFactory(location=[bridge])
    (mark,) = marks(browse("/rat/orte/"))
    assert (mark["lat"], mark["lon"]) == (50.9, 10.5)
    assert (mark["title"], mark["url"]) == (paper.name, paper.get_absolute_url())
    later = factories.PaperFactory(location=[bridge], date=datetime.date(2026, 6, 1))
    browse("/rat/orte/?seite=1")
    (mark,) = marks(browse("/rat/orte/?jahr="))
    assert (mark["title"], mark["url"]) == (f"{later.name} (+1)", f"/rat/orte/{bridge.pk}/")


def test_areas_and_lines_are_marked_by_a_point(browse, bridge):
    area = {"type": "Polygon", "coordinates": [[[10, 50], [12, 50], [12, 52], [10, 52], [10, 50]]]}
    bridge.geojson = {"type": "Feature", "geometry": area, "properties": {}}
    bridge.save()
    factories.PaperFactory(location=[bridge])
    (mark,) = marks(browse("/rat/orte/"))
    assert 10 < mark["lon"] < 12
    assert 50 < mark["lat"] < 52


def test_only_places_of_papers_that_are_looked_for(browse, bridge):
    factories.PaperFactory(location=[bridge], date=datetime.date(2026, 1, 1))
    mill = factories.LocationFactory(description="Alte Mühle")
    factories.PaperFactory(location=[mill], date=datetime.date(2020, 1, 1))
    response = browse("/rat/orte/?jahr=2020")
    assert spots(response) == ["Alte Mühle"]
    assert links(response)["Back to the papers"] == "/rat/vorlagen/?jahr=2020"


def test_hidden_withdrawn_and_empty_places_are_not_there(browse, bridge):
    nothing = factories.LocationFactory(
        description="", room="", street_address="", postal_code="", locality=""
    )
    paper = factories.PaperFactory(location=[bridge, nothing])
    assert spots(browse("/rat/orte/")) == ["Brücke am Mühlbach"]
    choice = BodyChoice.objects.create(body=paper.body, visible=False)
    assert "No paper names a place" in text_of(browse("/rat/orte/"))
    assert browse(f"/rat/orte/{bridge.pk}/").status_code == 404
    choice.delete()
    Location.objects.update(withdrawn_at=timezone.now())
    assert "No paper names a place" in text_of(browse("/rat/orte/?art="))


def test_the_page_of_a_place_lists_all_its_papers(browse, bridge):
    paper = factories.PaperFactory(location=[bridge])
    found = links(see(browse, paper))
    page = browse(found["All papers about this place : Brücke am Mühlbach"])
    assert parse(page).h1.text == "Brücke am Mühlbach"
    assert links(page)[paper.name] == paper.get_absolute_url()
    assert len(marks(page)) == 1


def test_a_place_that_no_paper_names_has_no_page(browse):
    hall = factories.LocationFactory()
    factories.MeetingFactory(location=hall)
    assert browse(f"/rat/orte/{hall.pk}/").status_code == 404
    assert browse(f"/rat/orte/{withdraw(hall).pk}/").status_code == 410


def test_hostile_places_stay_texts(browse, bridge):
    bridge.description = "</script><script>alert(1)</script>"
    bridge.geojson = {"type": "Feature", "geometry": {"type": "Point", "coordinates": ["x", {}]}}
    bridge.save()
    factories.PaperFactory(location=[bridge], name="</script><img src=x>")
    page = parse(browse("/rat/orte/"))
    assert not page.select("main img")
    assert not page.select("figure.map")


def test_costs_few_queries(browse, django_assert_max_num_queries):
    for _number in range(60):
        factories.PaperFactory(location=[factories.LocationFactory(geojson=BRIDGE)])
    with django_assert_max_num_queries(MOST_QUERIES):
        response = browse("/rat/orte/")
    assert len(spots(response)) == 50
    assert len(marks(response)) == 60
