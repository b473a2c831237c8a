"""Journeys: steps in their order, and the way back from what they lead to."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.blocks import StructBlockValidationError
from wagtail.models import Locale

from home.models import JourneyPart, StandardPage
from home.step_blocks import StepLink
from tests import factories
from tests.home import examples
from tests.home.examples import journey, link, step
from tests.pages import folded, links, parse, schemas

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return examples.make_home()


@pytest.fixture
def service():
    return factories.ServiceFactory(title="Wohnung anmelden")


def page(home, title="Wohngeld", slug="wohngeld"):
    return examples.add(home, StandardPage(title=title, slug=slug))


def queries_of(client, url):
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)


def box(client, url):
    return parse(client.get(url)).select_one(".journey")


class TestPage:
    def test_numbers_the_steps_and_joins_those_that_go_together(self, client, home):
        steps = [
            *(step("Eins"), step("Zwei"), step("Drei zugleich", joint="and")),
            *(step("Oder anders", joint="or"), step("Vier")),
        ]
        page = journey(home, *steps)
        assert [item.number for item in page.shown_steps()] == [1, 2, 3, 3, 4]
        shown = parse(client.get("/umzug/")).select(".step")
        marks = [folded(item.select_one(".step__mark")) for item in shown]
        assert marks == ["1", "2", "3", "oder", "4"]
        told = [bool(item.select(".step__joint")) for item in shown]
        assert told == [False, False, True, False, False]

    def test_the_way_back_counts_as_the_page_numbers(self, client, home):
        """Of every step: its number on the page, the highest number there, and the next one."""
        found = [factories.ServiceFactory(title=f"Leistung {number}") for number in range(6)]
        joints = ["then", "and", "or", "then", "or", "and"]
        journey(
            home,
            *(
                step(f"Schritt {at}", link(service=service), joint=joint)
                for at, (service, joint) in enumerate(zip(found, joints, strict=True))
            ),
        )
        parts = JourneyPart.objects.order_by("position")
        told = [(part.number, part.count, part.next_position) for part in parts]
        assert told == [(1, 4, 2), (2, 4, 4), (2, 4, 4), (3, 4, 6), (3, 4, 6), (4, 4, 0)]
        marks = parse(client.get("/umzug/")).select(".step__mark")
        highest = max(int(folded(mark)) for mark in marks if folded(mark).isdigit())
        for service, (number, count, following) in zip(found, told, strict=True):
            shown = box(client, service.get_absolute_url())
            assert f"Schritt {number} von {count}" in folded(shown)
            assert count == highest
            ways = [way["href"] for way in shown.select(".go")]
            assert ways == ([f"/umzug/#schritt-{following}"] if following else [])

    def test_the_first_step_begins_with_a_number_whatever_it_says(self, home):
        page = journey(home, step("Eins", joint="or"), step("Zwei"))
        assert [item.number for item in page.shown_steps()] == [1, 2]

    def test_shows_deadline_text_and_links(self, client, home, service):
        deadline = "zwei Wochen nach dem Einzug"
        journey(home, step("Anmelden", link(service=service), deadline=deadline), step("Fertig"))
        first = parse(client.get("/umzug/")).select_one(".step")
        assert deadline in folded(first)
        assert first.select_one(".rows a")["href"] == service.get_absolute_url()

    def test_leads_elsewhere_by_the_words_of_the_editor(self, client, home):
        way = link(url="https://post.example/", title="Nachsendeauftrag")
        journey(home, step("Post", way), step("Fertig"))
        assert links(client.get("/umzug/"))["Nachsendeauftrag"] == "https://post.example/"

    def test_what_goes_by_the_way_stands_apart(self, client, home, service):
        other = factories.ServiceFactory(title="Hund ummelden")
        ways = [link(service=service), link("secondary", service=other)]
        journey(home, step("Anmelden", *ways), step("Fertig"))
        lists = parse(client.get("/umzug/")).select_one(".step").select(".rows")
        assert [folded(item) for item in lists] == ["Wohnung anmelden", "Hund ummelden"]

    def test_leaves_out_what_citizens_may_not_see(self, client, home, service):
        draft = page(home)
        journey(home, step("Anmelden", link(service=service), link(page=draft)), step("Fertig"))
        draft.unpublish()
        service.withdrawn_at = timezone.now()
        service.save()
        found = links(client.get("/umzug/"), ".steps")
        assert "Wohnung anmelden" not in found
        assert "Wohngeld" not in found

    def test_tells_search_engines_its_steps(self, client, home):
        journey(home, step("Kündigen"), step("Anmelden", html="<p>Mit <b>Ausweis</b>.</p>"))
        schema = schemas(client.get("/umzug/"))["HowTo"]
        assert [item["name"] for item in schema["step"]] == ["Kündigen", "Anmelden"]
        assert schema["step"][1]["text"] == "Mit Ausweis."
        assert schema["step"][1]["url"].endswith("/umzug/#schritt-2")

    def test_every_step_can_be_opened_without_script(self, client, home):
        journey(home, step("Eins"), step("Zwei"))
        steps = parse(client.get("/umzug/")).select(".steps > li > details")
        assert [item.has_attr("open") for item in steps] == [True, False]
        assert all(item.summary.h2 for item in steps)

    def test_costs_the_same_for_few_and_many(self, client, home):
        steps = [
            step(f"Schritt {number}", link(service=factories.ServiceFactory()), link(page=home))
            for number in range(12)
        ]
        few = journey(home, *steps[:2], slug="wenige")
        many = journey(home, *steps, slug="viele")
        # What all pages share is known by then.
        client.get(journey(home, steps[0], slug="zuerst").url)
        counts = [queries_of(client, page.url) for page in (few, many)]
        assert counts[0] == counts[1] <= 25


class TestEditors:
    def test_are_told_when_the_introduction_is_long(self, home):
        journey(home, step("Eins"), step("Zwei"), introduction="Eins. Zwei! Drei? Vier.")
        with pytest.raises(ValidationError) as error:
            journey(home, step("Eins"), step("Zwei"), slug="lang", introduction="A. " * 5)
        assert set(error.value.error_dict) == {"introduction"}

    @pytest.mark.parametrize(
        ("values", "faulty"),
        [
            ({}, {"service"}),
            ({"url": "https://post.example/"}, {"title"}),
            ({"url": "https://post.example/", "title": "Post", "page": "home"}, {"service"}),
        ],
    )
    def test_are_told_what_a_link_lacks(self, home, values, faulty):
        if "page" in values:
            values = {**values, "page": home}
        block = StepLink()
        with pytest.raises(StructBlockValidationError) as error:
            block.clean(block.normalize(link(**values)))
        assert set(error.value.block_errors) == faulty


class TestWayBack:
    def test_a_service_says_which_step_it_is(self, client, home, service):
        journey(home, step("Kündigen"), step("Anmelden", link(service=service)), step("Feiern"))
        shown = box(client, service.get_absolute_url())
        assert "2" in folded(shown)
        assert "Anmelden" in folded(shown)
        addresses = [item["href"] for item in shown.select("a")]
        assert addresses == ["/umzug/", "/umzug/#schritt-3"]

    def test_a_page_says_so_too(self, client, home):
        journey(home, step("Rechnen", link(page=page(home))), step("Fertig"))
        assert box(client, "/wohngeld/").a["href"] == "/umzug/"

    def test_the_last_step_has_no_next(self, client, home, service):
        journey(home, step("Eins"), step("Anmelden", link(service=service)))
        assert len(box(client, service.get_absolute_url()).select("a")) == 1

    def test_what_only_helps_mentions_the_journey(self, client, home, service):
        journey(home, step("Eins", link("related", service=service)), step("Zwei"))
        response = client.get(service.get_absolute_url())
        assert not parse(response).select(".journey")
        assert links(response, ".journey-related")["Umzug"] == "/umzug/"

    def test_what_goes_by_the_way_says_nothing(self, client, home, service):
        journey(home, step("Eins", link("secondary", service=service)), step("Zwei"))
        assert "Umzug" not in links(client.get(service.get_absolute_url()))

    def test_a_journey_that_is_taken_down_is_no_longer_named(self, client, home, service):
        page = journey(home, step("Eins", link(service=service)), step("Zwei"))
        page.unpublish()
        assert box(client, service.get_absolute_url()) is None

    def test_a_journey_in_another_language_is_not_named(self, client, home, service):
        page = journey(home, step("Eins", link(service=service)), step("Zwei"))
        english = Locale.objects.get(language_code="en")
        translated = page.copy_for_translation(english, copy_parents=True)
        translated.title = "Moving"
        translated.save_revision().publish()
        assert JourneyPart.objects.count() == 2
        shown = box(client, service.get_absolute_url())
        assert [item["href"] for item in shown.select("a")] == ["/umzug/", "/umzug/#schritt-2"]
        assert len(parse(client.get(service.get_absolute_url())).select(".journey")) == 1

    def test_a_draft_changes_nothing_until_it_is_published(self, client, home, service):
        page = journey(home, step("Eins", link(service=service)), step("Zwei"))
        page.steps = [step("Eins"), step("Zwei")]
        revision = page.save_revision()
        assert box(client, service.get_absolute_url())
        revision.publish()
        assert JourneyPart.objects.count() == 0
        assert box(client, service.get_absolute_url()) is None

    def test_a_service_named_twice_shows_the_first_step(self, client, home, service):
        journey(home, step("Eins", link(service=service)), step("Zwei", link(service=service)))
        assert JourneyPart.objects.get().position == 1

    def test_a_copied_journey_leads_back_as_well(self, home, service):
        page = journey(home, step("Eins", link(service=service)), step("Zwei"))
        copy = page.copy(update_attrs={"slug": "umzug-2", "title": "Zweiter Umzug"})
        assert JourneyPart.objects.filter(journey=copy).count() == 1
