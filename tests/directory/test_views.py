"""The public pages of the address book."""

import json

import pytest
from django.utils import timezone

from tests import factories
from tests.pages import links, parse, schemas, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def browse(client, settings):
    """Fetches a page with the frame already known, as every reader but the first does."""
    settings.LANGUAGE_CODE = "en"
    client.get("/gibt-es-nicht/")
    return client.get


@pytest.fixture
def office():
    department = factories.UnitFactory(name="Ordnungsamt", slug="ordnungsamt")
    office = factories.UnitFactory(
        name="Bürgerbüro",
        parent=department,
        descriptions={"de": "<p>Für <em>alle</em> Anliegen.</p>"},
        payment_methods=["Bargeld"],
        appointment_required=True,
        note="Der Aufzug steht still.",
    )
    factories.AddressFactory(unit=office, wheelchair=False)
    factories.ChannelFactory(unit=office)
    factories.ChannelFactory(unit=office, kind="email", value="amt@lindenfurt.example")
    factories.PersonFactory(unit=office)
    for weekday in range(1, 8):
        factories.HoursFactory(unit=office, weekday=weekday, note="mit Termin")
    today = timezone.localdate()
    factories.HoursExceptionFactory(unit=office, first_day=today, last_day=today, reason="Umzug")
    factories.UnitFactory(name="Fundbüro", parent=office)
    factories.UnitFactory(name="Geheimes Büro", parent=office, hidden=True)
    return office


class TestUnit:
    def test_shows_how_to_reach_it(self, browse, office):
        text = text_of(browse(office.get_absolute_url()))
        for part in (
            "Für alle Anliegen.",
            "Am Stadttor 1 60999 Lindenfurt",
            "+49 69 99901-100",
            "Bargeld",
            "Not wheelchair accessible",
            "Only by appointment.",
            "Der Aufzug steht still.",
            "Mira Beispiel",
        ):
            assert part in text

    def test_shows_todays_hours_the_week_and_what_is_different(self, browse, office):
        response = browse(office.get_absolute_url())
        text = text_of(response)
        assert "Closed today (Umzug), opens tomorrow at 8:00" in text
        assert "8:00–16:00 (mit Termin)" in text
        assert "closed (Umzug)" in text
        assert len(parse(response).select(".hours tr")) == 7
        assert len(parse(response).select(".hours tr.today")) == 1

    def test_hours_told_as_a_text_are_shown_as_a_text(self, browse):
        unit = factories.UnitFactory(opening_hours_texts={"de": "<p>Immer mittwochs.</p>"})
        assert "Immer mittwochs." in text_of(browse(unit.get_absolute_url()))

    def test_its_links_can_be_clicked(self, browse, office):
        found = links(browse(office.get_absolute_url()))
        assert found["+49 69 99901-100"] == "tel:+496999901100"
        assert found["amt@lindenfurt.example"] == "mailto:amt@lindenfurt.example"
        (map_url,) = (url for url in found.values() if "openstreetmap" in url)
        assert "mlat=50.123400&mlon=8.567800" in map_url

    def test_a_place_without_coordinates_is_searched_on_the_map(self, browse):
        unit = factories.UnitFactory()
        factories.AddressFactory(unit=unit, latitude=None, longitude=None)
        (url,) = (u for u in links(browse(unit.get_absolute_url())).values() if "openstreet" in u)
        assert url.endswith("search?query=Am%20Stadttor%201%2C%2060999%20Lindenfurt")

    def test_shows_what_it_belongs_to_and_its_public_parts(self, browse, office):
        found = links(browse(office.get_absolute_url()))
        assert found["Ordnungsamt"] == "/aemter/ordnungsamt/"
        assert "Fundbüro" in found
        assert "Geheimes Büro" not in found

    def test_a_hidden_parent_is_not_named(self, browse, office):
        office.parent.hidden = True
        office.parent.save()
        assert "Ordnungsamt" not in text_of(browse(office.get_absolute_url()))

    def test_lists_its_services_with_their_ways_in(self, browse, office):
        links_in = [{"title": "Antrag", "url": "https://antrag.example/", "action": "apply"}]
        shown = factories.ServiceFactory(title="Meldebescheinigung", online_links=links_in)
        hidden = factories.ServiceFactory(title="Internes", visible=False)
        for service in (shown, hidden):
            factories.ResponsibilityFactory(service=service, unit=office)
        found = links(browse(office.get_absolute_url()), ".rows")
        assert found == {
            "Meldebescheinigung": shown.get_absolute_url(),
            "Apply online : Meldebescheinigung": "https://antrag.example/",
        }

    def test_tells_search_engines(self, browse, office):
        schema = schemas(browse(office.get_absolute_url()))["GovernmentOffice"]
        assert schema["name"] == "Bürgerbüro"
        assert schema["address"][0]["streetAddress"] == "Am Stadttor 1"
        assert len(schema["openingHoursSpecification"]) == 7
        (special,) = schema["specialOpeningHoursSpecification"]
        assert (special["opens"], special["closes"]) == ("00:00", "00:00")

    @pytest.mark.parametrize(
        ("fields", "status"),
        [
            ({"hidden": True}, 410),
            ({"withdrawn_at": timezone.now()}, 410),
            ({"generalised": True}, 404),
            ({"not_public": True}, 404),
        ],
    )
    def test_what_was_public_is_gone_and_the_rest_not_found(self, browse, fields, status):
        unit = factories.UnitFactory(**fields)
        assert browse(unit.get_absolute_url()).status_code == status

    def test_costs_few_queries(self, browse, office, django_assert_max_num_queries):
        for number in range(3):
            service = factories.ServiceFactory(title=f"Dienst {number}")
            factories.ResponsibilityFactory(service=service, unit=office)
        with django_assert_max_num_queries(10):
            browse(office.get_absolute_url())

    def test_sets_no_cookie(self, client, office):
        response = client.get(office.get_absolute_url())
        assert not response.cookies
        assert response["Cache-Control"] == "public, max-age=60"


class TestIndex:
    def test_lists_public_units_in_german_order_with_what_they_belong_to(self, browse, office):
        factories.UnitFactory(name="Ärztlicher Dienst")
        rows = [row.get_text(" ").split() for row in parse(browse("/aemter/")).select(".rows li")]
        assert rows == [
            ["Ärztlicher", "Dienst"],
            ["Bürgerbüro", "Ordnungsamt"],
            ["Fundbüro", "Bürgerbüro"],
            ["Ordnungsamt"],
        ]

    def test_costs_the_same_for_many(self, browse, django_assert_max_num_queries):
        factories.UnitFactory.create_batch(12)
        with django_assert_max_num_queries(2):
            browse("/aemter/")

    def test_says_when_there_is_none(self, browse):
        assert "No office has been entered yet." in text_of(browse("/aemter/"))


def test_an_office_is_on_the_map(browse, office):
    figure = parse(browse(office.get_absolute_url())).select_one("figure.map")
    (point,) = json.loads(figure.select_one("script[type='application/json']").string)["points"]
    assert (point["lat"], point["lon"], point["title"]) == (50.1234, 8.5678, "Bürgerbüro")


def test_without_coordinates_there_is_no_map(browse):
    unit = factories.UnitFactory()
    factories.AddressFactory(unit=unit, latitude=None)
    factories.AddressFactory(unit=unit, kind="post")
    assert not parse(browse(unit.get_absolute_url())).select("figure.map")
