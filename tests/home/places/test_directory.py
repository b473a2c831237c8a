"""A directory as readers see it."""

import json
from urllib.parse import unquote

import pytest
from django.core.cache import cache
from wagtail.models import Locale

from home.places.models import DirectoryPage, Facet, Place
from home.places.nearby import Spot
from tests import factories
from tests.blocks import make_office, make_picture
from tests.pages import links, parse, schemas, text_of

pytestmark = pytest.mark.django_db


def titles(response):
    return [link.get_text() for link in parse(response).select(".place-row h3 a")]


def counts(response, key):
    """{answer: number beside it} of one facet."""
    boxes = parse(response).select(f"input[name='{key}'][type=checkbox]")
    labels = {label["for"]: label for label in parse(response).select("label[for]")}
    numbers = {box["value"]: labels[box["id"]].select_one(".muted").get_text() for box in boxes}
    return {value: int(number.strip("()")) for value, number in numbers.items()}


class TestList:
    def test_places_stand_in_alphabetical_order(self, ask, playgrounds):
        found = titles(ask())
        assert found == ["Abenteuerspielplatz", "Bolzplatz", "Spielplatz Mühlwiese"]

    def test_hidden_places_are_nowhere(self, ask, make_place):
        make_place("Geheim", is_shown=False)
        make_place("Offen")
        assert titles(ask()) == ["Offen"]
        assert ask(below="geheim/").status_code == 404
        for kind in ("csv", "json", "geojson"):
            assert b"Geheim" not in ask(below=f"{kind}/").content

    @pytest.mark.parametrize("words", ["mühl", "MUEHLW", "muhlwiese", "sand rutsche", "60999"])
    def test_words_are_found_in_any_spelling(self, ask, playgrounds, words):
        assert titles(ask(f"?suche={words}")) == ["Spielplatz Mühlwiese"]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("ausstattung=Schaukel", {"Bolzplatz", "Spielplatz Mühlwiese"}),
            ("ausstattung=Schaukel&ausstattung=Rutsche", {"Spielplatz Mühlwiese"}),
            ("untergrund=Sand&untergrund=Rasen", {"Abenteuerspielplatz", "Spielplatz Mühlwiese"}),
            ("wasser=ja", {"Spielplatz Mühlwiese"}),
            ("alter-von=13", {"Abenteuerspielplatz"}),
            ("alter-bis=5", {"Spielplatz Mühlwiese"}),
            ("alter-von=12&alter-bis=12", {"Abenteuerspielplatz", "Spielplatz Mühlwiese"}),
            ("stadtteil=Nord", {"Spielplatz Mühlwiese"}),
            ("rollstuhl=ja", {"Spielplatz Mühlwiese"}),
            ("untergrund=Lava&unbekannt=1&alter-von=viel", None),
        ],
    )
    def test_facets_narrow_the_list(self, ask, playgrounds, query, found):
        everything = {place.title for place in playgrounds}
        assert set(titles(ask(f"?{query}"))) == (found or everything)

    def test_numbers_say_what_an_answer_leaves(self, ask, playgrounds):
        response = ask("?untergrund=Sand")
        assert counts(response, "untergrund") == {"Sand": 1, "Rasen": 1}
        assert counts(response, "ausstattung") == {"Rutsche": 1, "Schaukel": 1, "Seilbahn": 0}
        dead = parse(response).select_one("input[value=Seilbahn]")
        assert dead.has_attr("disabled")

    def test_every_choice_can_be_taken_back(self, ask, playgrounds):
        response = ask("?untergrund=Sand&ausstattung=Rutsche&suche=bach&seite=2")
        ways = [link["href"] for link in parse(response).select(".places-chosen a")]
        assert ways == [
            "/spielplaetze/?untergrund=Sand&ausstattung=Rutsche",
            "/spielplaetze/?untergrund=Sand&suche=bach",
            "/spielplaetze/?ausstattung=Rutsche&suche=bach",
            "/spielplaetze/",
        ]

    def test_no_hit_is_no_dead_end(self, ask, playgrounds):
        response = ask("?suche=gibtesnicht")
        assert titles(response) == []
        assert "/spielplaetze/" in links(response, ".places__found").values()

    def test_a_long_list_has_pages_that_keep_the_choice(self, ask, make_place):
        for number in range(25):
            make_place(f"Platz {number:02}", values={"untergrund": "Sand"})
        response = ask("?untergrund=Sand")
        assert len(titles(response)) == 20
        [following] = [link["href"] for link in parse(response).select("[rel=next]")]
        assert "untergrund=Sand" in following
        assert len(titles(ask(following))) == 5
        assert len(titles(ask("?seite=999&untergrund=Sand"))) == 5

    def test_hostile_text_stays_text(self, ask, make_place):
        evil = "</script><script>alert(1)</script>"
        make_place(evil, description=evil, district=evil, latitude=50.1, longitude=8.5)
        for response in (
            ask(f"?suche={evil}&nahe={evil}"),
            ask(),
            ask(below="script-script-alert1-script/"),
        ):
            assert b"<script>alert" not in response.content

    def test_500_places_cost_12_queries(self, client, directory, django_assert_max_num_queries):
        unit = make_office()
        picture = make_picture()
        Place.objects.bulk_create(
            Place(
                directory=directory,
                title=f"Platz {number}",
                slug=f"platz-{number}",
                reference=str(number),
                sort_key=f"platz {number:04}",
                district=f"Viertel {number % 9}",
                unit=unit if number % 2 else None,
                picture=picture,
                latitude=50 + number / 10_000,
                longitude=8.5,
                values={"ausstattung": ["Rutsche"], "alter": [3, number]},
            )
            for number in range(500)
        )
        client.get("/spielplaetze/")  # the frame is kept from now on
        cache_key = "/spielplaetze/?ausstattung=Rutsche&nahe=Viertel+3"
        with django_assert_max_num_queries(12):
            response = client.get(cache_key)
        assert len(titles(response)) == 20


class TestNear:
    def test_a_district_or_postcode_puts_the_nearest_first(self, ask, playgrounds):
        for near in ("süd", "60998"):
            response = ask(f"?nahe={near}")
            assert titles(response)[0] == "Abenteuerspielplatz"
            assert titles(response)[-1] == "Bolzplatz"  # not on the map

    def test_a_street_of_the_address_book_is_known(self, ask, playgrounds):
        unit = factories.UnitFactory(name="Rathaus")
        factories.AddressFactory(unit=unit, street="Marktplatz", latitude=50.051, longitude=8.56)
        assert titles(ask("?nahe=Marktplatz"))[0] == "Abenteuerspielplatz"
        assert titles(ask("?nahe=rathaus"))[0] == "Abenteuerspielplatz"

    def test_a_place_that_nobody_knows_is_told_and_the_list_stays(self, ask, playgrounds):
        response = ask("?nahe=Atlantis")
        assert "Atlantis" in text_of(response)
        assert len(titles(response)) == 3
        assert parse(response).select_one(".notice")

    def test_distances_are_those_of_the_earth(self):
        metres = Spot("Frankfurt", 50.1109, 8.6821).distance((52.52, 13.405))
        assert 420_000 < metres < 426_000


class TestPlace:
    def test_shows_everything_that_is_known(self, ask, make_place):
        make_place(
            "Halle",
            description="Zwei Felder.\n\nTribüne.",
            street="Am Bach 1",
            hours="Mo–So 8–20 Uhr",
            hours_note="In den Ferien geschlossen",
            phone="+49 69 1234",
            links="Belegungsplan https://plan.example/halle",
            accessibility_note="Rampe am Nordeingang",
            wheelchair="yes",
            values={"alter": [3, 12], "wasser": False},
            latitude=50.1,
            longitude=8.5,
        )
        response = ask(below="halle/")
        text = text_of(response)
        for known in ("Tribüne", "Am Bach 1", "Ferien", "3–12 Jahre", "Rampe"):
            assert known in text
        found = links(response)
        assert found["Belegungsplan"] == "https://plan.example/halle"
        assert found["+49 69 1234"] == "tel:+49691234"
        assert len(parse(response).select("table.hours tr")) == 7
        assert parse(response).select_one("[data-map]")
        assert parse(response).select_one("link[rel=canonical]")["href"].endswith("/halle/")

    def test_tells_search_engines_what_it_is(self, ask, make_place, directory):
        DirectoryPage.objects.update(schema_type="Playground")
        make_place(
            "Platz",
            hours="Mo 8–12 Uhr",
            latitude=50.1,
            longitude=8.5,
            wheelchair="no",
            values={"ausstattung": ["Rutsche"], "wasser": True},
        )
        found = schemas(ask(below="platz/"))
        place = found["Playground"]
        assert place["geo"]["latitude"] == 50.1
        assert place["openingHoursSpecification"][0]["opens"] == "08:00"
        features = {one["name"]: one["value"] for one in place["amenityFeature"]}
        assert features == {"Rutsche": True, "Wasser": True, "wheelchair": False}
        assert found["BreadcrumbList"]["itemListElement"][1]["item"].endswith("/spielplaetze/")

    def test_has_an_address_of_its_own(self, ask, make_place):
        make_place("Halle & Platz", slug="halle")
        page = parse(ask(below="halle/"))
        own = "http://testserver/spielplaetze/halle/"
        assert page.select_one("link[rel=canonical]")["href"] == own
        assert page.select_one("meta[property='og:url']")["content"] == own
        assert page.select_one("meta[property='og:title']")["content"] == "Halle & Platz"
        recommended = unquote(page.select_one(".share a")["href"])
        assert recommended.endswith(f"\r\n\r\nHalle & Platz\r\n{own}\r\n")

    def test_leads_back_to_its_directory(self, ask, make_place):
        make_place("Halle")
        page = parse(ask(below="halle/"))
        way = [item.get_text() for item in page.select(".breadcrumb li")]
        assert way[1:] == ["Spielplätze", "Halle"]
        assert page.select_one("main a.go")["href"] == "/spielplaetze/"

    def test_has_its_pair_in_another_language(self, client, ask, make_place, home, directory):
        english = Locale.objects.get(language_code="en")
        home.copy_for_translation(english).save_revision().publish()
        other = directory.copy_for_translation(english)
        other.slug = "playgrounds"
        other.save_revision().publish()
        make_place("Halle")
        cache.clear()
        page = parse(ask(below="halle/"))
        pair = {one["hreflang"]: one["href"] for one in page.select("link[hreflang]")}
        assert pair["de"] == pair["x-default"] == "http://testserver/spielplaetze/halle/"
        assert pair["en"] == "http://testserver/en/playgrounds/halle/"
        switch = page.select_one("header a[hreflang=en]")["href"]
        assert parse(client.get(switch)).h1.get_text() == "Halle"

    def test_an_office_lends_what_the_place_lacks(self, ask, make_place):
        unit = make_office("Sportamt")
        place = make_place("Halle", unit=unit)
        assert place.position == (50.1234, 8.5678)
        text = text_of(ask(below="halle/"))
        assert "Am Stadttor 1" in text
        assert "Sportamt" in text
        assert "Am Stadttor" in text_of(ask())
        assert "Am Stadttor 1" in ask(below="csv/").content.decode()

    def test_a_hidden_office_lends_nothing(self, ask, make_place):
        unit = make_office("Geheimamt", hidden=True)
        make_place("Halle", unit=unit)
        for response in (ask(), ask(below="halle/"), ask(below="json/")):
            assert "Stadttor 1" not in response.content.decode()

    def test_a_place_that_is_closed_says_so_and_why(self, ask, make_place):
        make_place("Platz", closed_from="2026-01-01", closed_reason="Neue Geräte")
        assert "Neue Geräte" in text_of(ask())
        assert parse(ask()).select_one(".place-closed")

    @pytest.mark.parametrize("slug", ["csv", "geojson", "json"])
    def test_no_place_takes_the_address_of_the_data(self, make_place, slug):
        assert make_place(slug.upper()).slug != slug

    def test_the_sitemap_names_places(self, client, playgrounds):
        assert b"/spielplaetze/spielplatz-muehlwiese/" in client.get("/sitemap.xml").content

    def test_a_translated_directory_shows_the_same_places(self, directory, playgrounds):
        other = DirectoryPage(title="Playgrounds", translation_key=directory.translation_key)
        assert other.all_places().count() == 3


class TestData:
    def test_the_page_names_its_data_and_licence(self, ask, playgrounds):
        page = parse(ask("?untergrund=Sand"))
        ways = [link["href"] for link in page.select("link[rel=alternate][href*=spielplaetze]")]
        assert "/spielplaetze/geojson/?untergrund=Sand" in ways
        assert page.select_one("a[rel=license]")["href"] == "https://lizenz.example/by/4.0/"

    def test_geojson_holds_what_the_address_asks_for(self, ask, playgrounds):
        response = ask("?untergrund=Sand", below="geojson/")
        assert response["Content-Type"] == "application/geo+json"
        assert response["Access-Control-Allow-Origin"] == "*"
        assert 'rel="license"' in response["Link"]
        data = json.loads(response.content)
        assert data["license"] == "https://lizenz.example/by/4.0/"
        [feature] = data["features"]
        assert feature["geometry"] == {"type": "Point", "coordinates": [8.56, 50.12]}
        assert feature["properties"]["facets"]["alter"] == [3, 12]
        assert len(json.loads(ask(below="geojson/").content)["features"]) == 3

    def test_json_has_places_without_coordinates_too(self, ask, playgrounds):
        data = json.loads(ask(below="json/").content)
        by_title = {place["title"]: place for place in data["places"]}
        assert by_title["Bolzplatz"]["latitude"] is None
        assert by_title["Spielplatz Mühlwiese"]["openingHours"][0]["weekday"] == 1

    def test_csv_is_harmless_in_a_spreadsheet(self, ask, make_place):
        make_place('=HYPERLINK("http://evil.example")', description="@SUM(A1)")
        text = ask(below="csv/").content.decode("utf-8-sig")
        assert '"\'=HYPERLINK(""http://evil.example"")"' in text
        assert ";'@SUM(A1);" in text

    def test_data_is_the_same_until_something_changes(self, ask, playgrounds):
        first = ask(below="json/").content
        cache.clear()
        assert ask(below="json/").content == first


class TestFacet:
    def test_its_key_stays_when_it_is_renamed(self, directory):
        facet = Facet.objects.get(key="alter")
        facet.name = "Für wen"
        facet.save()
        assert Facet.objects.get(pk=facet.pk).key == "alter"

    def test_no_key_is_the_end_of_another_facets_range(self, directory):
        assert Facet.objects.create(page=directory, name="Alter von").key == "alter-von-2"

    def test_long_names_have_keys_and_identifiers_of_their_own(self, directory, make_place):
        keys = {Facet.objects.create(page=directory, name="ü" * 59 + end).key for end in "ab"}
        assert len(keys) == 2
        names = [f"{'Spielplatz ' * 17}{number}" for number in range(3)]
        assert len({make_place(name).reference for name in names}) == 3

    def test_no_key_is_a_column_or_parameter_of_every_directory(self, directory):
        for name in ("Titel", "Suche", "Stadtteil", "Seite"):
            facet = Facet.objects.create(page=directory, name=name, kind="yes-no")
            assert facet.key == f"{name.lower()}-2"
