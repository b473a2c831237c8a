"""Which page shows which alert, and when."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alerts import sections
from tests.frame.conftest import OTHER_HOST, translate
from tests.pages import folded, parse

from .conftest import make


def titles(response):
    return [folded(item) for item in parse(response).select("main .alerts .alert__title")]


def test_an_alert_shows_everywhere_also_where_nothing_is_found(get, alert):
    for path in ("/", "/rathaus/", "/dienstleistungen/", "/suche/?q=Hund", "/gibt-es-nicht/"):
        assert any("Sturmwarnung" in title for title in titles(get(path))), path


def test_a_draft_shows_nowhere(get, city):
    make().unpublish()
    assert titles(get("/")) == []


def test_without_alerts_a_page_has_no_trace_of_them(get, city):
    assert b"alerts" not in get("/rathaus/").content


def test_on_a_section_it_shows_on_its_pages_and_those_below(get, city):
    make(everywhere=False, pages=[city.offices])
    assert titles(get("/rathaus/wegweiser/"))
    assert titles(get("/rathaus/wegweiser/schalter-3/"))
    assert not titles(get("/rathaus/"))
    assert not titles(get("/dienstleistungen/"))


def test_a_page_whose_address_only_begins_alike_shows_it_not(get, city):
    make(everywhere=False, pages=[city.imprint])
    assert not titles(get("/rathaus/"))


def test_the_section_in_another_language_shows_it_too(get, city):
    translate(city.home, "Lindenfurt in English")
    translate(city.town_hall, "Town hall", "town-hall")
    make(everywhere=False, pages=[city.town_hall])
    assert titles(get("/en/town-hall/"))


def test_when_its_section_is_deleted_it_shows_nowhere(get, city):
    make(everywhere=False, pages=[city.offices])
    city.offices.delete()
    assert not titles(get("/rathaus/"))


def test_on_an_app_it_shows_on_all_of_its_pages(get, city):
    make(everywhere=False, parts=["app:services"])
    assert titles(get("/dienstleistungen/"))
    assert not titles(get("/"))


def test_apps_may_offer_finer_parts(get, city, monkeypatch):
    monkeypatch.setattr(sections, "_sections", dict(sections._sections))
    sections.register(
        sections.Section("word", lambda: [("hund", "Hund")], lambda request: {request.GET.get("q")})
    )
    assert ("word:hund", "Hund") in sections.choices()
    make(everywhere=False, parts=["word:hund"])
    assert titles(get("/suche/?q=hund"))
    assert not titles(get("/suche/?q=katze"))


def test_a_part_that_no_app_offers_any_more_harms_nothing(get, city):
    make(everywhere=False, parts=["app:gone", "gone:x"])
    assert titles(get("/dienstleistungen/")) == []


def test_each_site_has_its_own(get, city, other):
    make("Wasser abkochen", sites=[other.site])
    make("Stromausfall")
    assert len(titles(get("/", OTHER_HOST))) == 2
    assert len(titles(get("/"))) == 1


def test_the_worst_comes_first_and_three_at_once(get, city):
    for severity in ("info", "danger", "warning", "severe", "info"):
        make(severity, severity=severity)
    page = parse(get("/rathaus/"))
    shown = [item["class"][1] for item in page.select(".alerts .alert")]
    assert shown == ["alert--danger", "alert--severe", "alert--warning"]
    assert page.select_one(".alerts__more a")["href"] == "/hinweise/"
    urgent = page.select(".alerts [role=alert]")
    assert len(urgent) == 2


def test_danger_to_life_cannot_be_closed(get, city):
    make("a", severity="danger")
    make("b", severity="info")
    make("c", severity="info", dismissable=False)
    buttons = parse(get("/rathaus/")).select(".alerts [data-dismiss]")
    assert len(buttons) == 1
    assert buttons[0].has_attr("hidden")  # only the script shows it


def test_changing_an_alert_brings_it_back_to_who_closed_it(get, alert):
    def version():
        return parse(get("/rathaus/")).select_one("[data-alert]")["data-alert"]

    before = version()
    alert.title = "Sturmwarnung verlängert"
    alert.save_revision().publish()
    assert version() != before


def test_it_comes_and_goes_by_the_clock_though_pages_are_kept(get, city):
    start = timezone.now() + timedelta(hours=1)
    make(starts_at=start, ends_at=start + timedelta(hours=2))
    with time_machine.travel(start - timedelta(seconds=10), tick=False) as clock:
        cache.clear()
        assert not titles(get("/rathaus/"))
        clock.shift(timedelta(seconds=71))  # what was kept for a minute is too old
        assert titles(get("/rathaus/"))
        clock.move_to(start + timedelta(hours=2, seconds=-10))
        assert titles(get("/rathaus/"))
        clock.shift(timedelta(seconds=71))
        assert not titles(get("/rathaus/"))


def test_what_is_kept_of_the_alerts_still_looks_at_the_clock(get, city):
    start = timezone.now() + timedelta(hours=1)
    make(starts_at=start, ends_at=start + timedelta(hours=2))
    with time_machine.travel(start - timedelta(seconds=1), tick=False) as clock:
        assert not titles(get("/gibt-es-nicht/"))
        clock.shift(timedelta(seconds=2))
        assert titles(get("/gibt-es-nicht/"))


def test_publishing_shows_it_at_once(get, city):
    assert not titles(get("/rathaus/"))
    alert = make()
    assert titles(get("/rathaus/"))
    alert.end_now(user=None)
    assert not titles(get("/rathaus/"))


@pytest.mark.parametrize("path", ["/suche/", "/gibt-es-nicht/"])
def test_a_warm_page_asks_the_database_nothing_for_it(get, city, path, django_assert_num_queries):
    # The clock stands still, so that nothing kept grows old on a slow machine.
    with time_machine.travel(timezone.now(), tick=False):
        get(path)
        with CaptureQueriesContext(connection) as queries:
            get(path)
            without = len(queries)
        make(sites=[city.site], pages=[city.offices], link_page=city.offices)
        get(path)
        with django_assert_num_queries(without):
            assert titles(get(path))


@pytest.mark.parametrize(("language", "foreign", "said"), [
    ("de", "/en/", "This notice is available in German only."),
    ("en", "/", "Diesen Hinweis gibt es nur auf Englisch."),
])  # fmt: skip
def test_an_alert_in_one_language_says_so_on_pages_in_the_other(get, city, language, foreign, said):
    translate(city.home, "Lindenfurt in English")
    alert = make("Storm", text="<p>Stay at home.</p>", language=language)
    own = "/" if foreign == "/en/" else "/en/"
    for address, expected in ((foreign, [said]), (own, [])):
        found = parse(get(address)).select_one(".alert")
        assert [one.text for one in found.select(".alert__language")] == expected, address
        assert found.select_one(".alert__title [lang]")["lang"] == language
        assert found.select_one(".alert__text")["lang"] == language
    in_list = parse(get(f"{foreign.rstrip('/')}/hinweise/"))
    assert said in in_list.get_text()
    assert parse(get(f"/en/hinweise/{alert.pk}/")).h1.get("lang", "en") == language
