"""The council at a glance, in the navigation, on the home page, in the sitemap."""

import datetime

import pytest

from opendata.oparl.models import BodyChoice
from tests.opendata.oparl import factories
from tests.opendata.oparl.factories import evening
from tests.opendata.oparl.public.seeing import MOST_QUERIES, see
from tests.pages import folded, links, parse, text_of

pytestmark = pytest.mark.django_db


class TestFrame:
    def test_the_navigation_leads_there_only_when_there_is_a_council(self, client):
        assert "/rat/" not in links(client.get("/gibt-es-nicht/"), "nav").values()
        factories.BodyFactory()
        BodyChoice.objects.create(body=factories.BodyFactory())
        assert "/rat/" in links(client.get("/gibt-es-nicht/"), "nav").values()

    def test_the_teaser_shows_what_is_to_come_and_nothing_else(self):
        from opendata.oparl.integrations.teasers import next_meetings

        factories.MeetingFactory(start=evening(-3))
        assert next_meetings(None) is None
        coming = factories.MeetingFactory(start=evening(3))
        assert next_meetings(None)["meetings"] == [coming]

    def test_the_sitemap_knows_meetings_papers_and_committees_but_no_persons(
        self, client, settings
    ):
        rows = [factories.MeetingFactory(), factories.PaperFactory()]
        rows.append(factories.OrganizationFactory())
        person = factories.PersonFactory()
        page = client.get("/sitemap.xml").content.decode()
        assert all(f"{row.get_absolute_url()}<" in page for row in rows)
        assert person.get_absolute_url() not in page
        settings.OPARL_PERSONS_NOINDEX = False
        assert person.get_absolute_url() in client.get("/sitemap.xml").content.decode()


class TestIndex:
    def test_without_a_council_it_says_so(self, browse):
        assert "Nothing has been taken over" in text_of(browse("/rat/"))

    def test_an_empty_council_says_what_is_true(self, browse):
        factories.BodyFactory()
        text = text_of(browse("/rat/"))
        assert "no coming meeting is announced" in text
        assert "No paper has been published yet" in text

    def test_shows_meetings_papers_committees_and_the_editors_words(self, browse):
        body = factories.BodyFactory()
        BodyChoice.objects.create(body=body, introduction="<p>Unser <b>Rat</b></p>")
        committee = factories.OrganizationFactory(name="Bauausschuss")
        factories.OrganizationFactory(name="Altrat", end_date=datetime.date(2020, 1, 1))
        meeting = factories.MeetingFactory(name="7. Sitzung", organization=[committee])
        past = factories.MeetingFactory(name="6. Sitzung", start=evening(-5))
        paper = factories.PaperFactory(name="Neue Brücke")
        response = browse("/rat/")
        found = links(response)
        assert found["7. Sitzung"] == meeting.get_absolute_url()
        assert found["Neue Brücke"] == paper.get_absolute_url()
        assert found["Bauausschuss"] == committee.get_absolute_url()
        assert "Altrat" not in found
        assert past.get_absolute_url() not in found.values()
        assert "Unser Rat" in text_of(response)

    def test_several_bodies_are_told_apart(self, browse):
        one, other = factories.BodyFactory(name="Altlind"), factories.BodyFactory(name="Bad Lind")
        meeting = factories.MeetingFactory(body=one)
        factories.MeetingFactory(body=other)
        response = browse("/rat/")
        assert {"Altlind", "Bad Lind"} <= links(response).keys()
        rows = [folded(row) for row in parse(response).select(".meetings li")]
        assert any("Altlind" in row for row in rows)
        own = see(browse, one)
        assert [a["href"] for a in parse(own).select(".meetings a")] == [meeting.get_absolute_url()]

    def test_costs_few_queries(self, browse, django_assert_max_num_queries):
        for _ in range(5):
            committee = factories.OrganizationFactory()
            factories.MeetingFactory(organization=[committee], location=factories.LocationFactory())
            factories.PaperFactory()
        with django_assert_max_num_queries(MOST_QUERIES):
            browse("/rat/")
