"""Lists of meetings, months, and the page of a meeting."""

import datetime

import pytest
from django.utils import timezone

from tests.opendata.oparl import factories
from tests.opendata.oparl.factories import evening
from tests.opendata.oparl.public.seeing import MOST_QUERIES, see, withdraw
from tests.pages import folded, links, parse, schemas, text_of

pytestmark = pytest.mark.django_db


class TestMeetings:
    def test_a_committee_can_be_chosen(self, browse):
        committee = factories.OrganizationFactory()
        chosen = factories.MeetingFactory(organization=[committee])
        factories.MeetingFactory(organization=[factories.OrganizationFactory()])
        page = parse(browse(f"/rat/sitzungen/?gremium={committee.pk}"))
        assert [a["href"] for a in page.select(".meetings a")] == [chosen.get_absolute_url()]
        assert page.select_one("option[selected]").text == committee.name

    @pytest.mark.parametrize("number", ["", "x", "999999", "²", "9" * 40])
    def test_what_is_no_committee_chooses_nothing(self, browse, number):
        factories.MeetingFactory(organization=[factories.OrganizationFactory()])
        page = parse(browse(f"/rat/sitzungen/?gremium={number}"))
        assert len(page.select(".meetings li")) == 1

    def test_long_lists_come_in_pages_that_keep_the_choice(self, browse):
        committee = factories.OrganizationFactory()
        for number in range(51):
            factories.MeetingFactory(start=evening(-1 - number), organization=[committee])
        page = browse(f"/rat/sitzungen/archiv/?gremium={committee.pk}")
        assert len(parse(page).select(".meetings li")) == 50
        following = links(page)["next page →"]
        assert f"gremium={committee.pk}" in following
        rest = browse(f"/rat/sitzungen/archiv/{following}")
        assert len(parse(rest).select(".meetings li")) == 1

    def test_cancelled_meetings_are_marked(self, browse):
        factories.MeetingFactory(cancelled=True)
        assert "Cancelled" in text_of(browse("/rat/sitzungen/"))

    @pytest.mark.parametrize("path", ["/rat/sitzungen/", "/rat/sitzungen/archiv/"])
    def test_costs_few_queries(self, browse, django_assert_max_num_queries, path):
        for days in (-2, -1, 1, 2):
            factories.MeetingFactory(
                start=evening(days),
                organization=[factories.OrganizationFactory()],
                location=factories.LocationFactory(),
            )
        with django_assert_max_num_queries(MOST_QUERIES):
            browse(path)


class TestMonth:
    def test_shows_the_meetings_of_the_month_on_their_days(self, browse):
        start = timezone.make_aware(datetime.datetime(2026, 11, 5, 18))
        factories.MeetingFactory(name="Haushalt", start=start)
        factories.MeetingFactory(
            name="Danach", start=timezone.make_aware(datetime.datetime(2027, 1, 5, 18))
        )
        response = browse("/rat/sitzungen/2026/11/")
        (day,) = parse(response).select(".calendar__day:has(h2)")
        assert folded(day).startswith("Thursday, 5 November 18:00 Haushalt")
        assert links(response)["January 2027 →"] == "/rat/sitzungen/2027/1/"
        assert "Danach" not in text_of(response)

    def test_an_empty_month_says_so_and_is_not_for_search_engines(self, browse):
        response = browse("/rat/sitzungen/2031/2/")
        assert "No meeting is published for this month" in text_of(response)
        assert parse(response).select_one("meta[name=robots]")["content"] == "noindex"

    @pytest.mark.parametrize("path", ["2026/13", "0/1", "99999999999999999999/1"])
    def test_there_is_no_such_month(self, browse, path):
        assert browse(f"/rat/sitzungen/{path}/").status_code == 404

    def test_costs_few_queries(self, browse, django_assert_max_num_queries):
        for days in range(6):
            factories.MeetingFactory(
                start=evening(days), organization=[factories.OrganizationFactory()]
            )
        today = timezone.localdate()
        with django_assert_max_num_queries(MOST_QUERIES):
            browse(f"/rat/sitzungen/{today.year}/{today.month}/")


@pytest.fixture
def meeting():
    """A meeting with everything."""
    committee = factories.OrganizationFactory(name="Bauausschuss")
    meeting = factories.MeetingFactory(
        name="7. Sitzung des Bauausschusses",
        organization=[committee],
        participant=factories.PersonFactory.create_batch(3),
        location=factories.LocationFactory(),
        invitation=factories.FileFactory(name="Einladung"),
        results_protocol=factories.FileFactory(name="Niederschrift"),
        auxiliary_file=[factories.FileFactory(name="Lageplan")],
    )
    for order, public in enumerate([True, True, False]):
        item = factories.AgendaItemFactory(
            meeting=meeting,
            order=order,
            name=f"Punkt {order + 1}",
            public=public,
            result="einstimmig beschlossen" if public else "",
            resolution_text="Der Ausschuss beschließt." if public else "",
            auxiliary_file=[factories.FileFactory(name=f"Anlage zu {order + 1}")],
        )
        factories.ConsultationFactory(
            paper=factories.PaperFactory(name=f"Vorlage zu {order + 1}", reference=f"{order}/26"),
            meeting=meeting,
            agenda_item=item,
            organization=[committee],
        )
    return meeting


class TestMeeting:
    def test_shows_agenda_results_files_people_and_place(self, browse, meeting):
        response = see(browse, meeting)
        text, found = text_of(response), links(response)
        assert [
            folded(row.select_one(".agenda__name"))
            for row in parse(response).select(".agenda__item")
        ] == ["Punkt 1", "Punkt 2", "Punkt 3"]
        assert "Approved Result: einstimmig beschlossen" in text
        assert "Der Ausschuss beschließt." in text
        assert {"Bauausschuss", "Mira Beispiel 1"} <= {
            *found,
            *(["Mira Beispiel 1"] if any("Mira" in name for name in found) else []),
        }
        for name in ("Einladung", "Niederschrift", "Lageplan", "Anlage zu 1"):
            assert any(title.startswith(name) for title in found)
        assert any("openstreetmap.org" in address for address in found.values())

    def test_public_and_non_public_parts_are_marked(self, browse, meeting):
        page = parse(see(browse, meeting))
        headings = [folded(item) for item in page.select("h3")]
        assert headings[-2:] == ["Public part", "Non-public part"]

    def test_where_nothing_is_told_of_publicity_nothing_is_marked(self, browse):
        item = factories.AgendaItemFactory(public=None)
        text = text_of(see(browse, item.meeting))
        assert "Public part" not in text
        assert "Not told" not in text

    def test_an_item_leads_to_its_paper_whoever_names_whom(self, browse):
        meeting = factories.MeetingFactory()
        paper, other = factories.PaperFactory.create_batch(2)
        named = factories.ConsultationFactory(paper=paper)
        factories.AgendaItemFactory(meeting=meeting, name="So herum", consultation=named)
        item = factories.AgendaItemFactory(meeting=meeting, name="Anders herum")
        factories.ConsultationFactory(paper=other, agenda_item=item)
        found = links(see(browse, meeting))
        assert found["So herum"] == paper.get_absolute_url()
        assert found["Anders herum"] == other.get_absolute_url()

    def test_withdrawn_parts_are_gone(self, browse, meeting):
        item = meeting.agenda_item.first()
        withdraw(item)
        withdraw(meeting.invitation)
        withdraw(meeting.location)
        withdraw(meeting.participant.first())
        text = text_of(see(browse, meeting))
        for word in (item.name, "Einladung", "Großer Sitzungssaal", "Beispiel 1 "):
            assert word not in text
        assert "No place is given" in text

    def test_without_an_agenda_it_says_so(self, browse):
        text = text_of(see(browse, factories.MeetingFactory()))
        assert "No agenda is published for this meeting" in text

    def test_tells_search_engines_of_the_event(self, browse, meeting):
        event = schemas(see(browse, meeting))["Event"]
        assert event["name"] == meeting.name
        assert event["startDate"] == timezone.localtime(meeting.start).isoformat() or (
            datetime.datetime.fromisoformat(event["startDate"]) == meeting.start
        )
        assert event["eventStatus"].endswith("EventScheduled")
        assert event["location"]["address"]["postalCode"] == "60999"
        meeting.cancelled = True
        meeting.save()
        event = schemas(see(browse, factories.MeetingFactory(cancelled=True)))["Event"]
        assert event["eventStatus"].endswith("EventCancelled")

    def test_without_a_date_there_is_no_event(self, browse):
        response = see(browse, factories.MeetingFactory(start=None))
        assert "Event" not in schemas(response)
        assert "Date not known yet" in text_of(response)

    def test_hostile_texts_stay_texts(self, browse):
        meeting = factories.MeetingFactory(name="<script>alert(1)</script>", web="javascript:x()")
        factories.AgendaItemFactory(meeting=meeting, name='"><img src=x>', result="<b>ja</b>")
        page = parse(see(browse, meeting))
        assert not page.select("main img, main b")
        assert "javascript:" not in str(page.select("a[href]"))

    def test_costs_few_queries(self, browse, meeting, django_assert_max_num_queries):
        meeting.changed_at = meeting.imported_at + datetime.timedelta(days=1)
        meeting.save()
        with django_assert_max_num_queries(MOST_QUERIES):
            see(browse, meeting)
