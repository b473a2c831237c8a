"""Standard pages, topics and the sitemap: what editors write, and what comes by itself."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from home.models import LandingPage, LandingService, SitemapPage, StandardPage
from home.table_of_contents import with_outline
from tests import factories
from tests.home import examples
from tests.pages import folded, links, parse, schemas, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return examples.make_home()


def sections(*titles):
    return [examples.text("".join(f"<h2>{title}</h2><p>Text.</p>" for title in titles))]


def page(home, title="Wohngeld", slug="wohngeld", **fields):
    return examples.add(home, StandardPage(title=title, slug=slug, **fields))


class TestOutline:
    def test_gives_each_heading_an_address_of_its_own(self):
        html, headings = with_outline("<h2>Größe</h2><p>x</p><h2 class='a'>Größe</h2>")
        assert [heading.anchor for heading in headings] == ["groesse", "groesse-2"]
        assert (
            html == '<h2 id="groesse">Größe</h2><p>x</p><h2 id="groesse-2" class=\'a\'>Größe</h2>'
        )

    def test_keeps_an_id_and_avoids_those_of_other_elements(self):
        _html, headings = with_outline('<p id="eins"></p><h2>Eins</h2><h2 id="fest">Zwei</h2>')
        assert [heading.anchor for heading in headings] == ["eins-2", "fest"]

    def test_reads_the_text_of_a_heading_without_its_tags(self):
        _html, headings = with_outline("<h2>Miete <b>&amp;\n Kauf</b></h2><h2>–</h2>")
        assert [heading.text for heading in headings] == ["Miete & Kauf", "–"]
        assert headings[1].anchor == "abschnitt"


class TestStandardPage:
    def test_lists_the_headings_of_a_long_page(self, client, home):
        page(home, body=sections("Miete", "Kauf", "Bau", "Geld"))
        response = client.get("/wohngeld/")
        contents = links(response, ".toc")
        assert contents == {"Miete": "#miete", "Kauf": "#kauf", "Bau": "#bau", "Geld": "#geld"}
        for address in contents.values():
            assert parse(response).select_one(address).name == "h2"

    def test_leaves_a_short_page_without_an_overview(self, client, home):
        page(home, body=sections("Miete", "Kauf", "Bau"))
        assert not parse(client.get("/wohngeld/")).select(".toc")

    def test_lists_the_published_pages_below_on_request(self, client, home):
        parent = page(home)
        page(parent, "Beispiele", "beispiele", introduction="Drei Rechnungen.")
        page(parent, "Entwurf", "entwurf").unpublish()
        assert "/wohngeld/beispiele/" not in links(client.get("/wohngeld/")).values()
        parent.lists_children = True
        parent.save_revision().publish()
        tiles = parse(client.get("/wohngeld/")).select(".page-tile")
        assert [folded(tile) for tile in tiles] == ["Beispiele Drei Rechnungen."]

    def test_names_the_responsible_office(self, client, home):
        office = factories.UnitFactory(name="Sozialamt")
        factories.AddressFactory(unit=office, street="Am Markt")
        page(home, unit=office)
        card = parse(client.get("/wohngeld/")).select_one(".unit-card")
        assert "Sozialamt" in folded(card)
        assert "Am Markt" in folded(card)

    @pytest.mark.parametrize("hiding", [{"hidden": True}, {"withdrawn_at": timezone.now()}])
    def test_hides_an_office_that_citizens_may_not_see(self, client, home, hiding):
        page(home, unit=factories.UnitFactory(name="Sozialamt", **hiding))
        assert "Sozialamt" not in text_of(client.get("/wohngeld/"))

    def test_tells_search_engines_what_it_is(self, client, home):
        page(home, introduction="Ein Zuschuss.")
        schema = schemas(client.get("/wohngeld/"))["WebPage"]
        assert (schema["name"], schema["description"]) == ("Wohngeld", "Ein Zuschuss.")
        assert schema["publisher"]["name"] == "Lindenfurt"
        assert schema["url"].endswith("/wohngeld/")

    def test_its_text_is_escaped(self, client, home):
        page(home, title="<script>alert(1)</script>", introduction="</p><script>2</script>")
        response = client.get("/wohngeld/")
        assert b"<script>alert" not in response.content
        assert b"<script>2" not in response.content


class TestLandingPage:
    def topic(self, home, **fields):
        return examples.add(home, LandingPage(title="Wohnen", slug="wohnen", **fields))

    def titles(self, client):
        return [folded(tile.a) for tile in parse(client.get("/wohnen/")).select(".page-tile")]

    def test_shows_pages_below_in_their_order_then_services(self, client, home):
        services = [factories.ServiceFactory(title=title) for title in ("Zweiter", "Erster")]
        rows = [LandingService(service=services[1]), LandingService(service=services[0])]
        topic = self.topic(home, services=rows)
        page(topic, "Miete", "miete")
        page(topic, "Kauf", "kauf")
        assert self.titles(client) == ["Miete", "Kauf", "Erster", "Zweiter"]

    def test_adds_the_services_of_a_life_situation_once(self, client, home):
        situation = factories.LifeSituationFactory(title="Umzug")
        chosen, other = (factories.ServiceFactory(title=title) for title in ("Chosen", "Other"))
        chosen.life_situations.add(situation)
        other.life_situations.add(situation)
        self.topic(home, situation=situation, services=[LandingService(service=chosen)])
        assert self.titles(client) == ["Chosen", "Other"]

    def test_leaves_out_a_service_that_is_withdrawn(self, client, home):
        gone = factories.ServiceFactory(title="Weg", withdrawn_at=timezone.now())
        self.topic(home, services=[LandingService(service=gone)])
        assert self.titles(client) == []

    def test_a_tile_offers_the_direct_way_in(self, client, home):
        online = [{"title": "Antrag", "url": "https://antrag.example/"}]
        service = factories.ServiceFactory(title="Anmelden", online_links=online)
        self.topic(home, services=[LandingService(service=service)])
        assert "https://antrag.example/" in links(client.get("/wohnen/")).values()

    def test_names_who_made_its_picture(self, client, home):
        self.topic(home, picture=examples.picture(credit="Jana Beispiel"))
        figure = parse(client.get("/wohnen/")).select_one("figure")
        assert "Jana Beispiel" in folded(figure)
        assert figure.img["alt"] == ""

    def test_costs_the_same_for_few_and_many(self, client, home, django_assert_max_num_queries):
        rows = [LandingService(service=factories.ServiceFactory()) for _number in range(12)]
        topic = self.topic(home, services=rows)
        image = examples.picture()
        for number in range(12):
            page(topic, f"Seite {number}", f"seite-{number}", picture=image)
        client.get("/wohnen/")
        cache.clear()
        client.get("/")
        with django_assert_max_num_queries(28):
            client.get("/wohnen/")


class TestSitemap:
    def test_leads_to_every_published_page(self, client, home):
        page(page(home), "Beispiele", "beispiele")
        page(home, "Entwurf", "entwurf").unpublish()
        examples.add(home, SitemapPage(title="Übersicht", slug="sitemap"))
        found = links(client.get("/sitemap/"), ".sitemap")
        assert found["Beispiele"] == "/wohngeld/beispiele/"
        assert found["Wohngeld"] == "/wohngeld/"
        assert "Entwurf" not in found
