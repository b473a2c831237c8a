"""From the English home page every link keeps English, or says that it leads to a German page."""

from types import SimpleNamespace
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.cache import cache
from django.urls import resolve
from wagtail.models import Locale

from home.models import HomePage
from search import indexing
from services.composing import derive
from services.models import Service
from tests import factories
from tests.alerts import conftest as alerts
from tests.home import examples
from tests.home.forms.conftest import make_form
from tests.lists import KINDS
from tests.opendata.oparl.api import builders as council
from tests.pages import parse

from .conftest import translate

PROGRAMS = (
    "/documents/",
    "/media/",
    "/static/",
    "/api/",
    "/rat/feeds/",
    "/rat/kalender/",
    "/oparl/",
)


@pytest.fixture
def services(english):
    """One service with an English text, one without, their office, and an online service."""
    office = factories.UnitFactory(
        name="Bürgerbüro",
        names={"de": "Bürgerbüro", "en": "Citizens’ Office"},
        descriptions={"de": "<p>Wir helfen.</p>"},
    )
    factories.HoursFactory(unit=office)
    card = factories.ServiceFactory(title="Personalausweis beantragen", featured=True)
    factories.VersionFactory(
        service=card,
        language="en",
        title="Apply for an identity card",
        texts={"06": "<p>You prove who you are.</p>"},
    )
    dog = factories.ServiceFactory(title="Hund anmelden", featured=True)
    online = factories.OnlineServiceFactory(
        title="Termin für den Ausweis",
        titles={"de": "Termin für den Ausweis", "en": "Appointment for a card"},
        links=[{"url": "https://termin.example/", "language": "de", "title": ""}],
    )
    for service in (card, dog):
        factories.ResponsibilityFactory(service=service, unit=office)
    factories.ResponsibilityFactory(service=card, online_service=online)
    derive.refresh()
    Service.objects.update(featured=True)
    indexing.update([card, dog])
    # Once an English page was made, addresses are English.
    return SimpleNamespace(card=card.get_absolute_url(), dog=dog.get_absolute_url())


def links(page, address):
    """(path, anchor) of what leads to pages of this site, but not to files and programs."""
    for anchor in page.select("a[href]"):
        target = urlsplit(urljoin(f"http://lindenfurt.example{address}", anchor["href"]))
        if target.netloc == "lindenfurt.example" and not target.path.startswith(PROGRAMS):
            yield target.path, anchor


def test_every_link_of_an_english_page_keeps_english_or_says_it_is_german(get, services):
    waiting, seen, german = ["/en/"], set(), set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        response = get(address)
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            continue
        page = parse(response)
        assert page.html["lang"] == "en", address
        for path, anchor in links(page, address):
            if path.startswith("/en/"):
                waiting.append(path)
            else:
                german.add(path)
                assert anchor.get("hreflang") == "de", (address, path)
    assert len(seen) > 8
    assert {"/en/dienstleistungen/", f"/en{services.card}", f"/en{services.dog}"} <= seen
    assert "/impressum/" in german


# Where the English pages of every app begin.
APPS = {
    *(
        "/en/aemter/",
        "/en/dienstleistungen/",
        "/en/hinweise/",
        "/en/hinweise/archiv/",
        "/en/suche/",
    ),
    *("/en/rat/", "/en/rat/vorlagen/", "/en/rat/sitzungen/", "/en/rat/gremien/"),
    *("/en/rat/personen/", "/en/rat/orte/", "/en/barriere-melden/"),
}


@pytest.fixture
def everything(english, services):
    """A list of each kind and a form in German and English, a council, and alerts in each."""
    council.council()
    alerts.make("Sturm", text="<p>Bleiben Sie zu Hause.</p>")
    alerts.make("Storm", text="<p>Stay at home.</p>", language="en")
    home = HomePage.objects.get(locale__language_code="de", slug="stadt")
    pages = [make(home) for make in KINDS.values()]
    pages += [make_form(home), examples.add(home, examples.statement())]
    for page in pages:
        page.show_in_menus = True
        page.save_revision().publish()
    translated = [_translated(page) for page in pages]
    cache.clear()
    return translated


def _translated(page):
    """The page with all below it, in English."""
    made = page.get_translation_or_none(Locale.objects.get(language_code="en"))
    made = made or translate(page, f"{page.title} in English")
    for entry in page.get_children().live():
        if not entry.has_translation(made.locale):
            translate(entry.specific, f"{entry.title} in English")
    return made


def test_every_link_keeps_the_language_in_a_city_with_one_of_each(get, everything):
    starts = {page.get_url_parts()[2] for page in everything}
    assert len(starts) >= len(KINDS) + 2
    # Lists of the same kind of page lead nowhere new: one address of each view, and all pages.
    waiting, seen, kinds, wrong = ["/en/", *sorted(starts | APPS)], set(), set(), []
    while waiting:
        address = waiting.pop(0)
        match = resolve(address)
        kind = (
            address if match.url_name == "wagtail_serve" else (match.view_name, tuple(match.kwargs))
        )
        if kind in kinds:
            continue
        kinds.add(kind)
        response = get(address)
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            continue
        seen.add(address)
        page = parse(response)
        if page.html["lang"] != "en":
            wrong.append((address, page.html["lang"]))
        for path, anchor in links(page, address):
            if path.startswith("/en/"):
                waiting.append(path)
            elif anchor.get("hreflang") != "de":
                wrong.append((address, path))
    assert wrong == []
    assert starts | APPS <= seen
    below = {path.rstrip("0123456789/") for path in seen}
    assert {"/en/rat/vorlagen", "/en/rat/gremien", "/en/hinweise"} <= below - APPS
    assert any(path.startswith("/en/benachrichtigungen/") for path in seen)


def test_a_link_to_a_german_page_says_so_to_everybody(get, english):
    imprint = parse(get("/en/")).select_one('.site-footer a[href="/impressum/"]')
    assert (imprint["hreflang"], imprint["data-language"]) == ("de", "in German")
    # On German pages nothing is marked.
    assert not parse(get("/")).select("a[data-language]")


def test_lists_show_the_title_that_the_reader_can_read(get, services):
    page = parse(get("/en/dienstleistungen/"))
    shown = {a.text.strip(): a.get("lang") for a in page.select(".rows a:not(.go)")}
    assert shown == {"Apply for an identity card": None, "Hund anmelden": "de"}
    way = page.select_one("a.go")
    assert way.text.strip().startswith("Book an appointment")
    under_a = parse(get("/en/dienstleistungen/a-z/a/"))
    assert [a.text.strip() for a in under_a.select(".rows a:not(.go)")] == [
        "Apply for an identity card"
    ]


def test_the_english_search_finds_the_english_service(get, services):
    for query in ("identity", "identity card", "prove who you are"):
        page = parse(get(f"/en/suche/?q={query}"))
        hit = page.select_one("a.search-hit__title")
        assert hit, query
        assert hit.text == "Apply for an identity card", query
        assert hit["href"] == f"/en{services.card}"
    form = parse(get("/en/")).select_one("form.search")
    assert form["action"] == "/en/suche/"
    german = parse(get("/en/suche/?q=Hund")).select_one("a.search-hit__title")
    assert german["lang"] == "de"


def test_what_is_german_only_says_so_in_the_readers_language(get, services):
    address = services.dog
    page = parse(get(f"/en{address}"))
    assert page.html["lang"] == "en"
    assert page.article["lang"] == "de"
    assert page.select_one(".only-german").text.strip() == "This page is available in German only."
    # Search engines are led to the page that it is.
    assert page.select_one("link[rel=canonical]")["href"].endswith(f"example{address}")
    assert not parse(get(address)).select(".only-german")


def test_offices_are_called_by_their_english_name(get, services):
    page = parse(get("/en/aemter/"))
    assert [a.text for a in page.select(".rows a")] == ["Citizens’ Office"]
    office = parse(get(page.select_one(".rows a")["href"]))
    assert office.h1.text == "Citizens’ Office"
    assert office.select_one("div.text")["lang"] == "de"
    assert "o’clock" not in office.get_text()
    assert "8:00–16:00" in office.get_text()


def test_the_addresses_of_before_lead_to_todays(get, services):
    response = get(f"{services.card}?sprache=en")
    assert (response.status_code, response["Location"]) == (301, f"/en{services.card}")
    response = get("/suche/?q=Hund&sprache=en")
    assert response["Location"] == "/en/suche/?q=Hund"
    assert get("/rathaus/?sprache=en").status_code == 200
    assert get("/admin/login/?sprache=en").status_code in (200, 302)


def test_caches_keep_the_languages_apart(get, services):
    for _time in range(2):
        assert parse(get(services.card)).h1.text == "Personalausweis beantragen"
        assert parse(get(f"/en{services.card}")).h1.text == "Apply for an identity card"


def test_the_sitemap_pairs_the_languages(get, services):
    sitemap = get("/sitemap.xml").content.decode()
    assert f"<loc>http://lindenfurt.example/en{services.card}</loc>" in sitemap
    assert f"/en{services.dog}" not in sitemap
    assert 'hreflang="en"' in sitemap
