"""The page for the street, the page of a house, data, several sites."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from wagtail.models import Page, Site

from home.models import HomePage
from home.waste import importing
from home.waste.models import CollectionDate, Kind, Street
from tests.pages import links, parse, schemas, send, text_of

from . import building

pytestmark = pytest.mark.django_db
PAGE = "/abfall/"


def type_in(client, text):
    return send(client_of_get(client), client.get(PAGE), {"strasse": text}, follow=True)


class client_of_get:
    """`send` posts; the field asks by GET."""

    def __init__(self, client):
        self.client = client

    def post(self, address, data, **options):
        return self.client.get(address, data, **options)


class TestField:
    def test_one_hit_leads_to_the_street_with_the_number(self, client, city):
        response = type_in(client, "lindenallee 12a")
        assert response.redirect_chain == [("/abfall/lindenallee/?nr=12", 302)]
        assert parse(response).select_one("h1").text == "Lindenallee 12"

    def test_several_are_a_list_that_keeps_the_number(self, client, city):
        response = type_in(client, "Dorfstr. 3")
        found = links(response, ".waste-streets")
        assert found == {
            "Dorfstraße (Neuhof)": "/abfall/dorfstrasse-neuhof/?nr=3",
            "Dorfstraße (Steinbach)": "/abfall/dorfstrasse-steinbach/?nr=3",
        }
        assert parse(response).select_one("#strasse")["value"] == "Dorfstr. 3"

    def test_a_typing_error_is_asked_back(self, client, city):
        response = type_in(client, "Lidenallee")
        assert "Meinen Sie" in text_of(response)
        assert list(links(response, ".waste-streets")) == ["Lindenallee"]

    def test_an_unknown_street_is_told(self, client, city):
        text = "<script>alert(1)</script>"
        response = type_in(client, text)
        assert f"Eine Straße „{text}“ kennen wir nicht" in text_of(response)
        assert text.encode() not in response.content

    def test_the_list_for_the_script(self, client, city):
        data = client.get(f"{PAGE}strassen/").json()
        assert ["Dorfstraße (Neuhof)", "/abfall/dorfstrasse-neuhof/"] in data["words"]
        assert len(data["words"]) == 5
        field = parse(client.get(PAGE)).select_one("[data-filter]")
        assert field["data-filter-source"] == f"{PAGE}strassen/"

    def test_without_streets_no_field(self, client, home):
        building.page(home)
        response = client.get(PAGE)
        assert "noch keine Straße" in text_of(response)
        assert not parse(response).select("#strasse")

    def test_what_to_do_and_data_stand_there(self, client, city):
        response = client.get(PAGE)
        assert "Papier an die Straße" in text_of(response)
        assert schemas(response)["Dataset"]["license"] == "https://lizenz.example/by/"
        assert links(response)["Alle Termine (CSV)"] == f"{PAGE}csv/"


class TestStreet:
    def test_today_and_tomorrow_are_named(self, client, city):
        response = client.get("/abfall/lindenallee/")
        rows = [one.get_text(" ", strip=True) for one in parse(response).select(".waste-next li")]
        assert rows[0].endswith("Restmüll Heute, Sonntag, 3. Januar 2027")
        assert rows[1].endswith("Papier Morgen, Montag, 4. Januar 2027")
        assert rows[2].endswith("Montag, 1. Februar 2027 verschoben wegen Karneval")
        assert len(rows) == 3

    def test_months_hold_all_that_comes_and_nothing_that_was(self, client, city):
        page = parse(client.get("/abfall/lindenallee/"))
        assert [one.text for one in page.select(".waste-months h3")] == [
            "Januar 2027",
            "Februar 2027",
        ]
        days = [one["datetime"] for one in page.select(".waste-months time")]
        assert days == ["2027-01-03", "2027-01-04", "2027-01-18", "2027-02-01"]

    def test_the_filter_leaves_the_chosen_kinds(self, client, city):
        response = send(
            client_of_get(client), client.get("/abfall/lindenallee/?nr=5"), {"art": "papier"}
        )
        page = parse(response)
        assert response.request["QUERY_STRING"] == "nr=5&art=papier"
        assert len(page.select(".waste-months li li")) == 1
        assert page.select_one("#art-papier").has_attr("checked")
        ways = links(response, ".waste-ways")
        assert ways["Kalender abonnieren (iCal)"] == "/abfall/lindenallee/ical/?nr=5&art=papier"

    def test_the_number_is_asked_where_it_matters(self, client, city):
        response = client.get("/abfall/bahnhofstrasse/")
        assert "Welche Hausnummer?" in text_of(response)
        found = links(response, ".waste-number")
        assert found == {
            "ungerade Hausnummern": "/abfall/bahnhofstrasse/?nr=1",
            "2–40 gerade": "/abfall/bahnhofstrasse/?nr=2",
        }
        shown = {text: text_of(client.get(address)) for text, address in found.items()}
        assert "Abfuhrbezirk: Nord" in shown["ungerade Hausnummern"]
        assert "Abfuhrbezirk: Süd" in shown["2–40 gerade"]

    @pytest.mark.parametrize(
        ("typed", "told"),
        [("42", "Die Hausnummer 42 gehört zu keinem"), ("vier", "„vier“ ist keine Hausnummer")],
    )
    def test_a_number_that_fits_nowhere_is_told(self, client, city, typed, told):
        response = client.get("/abfall/bahnhofstrasse/", {"nr": typed})
        assert told in text_of(response)
        assert parse(response).select_one("#nr")["value"] == typed

    def test_nothing_entered_is_said(self, client, city):
        CollectionDate.objects.all().delete()
        assert "noch keine Termine" in text_of(client.get("/abfall/lindenallee/"))
        building.street("Ohne Bezirk")
        assert "noch keinen Abfuhrbezirk" in text_of(client.get("/abfall/ohne-bezirk/"))

    def test_the_way_back_is_shown(self, client, city):
        crumbs = links(client.get("/abfall/lindenallee/"), ".breadcrumb")
        assert list(crumbs.items())[-1] == ("Abfuhrkalender", PAGE)

    def test_texts_of_editors_are_escaped(self, client, city):
        evil = "<img src=x onerror=alert(1)>"
        Kind.objects.update(note=evil, sign="<b>")
        CollectionDate.objects.update(note=evil)
        Street.objects.filter(pk=city.plain.pk).update(name=evil)
        for address in (PAGE, "/abfall/lindenallee/"):
            content = client.get(address).content
            assert b"<img src=x" not in content and b"<b>" not in content

    def test_unknown_streets_are_not_there(self, client, city):
        for address in (
            "/abfall/nirgends/",
            "/abfall/nirgends/ical/",
            "/abfall/bahnhofstrasse/ical/",
        ):
            assert client.get(address).status_code == 404

    def test_pages_are_quick(self, client, city, django_assert_max_num_queries):
        north = city.areas[0]
        for number in range(120):
            kind = city.kinds[number % 3]
            building.day(north, kind, date(2027, 3, 1) + timedelta(days=number))
        for address, most in ((PAGE, 36), ("/abfall/lindenallee/?nr=3", 36)):
            client.get("/gibt-es-nicht/")  # the frame
            cache.clear()
            with django_assert_max_num_queries(most):
                assert client.get(address).status_code == 200


class TestData:
    def test_all_dates_as_csv(self, client, city):
        response = client.get(f"{PAGE}csv/")
        assert response["Access-Control-Allow-Origin"] == "*"
        assert 'rel="license"' in response["Link"]
        rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
        assert rows[0] == ["bezirk", "art", "datum", "hinweis"]
        assert len(rows) == 1 + len(city.dates)
        assert ["Nord", "Verpackungen", "01.02.2027", "verschoben wegen Karneval"] in rows

    def test_all_streets_as_csv(self, client, city):
        text = client.get(f"{PAGE}strassen-csv/").content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text), delimiter=";"))
        assert ["Bahnhofstraße", "", "2", "40", "gerade", "Süd"] in rows
        assert ["Lindenallee", "", "", "", "", "Nord"] in rows

    def test_both_are_given_back_to_the_import_without_a_change(self, client, city):
        for holds, ending in (("strassen", "strassen-csv/"), ("termine", "csv/")):
            content = client.get(f"{PAGE}{ending}").content
            made = importing.plan(building.upload(holds, content, is_whole=True))
            assert made.faults == [] and made.number == 0 and made.unchanged > 4


class TestSites:
    def test_every_site_with_a_page_shows_the_calendar(self, client, city):
        root = Page.get_first_root_node()
        works = root.add_child(instance=HomePage(title="Stadtwerke", slug="werke"))
        Site.objects.create(hostname="werke.example", root_page=works, port=80)
        assert client.get(PAGE, headers={"host": "werke.example"}).status_code == 404
        building.page(works, title="Müllabfuhr", slug="muell")
        response = client.get(
            "/muell/?strasse=Lindenallee", headers={"host": "werke.example"}, follow=True
        )
        assert response.redirect_chain[0][0].endswith("/muell/lindenallee/")
        ways = links(response, ".waste-ways")
        assert "/muell/lindenallee/ical/" in ways["Kalender abonnieren (iCal)"]

    def test_the_sitemap_holds_page_and_streets(self, client, city):
        text = (
            "".join(
                client.get(one.text).content.decode()
                for one in parse(client.get("/sitemap.xml")).select("loc")
            )
            + client.get("/sitemap.xml").content.decode()
        )
        assert f"{PAGE}</loc>" in text and f"{PAGE}lindenallee/</loc>" in text

    def test_a_street_that_is_gone_answers_410(self, client, city):
        city.plain.delete()
        assert client.get("/abfall/lindenallee/").status_code == 410

    def test_a_moved_page_leads_on_with_all_below(
        self, client, city, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            city.page.slug = "muellabfuhr"
            city.page.save_revision().publish()
        for below in ("lindenallee/?nr=3", "lindenallee/ical/?art=papier", "csv/"):
            response = client.get(f"{PAGE}{below}")
            assert response.status_code == 301, below
            assert response["Location"].endswith(f"/muellabfuhr/{below}")
