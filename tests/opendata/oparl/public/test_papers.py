"""The list of papers, the page of a paper, the text of a file."""

import datetime

import pytest
from django.utils import timezone
from wagtail.models import Page

from harvest.models import Change, Run
from opendata.oparl.models import OrganizationChoice, PaperLink, PaperSummary
from tests.factories import ServiceFactory
from tests.opendata.oparl import factories
from tests.opendata.oparl.factories import evening
from tests.opendata.oparl.public.seeing import MOST_QUERIES, see, withdraw
from tests.pages import folded, links, parse, text_of

pytestmark = pytest.mark.django_db


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

    def test_tells_what_has_changed_about_its_items(self, browse, paper):
        step = paper.consultation.get(role="Vorberatung")
        item = step.agenda_item or step.agenda_items.first()
        run = Run.objects.create(source=paper.source, trigger="command", status="good")
        for name in ("result", "order"):
            Change.objects.create(
                run=run,
                action="updated",
                object_kind="agenda_item",
                key=item.url,
                fields=[{"field": name, "old": "vertagt", "new": "geheim"}],
            )
        item.changed_at = item.imported_at + datetime.timedelta(days=1)
        item.save()
        page = parse(see(browse, paper))
        (line,) = page.select(".history li")
        assert folded(line).endswith("Changed in “Sitzung Bauausschuss”: result")
        meeting = parse(see(browse, item.meeting))
        assert folded(meeting.select_one(".history li")).endswith("”: result")
        assert "geheim" not in folded(page) + folded(meeting)

    def test_can_be_followed_where_its_list_can(self, browse):
        factories.PaperFactory(name="Radweg")
        page = parse(browse("/rat/vorlagen/?q=Radweg"))
        feed = page.select_one("link[rel=alternate][type='application/atom+xml']")["href"]
        assert "q=Radweg" in feed
        assert feed in [a["href"] for a in page.select(".follow a")]

    def test_costs_few_queries(self, browse, paper, django_assert_max_num_queries):
        page = Page.objects.get(depth=2)
        service = ServiceFactory()
        PaperLink.objects.create(paper=paper, kind="page", target=page.pk)
        PaperLink.objects.create(paper=paper, kind="service", target=service.pk)
        PaperSummary.objects.create(paper=paper, text="<p>Kurz.</p>")
        paper.changed_at = paper.imported_at + datetime.timedelta(days=1)
        paper.save()
        other = factories.PaperFactory()
        PaperLink.objects.create(paper=other, kind="page", target=page.pk)
        see(browse, other)
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
