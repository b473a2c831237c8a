"""The council's public pages."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from harvest.models import Change, Run
from opendata.oparl.models import BodyChoice, OrganizationChoice, PaperSummary
from tests.opendata.oparl import factories
from tests.opendata.oparl.factories import evening
from tests.pages import folded, links, parse, schemas, text_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def browse(client, settings):
    """Fetches a page with the frame already known, as every reader but the first does."""
    settings.LANGUAGE_CODE = "en"
    client.get("/gibt-es-nicht/")
    return client.get


def see(browse, row):
    return browse(row.get_absolute_url())


def withdraw(row, **fields):
    row.withdrawn_at = timezone.now()
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    return row


class TestFrame:
    def test_the_navigation_leads_there_only_when_there_is_a_council(self, client):
        assert "/rat/" not in links(client.get("/gibt-es-nicht/"), "nav").values()
        factories.BodyFactory()
        BodyChoice.objects.create(body=factories.BodyFactory())
        assert "/rat/" in links(client.get("/gibt-es-nicht/"), "nav").values()

    def test_the_teaser_shows_what_is_to_come_and_nothing_else(self):
        from opendata.oparl.teasers import next_meetings

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


@pytest.fixture
def paper():
    """A paper with everything, decided upon in two committees, then to come in a third."""
    council, building, finance = (
        factories.OrganizationFactory(name=name) for name in ("Rat", "Bauausschuss", "Finanzen")
    )
    paper = factories.PaperFactory(
        name="Neubau der Brücke",
        main_file=factories.FileFactory(name="Vorlage", search_text="Der Text der Vorlage."),
        auxiliary_file=[factories.FileFactory(name="Lageplan")],
        location=[factories.LocationFactory(description="Brücke am Mühlbach")],
        originator_person=[factories.PersonFactory(name="Mira Muster")],
        originator_organization=[factories.OrganizationFactory(name="Fraktion Linde")],
        under_direction_of=[factories.OrganizationFactory(name="Tiefbauamt")],
        related_paper=[factories.PaperFactory(name="Sperrung der Brücke")],
        superordinated_paper=[factories.PaperFactory(name="Brückenprogramm")],
        subordinated_paper=[factories.PaperFactory(name="Änderungsantrag Brücke")],
        web="https://ris.lindenfurt.example/vo020?1",
    )
    for committee, days, role, decides, result in (
        (council, -2, "Entscheidung", True, "mehrheitlich beschlossen"),
        (finance, None, "", None, ""),
        (building, -9, "Vorberatung", None, "einstimmig empfohlen"),
    ):
        meeting = factories.MeetingFactory(
            name=f"Sitzung {committee.name}",
            start=evening(days) if days else None,
            organization=[committee],
        )
        item = factories.AgendaItemFactory(meeting=meeting, result=result)
        factories.ConsultationFactory(
            paper=paper,
            meeting=meeting,
            agenda_item=item,
            organization=[committee],
            role=role,
            authoritative=decides,
        )
    return paper


def way(response):
    return [folded(step) for step in parse(response).select(".way__step")]


class TestPaper:
    def test_shows_the_way_through_the_committees_in_order(self, browse, paper):
        steps = way(see(browse, paper))
        assert len(steps) == 3
        assert "Bauausschuss prepares the decision" in steps[0]
        assert "Recommended Result: einstimmig empfohlen" in steps[0]
        assert "Rat decides" in steps[1]
        assert "Approved Result: mehrheitlich beschlossen" in steps[1]
        assert steps[2].startswith("Date not known yet Finanzen")

    def test_shows_files_people_places_and_relations(self, browse, paper):
        response = see(browse, paper)
        found, text = links(response), text_of(response)
        for name in ("Fraktion Linde", "Mira Muster", "Tiefbauamt", "Sperrung der Brücke"):
            assert found[name].startswith("/rat/")
        assert {"Brückenprogramm", "Änderungsantrag Brücke"} <= found.keys()
        assert (
            found["Original in the council information system"]
            == "https://ris.lindenfurt.example/vo020?1"
        )
        assert "Brücke am Mühlbach" in text
        main = next(name for name in found if name.startswith("Vorlage"))
        assert main.startswith("Vorlage (PDF, 120.6")
        assert found[main] == paper.main_file.access_url

    def test_a_file_with_text_has_a_version_for_screen_readers(self, browse, paper):
        found = links(see(browse, paper))
        assert found["as text : Vorlage"] == paper.main_file.get_absolute_url()
        assert "as text : Lageplan" not in found
        assert "Der Text der Vorlage." in text_of(see(browse, paper.main_file))

    def test_the_editors_summary_comes_first(self, browse, paper):
        PaperSummary.objects.create(paper=paper, text="<p>Die Brücke wird <b>neu</b>.</p>")
        page = parse(see(browse, paper))
        assert folded(page.select_one("h2")) == "In plain language"
        assert folded(page.select_one(".summary .text")) == "Die Brücke wird neu ."

    def test_the_way_knows_a_step_whose_item_alone_names_it(self, browse):
        paper = factories.PaperFactory()
        step = factories.ConsultationFactory(paper=paper)
        meeting = factories.MeetingFactory(name="9. Sitzung")
        factories.AgendaItemFactory(meeting=meeting, consultation=step, result="vertagt")
        (step,) = way(see(browse, paper))
        assert "9. Sitzung" in step
        assert "Postponed Result: vertagt" in step

    def test_steps_of_hidden_committees_are_left_out(self, browse, paper):
        building = paper.consultation.get(role="Vorberatung").organization.get()
        OrganizationChoice.objects.create(organization=building, visible=False)
        response = see(browse, paper)
        assert len(way(response)) == 2
        assert "Bauausschuss" not in text_of(response)

    def test_a_withdrawn_meeting_is_no_longer_named(self, browse, paper):
        withdraw(paper.consultation.get(role="Vorberatung").meeting)
        response = see(browse, paper)
        assert "Sitzung Bauausschuss" not in text_of(response)
        assert "einstimmig empfohlen" not in text_of(response)

    def test_withdrawn_files_papers_and_people_are_gone(self, browse, paper):
        withdraw(paper.main_file)
        withdraw(paper.related_paper.get())
        withdraw(paper.originator_person.get())
        found = links(see(browse, paper))
        assert not any(name.startswith(("Vorlage", "Sperrung", "Mira")) for name in found)

    def test_empty_papers_say_what_is_true(self, browse):
        text = text_of(see(browse, factories.PaperFactory()))
        assert "No file is published with this paper" in text
        assert "No committee has this paper on its agenda yet" in text

    def test_tells_what_good_runs_have_changed(self, browse, paper):
        other = factories.PaperFactory(changed_at=timezone.now())
        for status, row, name in (
            ("good", paper, "name"),
            ("held", paper, "date"),
            ("good", other, "reference"),
        ):
            run = Run.objects.create(source=paper.source, trigger="command", status=status)
            Change.objects.create(
                run=run,
                action="updated",
                object_kind="paper",
                key=row.url,
                fields=[{"field": name, "old": "Frau Muster", "new": "x"}],
            )
        paper.changed_at = paper.imported_at + datetime.timedelta(days=1)
        paper.save()
        page = parse(see(browse, paper))
        (line,) = page.select(".history li")
        assert folded(line).endswith("Changed: title")
        assert "Frau Muster" not in folded(page)

    def test_costs_few_queries(self, browse, paper, django_assert_max_num_queries):
        PaperSummary.objects.create(paper=paper, text="<p>Kurz.</p>")
        paper.changed_at = paper.imported_at + datetime.timedelta(days=1)
        paper.save()
        browse("/gibt-es-nicht/")
        with django_assert_max_num_queries(MOST_QUERIES):
            see(browse, paper)


class TestPapers:
    def test_can_be_chosen_by_type_and_year(self, browse):
        factories.PaperFactory(name="A", paper_type="Antrag", date=datetime.date(2025, 5, 1))
        factories.PaperFactory(name="B", paper_type="Antrag", date=datetime.date(2026, 5, 1))
        factories.PaperFactory(name="C", paper_type="Anfrage", date=datetime.date(2026, 5, 1))
        page = parse(browse("/rat/vorlagen/?art=Antrag&jahr=2026"))
        assert [a.text for a in page.select(".papers a")] == ["B"]
        nothing = browse("/rat/vorlagen/?art=Anfrage&jahr=2025")
        assert "No paper is like that" in text_of(nothing)

    def test_words_stay_in_the_field_and_lead_to_the_latest_first(self, browse):
        factories.PaperFactory(name="Radweg alt", date=datetime.date(2020, 5, 1))
        factories.PaperFactory(name="Der neue Radweg", date=datetime.date(2026, 5, 1))
        factories.PaperFactory(name="Anderes")
        page = parse(browse("/rat/vorlagen/?q=Radweg"))
        assert [a.text for a in page.select(".papers a")] == ["Der neue Radweg", "Radweg alt"]
        assert page.select_one("main input[name=q]")["value"] == "Radweg"
        assert page.select_one("meta[name=robots]")["content"] == "noindex"

    def test_costs_few_queries(self, browse, django_assert_max_num_queries):
        factories.PaperFactory.create_batch(60)
        with django_assert_max_num_queries(MOST_QUERIES):
            assert len(parse(browse("/rat/vorlagen/")).select(".papers li")) == 50


class TestOrganizations:
    def test_former_ones_stand_apart(self, browse):
        factories.OrganizationFactory(name="Bauausschuss")
        factories.OrganizationFactory(name="Altrat", end_date=datetime.date(2020, 1, 1))
        page = parse(browse("/rat/gremien/"))
        assert [folded(a) for a in page.select(".columns a")] == ["Bauausschuss"]
        assert folded(page.select_one(".rows li")) == "Altrat until 1 January 2020"

    def test_members_of_today_and_former_ones(self, browse):
        committee = factories.OrganizationFactory()
        factories.MembershipFactory(
            organization=committee,
            person=factories.PersonFactory(name="Mira Heute"),
            role="Vorsitz",
        )
        factories.MembershipFactory(
            organization=committee,
            person=factories.PersonFactory(name="Otto Früher"),
            end_date=datetime.date(2025, 1, 1),
        )
        gone = factories.PersonFactory(name="Eva Fort")
        factories.MembershipFactory(organization=committee, person=gone)
        withdraw(gone)
        today = parse(see(browse, committee)).select(".members tbody tr")
        assert [folded(row) for row in today] == ["Mira Heute Vorsitz since 1 July 2024"]
        past = browse(f"{committee.get_absolute_url()}?zeit=frueher")
        assert [folded(row) for row in parse(past).select(".members tbody tr")] == [
            "Otto Früher Mitglied 1 July 2024 to 1 January 2025"
        ]

    def test_ten_thousand_members_would_come_in_pages(self, browse):
        committee = factories.OrganizationFactory()
        for _ in range(101):
            factories.MembershipFactory(organization=committee)
        page = parse(see(browse, committee))
        assert len(page.select(".members tbody tr")) == 100
        assert page.select_one(".pagination")

    def test_shows_meetings_papers_parent_parts_and_the_editors_words(self, browse):
        parent = factories.OrganizationFactory(name="Rat")
        committee = factories.OrganizationFactory(sub_organization_of=parent)
        factories.OrganizationFactory(name="Beirat", sub_organization_of=committee)
        OrganizationChoice.objects.create(organization=committee, introduction="<p>Wir bauen</p>")
        factories.MeetingFactory(name="Nächste", organization=[committee])
        paper = factories.PaperFactory(name="Brücke")
        factories.ConsultationFactory(paper=paper, organization=[committee])
        response = see(browse, committee)
        assert {"Rat", "Beirat", "Nächste", "Brücke"} <= links(response).keys()
        assert "Wir bauen" in text_of(response)
        assert schemas(response)["GovernmentOrganization"]["name"] == committee.name

    def test_costs_few_queries(self, browse, django_assert_max_num_queries):
        parent = factories.OrganizationFactory()
        committee = factories.OrganizationFactory(sub_organization_of=parent)
        for _ in range(20):
            factories.MembershipFactory(organization=committee)
            factories.MeetingFactory(organization=[committee])
            factories.ConsultationFactory(organization=[committee])
        with django_assert_max_num_queries(MOST_QUERIES):
            see(browse, committee)


class TestPerson:
    def test_shows_memberships_and_papers_and_no_contact_data(self, browse):
        person = factories.PersonFactory(
            name="Mira Muster", email=["mira@example.org"], phone=["0123"], status=["Stadträtin"]
        )
        council = factories.OrganizationFactory(name="Rat")
        factories.MembershipFactory(person=person, organization=council)
        factories.MembershipFactory(
            person=person,
            organization=factories.OrganizationFactory(name="Jugendrat"),
            end_date=datetime.date(2025, 1, 1),
        )
        hidden = factories.OrganizationFactory(name="Geheimrat")
        OrganizationChoice.objects.create(organization=hidden, visible=False)
        factories.MembershipFactory(person=person, organization=hidden)
        factories.PaperFactory(name="Mehr Bäume", originator_person=[person])
        response = see(browse, person)
        text = text_of(response)
        assert {"Rat", "Jugendrat", "Mehr Bäume"} <= links(response).keys()
        assert "Former memberships" in text
        for word in ("mira@example.org", "0123", "Geheimrat"):
            assert word not in text

    def test_is_not_for_search_engines_unless_the_city_wants_it(self, browse, settings):
        person = factories.PersonFactory()
        assert parse(see(browse, person)).select_one("meta[name=robots]")["content"] == "noindex"
        settings.OPARL_PERSONS_NOINDEX = False
        other = factories.PersonFactory()
        assert parse(see(browse, other)).select_one("meta[name=robots]") is None

    def test_costs_few_queries(self, browse, django_assert_max_num_queries):
        person = factories.PersonFactory()
        for _ in range(5):
            factories.MembershipFactory(person=person)
            factories.PaperFactory(originator_person=[person])
        with django_assert_max_num_queries(MOST_QUERIES):
            see(browse, person)


class TestFile:
    def test_long_texts_come_in_pages(self, browse):
        file = factories.FileFactory(text="Wort " * 5000)
        factories.PaperFactory(main_file=file)
        assert "page 1 of 2" in text_of(see(browse, file))

    def test_without_text_it_says_so(self, browse):
        file = factories.FileFactory()
        factories.MeetingFactory(invitation=file)
        assert "There is no text of this file" in text_of(see(browse, file))

    def test_a_file_of_nothing_that_is_shown_is_not_found(self, browse):
        body = factories.BodyFactory()
        file = factories.FileFactory(search_text="Geheim")
        factories.PaperFactory(main_file=file, body=body)
        BodyChoice.objects.create(body=body, visible=False)
        assert see(browse, file).status_code == 404

    def test_costs_few_queries(self, browse, django_assert_max_num_queries):
        file = factories.FileFactory(search_text="Text")
        factories.PaperFactory(main_file=file)
        with django_assert_max_num_queries(MOST_QUERIES):
            see(browse, file)


KINDS = (
    *(factories.MeetingFactory, factories.PaperFactory, factories.OrganizationFactory),
    *(factories.PersonFactory, factories.FileFactory),
)


class TestGone:
    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind._meta.model.__name__)
    def test_withdrawn_objects_answer_410_with_a_way_on(self, browse, kind):
        factories.BodyFactory()
        response = see(browse, withdraw(kind()))
        assert response.status_code == 410
        assert links(response)["Council"] == "/rat/"

    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind._meta.model.__name__)
    def test_restricted_objects_are_not_named(self, browse, kind):
        row = withdraw(kind(name="Vertraulich"), restricted=True)
        response = see(browse, row)
        assert response.status_code == 410
        assert "Vertraulich" not in response.content.decode()

    def test_a_withdrawn_paper_is_named_and_a_person_never(self, browse):
        paper = withdraw(factories.PaperFactory(name="Alte Vorlage"))
        person = withdraw(factories.PersonFactory(name="Mira Muster"))
        assert "Alte Vorlage" in text_of(see(browse, paper))
        assert "Mira Muster" not in text_of(see(browse, person))

    def test_what_editors_hide_is_not_found(self, browse):
        committee = factories.OrganizationFactory()
        OrganizationChoice.objects.create(organization=committee, visible=False)
        assert see(browse, committee).status_code == 404
        assert browse(reverse("oparl:paper", args=[999_999])).status_code == 404
