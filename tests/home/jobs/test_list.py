"""The list of jobs: what is open, filters, order, count, feeds, the home page's part."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.cache import cache
from wagtail.models import Locale, Page

from tests.factories import UnitFactory
from tests.pages import folded, links, parse, text_of
from tests.readers import feeds

from .building import field, in_days, job, make_list

pytestmark = pytest.mark.django_db
LIST = "/stellenangebote/"
BERLIN = ZoneInfo("Europe/Berlin")


def titles(response):
    return [folded(heading) for heading in parse(response).select(".job-row h3")]


def heading(response):
    return folded(parse(response).select_one("#stellen"))


class TestOrder:
    def test_the_next_deadline_comes_first_and_what_has_none_last(self, browse, jobs):
        job(jobs, "Ohne Frist", until_filled=True)
        job(jobs, "Spät", apply_until=in_days(30))
        job(jobs, "Heute", apply_until=in_days(0))
        job(jobs, "Vorbei", apply_until=in_days(-1))
        answer = browse(LIST)
        assert titles(answer) == ["Heute", "Spät", "Ohne Frist"]
        assert heading(answer) == "3 jobs"

    def test_or_what_is_newest(self, browse, jobs):
        with time_machine.travel(dt.datetime(2026, 12, 1, tzinfo=dt.UTC)):
            job(jobs, "Alt", apply_until=dt.date(2027, 1, 9))
        job(jobs, "Neu", apply_until=in_days(30))
        assert titles(browse(f"{LIST}?sortierung=neu")) == ["Neu", "Alt"]

    def test_a_list_without_a_job_says_so_and_how_to_follow_it(self, browse, jobs):
        job(jobs, apply_until=in_days(-1))
        answer = browse(LIST)
        assert "No jobs are open at the moment" in text_of(answer)
        assert "Follow by mail" in links(answer, ".follow")

    def test_of_many_one_page_after_the_other(self, browse, jobs, django_assert_max_num_queries):
        office = UnitFactory(name="Bauhof")
        for number in range(21):
            job(jobs, f"Stelle {number:02}", department=office, field=field(f"Feld {number}"))
        browse(LIST)  # what every page needs is kept from now on
        with django_assert_max_num_queries(14):
            answer = browse(f"{LIST}?sortierung=neu")
        assert len(titles(answer)) == 20
        assert len(titles(browse(f"{LIST}?seite=2"))) == 1


class TestFilters:
    @pytest.fixture
    def several(self, jobs):
        garden = UnitFactory(name="Grünflächen", slug="gruen")
        office = UnitFactory(name="Bauamt", slug="bauamt")
        craft = field("Technik und Bauen")
        job(jobs, "Gärtnerin", kind="vollzeit", department=garden, unit=office, field=craft)
        job(jobs, "Planer", kind="vollzeit-oder-teilzeit", unit=office, field=craft)
        job(jobs, "Azubi", kind="ausbildung", unit=office, field=field("Verwaltung"))
        return jobs

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", ["Azubi", "Gärtnerin", "Planer"]),
            ("art=vollzeit", ["Gärtnerin", "Planer"]),
            ("art=teilzeit", ["Planer"]),
            ("art=vollzeit-oder-teilzeit", ["Planer"]),
            ("art=ausbildung", ["Azubi"]),
            ("art=praktikum", []),
            ("bereich=technik-und-bauen", ["Gärtnerin", "Planer"]),
            ("amt=gruen", ["Gärtnerin"]),
            ("amt=bauamt", ["Azubi", "Planer"]),
            ("art=vollzeit&amt=bauamt&sortierung=neu&seite=1", ["Planer"]),
            ("art=&bereich=&amt=&sortierung=&utm_source=x", ["Azubi", "Gärtnerin", "Planer"]),
        ],
    )
    def test_find_what_one_looks_for(self, browse, several, query, found):
        assert sorted(titles(browse(f"{LIST}?{query}"))) == found

    def test_the_feed_is_narrowed_as_the_list_and_has_the_same_jobs(self, client, several):
        for query in ("", "art=vollzeit", "bereich=verwaltung", "amt=gruen"):
            read = feeds.read(client.get(f"{LIST}atom/?{query}").content)
            listed = titles(client.get(f"{LIST}?{query}"))
            assert sorted(entry.title for entry in read.entries) == sorted(listed)

    @pytest.mark.parametrize("way", ["", "atom/", "rss/"])
    @pytest.mark.parametrize(
        "query",
        [
            "art=x",
            "art=VOLLZEIT",
            "bereich=gibt-es-nicht",
            "bereich=%27%20OR%201=1--",
            "amt=<script>",
            "amt=%F0%9F%8C%B3",
            f"amt={'9' * 3000}",
            "sortierung=rueckwaerts",
        ],
    )
    def test_what_is_no_choice_is_not_there(self, browse, several, way, query):
        assert browse(f"{LIST}{way}?{query}").status_code == 404

    def test_a_number_that_is_no_page_is_the_nearest(self, browse, several):
        for page in ("0", "-1", "999999999999999999999", "x", "<b>"):
            assert len(titles(browse(f"{LIST}?seite={page}"))) == 3

    def test_an_office_that_is_hidden_is_no_choice_and_not_named(self, browse, jobs):
        secret = UnitFactory(name="Geheimamt", slug="geheim", hidden=True)
        page = job(jobs, "Bote", department=secret)
        job(jobs, "Fahrerin", department=UnitFactory(name="Fuhrpark"))
        assert browse(f"{LIST}?amt=geheim").status_code == 404
        for address in (LIST, f"{LIST}atom/", page.url):
            assert "Geheimamt" not in browse(address).content.decode()

    def test_only_what_there_is_can_be_chosen_and_stays_chosen(self, browse, several):
        page = parse(browse(f"{LIST}?art=vollzeit"))
        options = [option["value"] for option in page.select("#stellen-art option")]
        assert options == ["", "vollzeit", "vollzeit-oder-teilzeit", "ausbildung"]
        assert page.select_one("#stellen-art [selected]")["value"] == "vollzeit"
        assert folded(page.select_one("#stellen")) == "2 jobs of 3"
        assert page.select_one("meta[name=robots]")["content"] == "noindex"

    def test_nothing_that_fits_leads_back_to_all(self, browse, several):
        answer = browse(f"{LIST}?art=minijob")
        assert heading(answer) == "0 jobs of 3"
        assert links(answer)["Show all jobs"] == LIST


class TestDeadline:
    """The last day is the whole day, by Berlin's clock, whether or not anything runs then."""

    DAY = dt.date(2027, 3, 27)  # the night after it, the clocks go forward

    def at(self, day, *clock):
        moment = dt.datetime.combine(day, dt.time(*clock), BERLIN)
        return time_machine.travel(moment, tick=False)

    def shown(self, client, page):
        """Where the offer stands: the list, both feeds, the search, the sitemap, the home page."""
        found = {
            "list": page.title in client.get(LIST).content.decode(),
            "atom": page.title in client.get(f"{LIST}atom/").content.decode(),
            "rss": page.title in client.get(f"{LIST}rss/").content.decode(),
            "search": page.url in links(client.get(f"/suche/?q={page.slug}")).values(),
            "sitemap": f"{page.url}<" in client.get("/sitemap.xml").content.decode(),
            "home": page.title in client.get("/").content.decode(),
        }
        return {name for name, is_there in found.items() if is_there}

    def test_ends_at_midnight_everywhere_at_once(self, client, jobs):
        page = job(jobs, "Brückenwart", apply_until=self.DAY)
        with self.at(self.DAY, 23, 59, 59):
            before = self.shown(client, page)
            assert "Per E-Mail" in text_of(client.get(page.url))
        # Nothing was published since, and pages were kept a second ago.
        with self.at(self.DAY + dt.timedelta(days=1), 0, 0, 0):
            after = self.shown(client, page)
            answer = client.get(page.url)
        assert before == {"list", "atom", "rss", "search", "sitemap", "home"}
        assert after == set()
        assert answer.status_code == 200
        assert "Bewerbungsfrist abgelaufen" in text_of(answer)
        assert "Per E-Mail" not in text_of(answer)

    def test_an_hour_before_midnight_in_greenwich_is_midnight_here(self, jobs):
        page = job(jobs, apply_until=dt.date(2027, 1, 5))
        with time_machine.travel(dt.datetime(2027, 1, 5, 22, 59, 59, tzinfo=dt.UTC)):
            assert not page.is_expired
        with time_machine.travel(dt.datetime(2027, 1, 5, 23, 0, 0, tzinfo=dt.UTC)):
            assert page.is_expired


class TestHomePage:
    def test_shows_the_next_deadlines_and_the_way_to_all(self, client, jobs):
        for number in range(4):
            job(jobs, f"Stelle {number}", apply_until=in_days(number))
        part = parse(client.get("/")).select_one("[aria-labelledby=teaser-stellen]")
        assert [folded(one) for one in part.select("h3")] == ["Stelle 0", "Stelle 1", "Stelle 2"]
        assert folded(part.select_one(".go")) == "Alle 4 Stellen"
        assert part.select_one(".go")["href"] == LIST

    def test_without_an_open_job_it_shows_nothing(self, client, jobs):
        job(jobs, apply_until=in_days(-1))
        assert not parse(client.get("/")).select("[aria-labelledby=teaser-stellen]")

    def test_of_a_site_without_a_list_asks_nothing_twice(self, rf, home, django_assert_num_queries):
        from home.jobs.integrations.teasers import open_jobs

        request = rf.get("/", headers={"host": "localhost"})
        assert open_jobs(request) is None
        with django_assert_num_queries(0):
            assert open_jobs(request) is None


def test_in_english_the_list_speaks_english_and_shows_its_own_jobs(client, home, jobs):
    job(jobs, "Gärtnerin", kind="ausbildung")
    english = Locale.objects.get_or_create(language_code="en")[0]
    home.copy_for_translation(english).save_revision().publish()
    other = jobs.copy_for_translation(english)
    other.title = "Jobs at the city"
    other.save_revision().publish()
    other = Page.objects.get(pk=other.pk).specific
    job(other, "Gardener", kind="ausbildung")
    job(other, "Clerk")
    cache.clear()
    answer = client.get(other.url)
    assert other.url.startswith("/en/")
    assert sorted(titles(answer)) == ["Clerk", "Gardener"]
    assert heading(answer) == "2 jobs"
    assert "Vocational training" in text_of(answer)
    assert titles(client.get(jobs.url)) == ["Gärtnerin"]


def test_a_translated_list_without_jobs_says_so(client, home, jobs):
    english = Locale.objects.get_or_create(language_code="en")[0]
    home.copy_for_translation(english).save_revision().publish()
    other = jobs.copy_for_translation(english)
    other.save_revision().publish()
    assert "No jobs are open" in text_of(client.get(Page.objects.get(pk=other.pk).url))


def test_two_lists_keep_their_jobs_apart(browse, home, jobs):
    other = make_list(home, "Stadtwerke", "stadtwerke")
    job(other, "Installateurin")
    job(jobs, "Gärtnerin")
    assert titles(browse(LIST)) == ["Gärtnerin"]
    assert titles(browse("/stadtwerke/")) == ["Installateurin"]
