"""The front door and the standard pages."""

import pytest
from django.core.cache import cache
from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from home.models import HomePage, StandardPage, TeaserChoice
from services.models import Service
from tests import factories
from tests.pages import folded, links, parse, schemas, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Lindenfurt", slug="stadt"))
    Site.objects.update(site_name="Lindenfurt", root_page=home)
    cache.clear()
    return home


@pytest.fixture
def browse(client, settings, home):
    settings.LANGUAGE_CODE = "en"
    client.get("/gibt-es-nicht/")
    return client.get


def add_page(home, title, slug, **fields):
    page = home.add_child(instance=StandardPage(title=title, slug=slug, **fields))
    page.save_revision().publish()
    return page


class TestHome:
    def test_offers_search_letters_situations_and_the_most_wanted(self, browse):
        online = [{"title": "Antrag", "url": "https://antrag.example/", "action": "apply"}]
        service = factories.ServiceFactory(title="Reisepass", featured=True, online_links=online)
        situation = factories.LifeSituationFactory(title="Reisen")
        response = browse("/")
        found = links(response)
        assert found["Reisepass"] == service.get_absolute_url()
        assert found["Apply online : Reisepass"] == online[0]["url"]
        assert found["Reisen"] == situation.get_absolute_url()
        assert found["R"] == "/dienstleistungen/a-z/r/"
        assert parse(response).select_one("#suche")["name"] == "q"

    def test_tells_what_is_not_available_as_usual(self, browse):
        factories.ServiceFactory(title="Trauung", status=Service.Status.UNAVAILABLE)
        assert "Not available as usual" in text_of(browse("/"))

    def test_an_empty_catalogue_shows_no_empty_blocks(self, browse):
        assert not parse(browse("/")).select("main section")

    def test_costs_few_queries(self, browse, django_assert_max_num_queries):
        factories.ServiceFactory.create_batch(10, featured=True)
        factories.LifeSituationFactory.create_batch(10)
        with django_assert_max_num_queries(24):
            browse("/")

    def test_sets_no_cookie_and_may_be_kept(self, client, home):
        response = client.get("/")
        assert not response.cookies
        assert response["Cache-Control"] == "public, max-age=60"
        again = client.get("/", headers={"If-None-Match": response["ETag"]})
        assert again.status_code == 304

    def test_is_not_kept_for_who_is_logged_in(self, admin_client, home):
        assert "public" not in admin_client.get("/").get("Cache-Control", "")

    def test_tells_search_engines_how_to_search(self, browse):
        action = schemas(browse("/"))["WebSite"]["potentialAction"]
        assert action["target"].endswith("/suche/?q={search_term_string}")


class TestArrangement:
    """Editors choose the order of what comes by itself, and switch parts off."""

    def headings(self, browse):
        return [folded(item) for item in parse(browse("/")).select("main section > h2")]

    @pytest.fixture
    def catalogue(self):
        factories.ServiceFactory(title="Reisepass", featured=True)
        factories.LifeSituationFactory(title="Reisen")

    def arrange(self, home, *choices):
        home.teaser_choices = [
            TeaserChoice(name=name, is_shown=shown, sort_order=at)
            for at, (name, shown) in enumerate(choices)
        ]
        home.save_revision().publish()

    def test_without_a_choice_all_parts_stand_in_their_order(self, browse, catalogue):
        assert self.headings(browse)[:2] == ["Most wanted", "What is your situation?"]

    def test_a_part_can_come_first_and_the_others_follow(self, browse, home, catalogue):
        self.arrange(home, ("services.situations", True))
        assert self.headings(browse)[:2] == ["What is your situation?", "Most wanted"]

    def test_a_part_can_be_switched_off(self, browse, home, catalogue):
        self.arrange(home, ("services.wanted", False))
        assert "Most wanted" not in self.headings(browse)

    def test_a_part_whose_app_is_gone_is_passed_over(self, browse, home, catalogue):
        self.arrange(home, ("ferry.times", True), ("services.situations", True))
        assert self.headings(browse)[0] == "What is your situation?"

    def test_every_part_that_can_be_chosen_has_a_name_that_people_read(self):
        names = dict(TeaserChoice._meta.get_field("name").flatchoices)
        assert "services.wanted" in names
        assert all(label and "." not in str(label) for label in names.values())

    def test_own_content_stands_below(self, browse, home, catalogue):
        home.body = [("text", RichText("<p>Unser Stadtfest.</p>"))]
        home.save_revision().publish()
        text = text_of(browse("/"))
        assert text.index("Most wanted") < text.index("Unser Stadtfest.")

    def test_each_site_has_a_home_page_of_its_own(self, client, home):
        root = Page.get_first_root_node()
        works = root.add_child(instance=HomePage(title="Stadtwerke", slug="werke"))
        Site.objects.create(hostname="werke.example", root_page=works, site_name="Stadtwerke")
        assert parse(client.get("/", headers={"host": "werke.example"})).h1.text == "Stadtwerke"
        assert parse(client.get("/")).h1.text == "Lindenfurt"
        assert HomePage.can_create_at(root)
        assert not HomePage.can_create_at(home)


class TestFrame:
    def test_links_a_legal_page_only_when_it_exists(self, browse, home):
        assert "Impressum" not in links(browse("/"), "footer")
        add_page(home, "Impressum", "impressum")
        assert links(browse("/"), "footer")["Impressum"] == "/impressum/"

    def test_forgets_a_page_that_is_taken_down(self, browse, home):
        page = add_page(home, "Kontakt", "kontakt")
        assert "Kontakt" in links(browse("/"), "footer")
        page.unpublish()
        assert "Kontakt" not in links(browse("/"), "footer")

    def test_puts_plain_and_sign_language_at_the_top(self, browse, home):
        add_page(home, "Leichte Sprache", "leichte-sprache")
        add_page(home, "Gebärdensprache", "gebaerdensprache")
        assert [*links(browse("/"), ".plain-languages")] == ["Leichte Sprache", "Gebärdensprache"]

    def test_takes_pages_of_the_tree_into_the_navigation(self, browse, home):
        add_page(home, "Rathaus", "rathaus", show_in_menus=True)
        add_page(home, "Entwurf", "entwurf", show_in_menus=True).unpublish()
        assert [*links(browse("/"), ".main-nav")] == ["Services", "Offices", "Rathaus"]

    def test_marks_where_the_reader_is(self, browse):
        page = parse(browse("/dienstleistungen/"))
        assert page.select_one(".main-nav [aria-current=page]").text == "Services"

    def test_every_page_begins_with_skip_links_to_what_exists(self, browse, home):
        add_page(home, "Impressum", "impressum")
        for path in ("/", "/dienstleistungen/", "/aemter/", "/impressum/", "/gibt-es-nicht/"):
            page = parse(browse(path))
            first, second = page.body.find_all("a")[:2]
            assert page.select_one(first["href"]).name == "main"
            assert page.select_one(second["href"])["name"] == "q"

    def test_leads_to_no_dead_end(self, browse, home):
        add_page(home, "Datenschutz", "datenschutz", introduction="Wenig.")
        factories.ServiceFactory(title="Ausweis")
        factories.UnitFactory()
        for url in {url for url in links(browse("/"), "body").values() if url.startswith("/")}:
            assert browse(url).status_code == 200, url

    def test_fetches_nothing_from_elsewhere(self, browse):
        page = parse(browse("/"))
        # The page's own address and the search's description are named, not fetched.
        fetched = page.select("link:not([rel=canonical], [rel=search])")
        [description] = page.select("link[rel=search]")
        assert description["href"].startswith("/suche/")
        addresses = [item["href"] for item in fetched]
        addresses += [item["src"] for item in page.select("[src]")]
        assert addresses
        assert all(address.startswith("/static/") for address in addresses)


class TestStandardPage:
    def test_shows_its_text_and_the_day(self, browse, home):
        body = [("text", RichText("<h2>Post</h2><p>Hier.</p>"))]
        add_page(home, "Kontakt", "kontakt", introduction="Kurz.", body=body)
        text = text_of(browse("/kontakt/"))
        assert "Kontakt Kurz. Post Hier. As of" in text


class TestErrors:
    def test_a_page_that_is_not_there_shows_ways_on(self, browse):
        factories.ServiceFactory(title="Ausweis")
        response = browse("/gibt-es-nicht/")
        assert response.status_code == 404
        assert links(response)["A"] == "/dienstleistungen/a-z/a/"
        assert parse(response).select_one("main input[name=q]")

    def test_tells_what_the_reader_may_have_meant(self, browse, home):
        add_page(home, "Hundewiese", "hundewiese")
        response = browse("/alt/hundewiese.html")
        assert links(response)["Hundewiese"] == "/hundewiese/"
        assert parse(response).select_one("main input[name=q]")["value"] == "hundewiese"

    @pytest.mark.parametrize(
        "path", ["/wp-login.php", "/%00", "/%ff%fe/", "/'\"><script>/", "/" + "a" * 3000 + "/"]
    )
    def test_stands_any_address(self, browse, home, path):
        response = browse(path)
        assert response.status_code == 404
        assert b"<script>/" not in response.content

    def test_a_deleted_page_is_gone_with_its_name_and_a_way_on(self, browse, home):
        add_page(home, "Hundewiese", "hundewiese").delete()
        response = browse("/hundewiese/")
        assert response.status_code == 410
        assert "Hundewiese" in text_of(response)
        assert parse(response).select_one("main input[name=q]")["value"] == "hundewiese"

    def test_a_fault_is_told_without_the_database(self, django_assert_num_queries):
        from django.test import RequestFactory
        from django.views.defaults import server_error

        with django_assert_num_queries(0):
            response = server_error(RequestFactory().get("/"))
        assert response.status_code == 500
        assert parse(response).h1.text

    def test_a_form_without_its_mark_is_explained(self, home):
        from django.test import Client

        response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
        assert response.status_code == 403
        assert b"115" not in response.content
        assert "bundles/site.css" in response.content.decode()


class TestFiles:
    def test_robots_are_shown_the_sitemap_and_kept_from_search_and_admin(self, client):
        lines = client.get("/robots.txt").content.decode().splitlines()
        assert "Disallow: /suche/" in lines
        assert "Sitemap: http://testserver/sitemap.xml" in lines

    def test_security_txt_names_the_contact_and_when_it_expires(self, client, settings):
        settings.SECURITY_CONTACT = "mailto:sicherheit@lindenfurt.example"
        text = client.get("/.well-known/security.txt").content.decode()
        assert "Contact: mailto:sicherheit@lindenfurt.example\n" in text
        assert "\nExpires: 20" in text

    def test_without_a_contact_there_is_no_security_txt(self, client, settings):
        settings.SECURITY_CONTACT = ""
        assert client.get("/.well-known/security.txt").status_code == 404

    def test_the_sitemap_names_pages_units_and_services(self, client, home):
        add_page(home, "Kontakt", "kontakt")
        unit, service = factories.UnitFactory(), factories.ServiceFactory()
        text = client.get("/sitemap.xml").content.decode()
        for path in ("/kontakt/", unit.get_absolute_url(), service.get_absolute_url()):
            assert path in text
