"""Committees, factions and persons."""

import datetime

import pytest

from opendata.oparl.models import Organization, OrganizationChoice
from tests.opendata.oparl import factories
from tests.opendata.oparl.public.seeing import MOST_QUERIES, see, withdraw
from tests.pages import folded, links, parse, schemas, text_of

pytestmark = pytest.mark.django_db


class TestOrganizations:
    def test_former_ones_stand_apart(self, browse):
        factories.OrganizationFactory(name="Bauausschuss")
        factories.OrganizationFactory(name="Altrat", end_date=datetime.date(2020, 1, 1))
        response = browse("/rat/gremien/")
        assert [folded(a) for a in parse(response).select(".columns a")] == ["Bauausschuss"]
        past = browse("/rat/gremien/" + links(response)["Former committees and factions"])
        assert folded(parse(past).select_one(".rows li")) == "Altrat until 1 January 2020"

    def test_without_former_ones_nothing_leads_there(self, browse):
        factories.OrganizationFactory()
        assert "Former" not in text_of(browse("/rat/gremien/"))

    def test_of_five_hundred_the_overview_shows_the_beginning_and_all_come_in_pages(
        self, browse, django_assert_max_num_queries
    ):
        body, other = factories.BodyFactory.create_batch(2)
        Organization.objects.bulk_create(
            factories.OrganizationFactory.build(
                source=body.source, body=body, organization_type="Arbeitskreis & Rat"
            )
            for _number in range(500)
        )
        factories.OrganizationFactory(body=other, organization_type="Arbeitskreis & Rat")
        with django_assert_max_num_queries(MOST_QUERIES):
            overview = browse("/rat/gremien/")
        assert len(parse(overview).select(".columns a")) == 31
        (address,) = [link["href"] for link in parse(overview).select("a.go")]
        with django_assert_max_num_queries(MOST_QUERIES):
            page = browse("/rat/gremien/" + address)
        assert len(parse(page).select(".columns a")) == 100
        assert "page 1 of 5" in text_of(page)
        assert parse(page).h1.text == "Arbeitskreis & Rat"

    @pytest.mark.parametrize("query", ["art=gibt-es-nicht", "art=&koerperschaft=x", "art=%00"])
    def test_what_is_no_type_says_so(self, browse, query):
        factories.OrganizationFactory()
        assert "Nothing of this kind" in text_of(browse(f"/rat/gremien/?{query}"))

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


class TestPeople:
    @pytest.fixture
    def council(self):
        faction, other = (
            factories.OrganizationFactory(name=name, organization_type="Fraktion")
            for name in ("Fraktion Linde", "Fraktion Brücke")
        )
        board = factories.OrganizationFactory(name="Bauausschuss")
        ada, otto, eva = (
            factories.PersonFactory(name=f"{given} {family}", given_name=given, family_name=family)
            for given, family in (("Ada", "Öhm"), ("Otto", "Albers"), ("Eva", "Zuhl"))
        )
        for person, organization in ((ada, faction), (ada, board), (otto, other), (eva, board)):
            factories.MembershipFactory(person=person, organization=organization)
        former = factories.PersonFactory(name="Ilse Gestern", family_name="Gestern")
        factories.MembershipFactory(
            person=former, organization=faction, end_date=datetime.date(2020, 1, 1)
        )
        return faction

    def test_who_sits_today_by_family_name_with_the_faction(self, browse, council):
        page = parse(browse("/rat/personen/"))
        assert [folded(row) for row in page.select(".people li")] == [
            "Otto Albers Fraktion Brücke",
            "Ada Öhm Fraktion Linde",
            "Eva Zuhl",
        ]

    def test_one_faction_alone(self, browse, council):
        page = parse(browse(f"/rat/personen/?fraktion={council.pk}"))
        assert [folded(row) for row in page.select(".people a")] == ["Ada Öhm"]
        assert page.select_one("option[selected]").text == "Fraktion Linde"

    def test_former_people_stand_apart(self, browse, council):
        today = browse("/rat/personen/")
        assert "Gestern" not in text_of(today)
        past = browse("/rat/personen/" + links(today)["Former people in the council"])
        assert [folded(row) for row in parse(past).select(".people a")] == ["Ilse Gestern"]

    def test_where_no_seats_are_told_everybody_is_listed(self, browse):
        factories.PersonFactory(name="Ada Öhm")
        response = browse("/rat/personen/")
        assert "Ada Öhm" in links(response)
        assert "Former" not in text_of(response)

    def test_many_have_letters_with_umlauts_in_their_place(self, browse):
        board = factories.OrganizationFactory()
        for number in range(35):
            name = "Öhm" if number < 2 else f"Albers {number}"
            person = factories.PersonFactory(name=f"Ada {name}", family_name=name)
            factories.MembershipFactory(person=person, organization=board)
        page = parse(browse("/rat/personen/"))
        assert [letter.text for letter in page.select(".letters a")] == ["A", "O"]
        chosen = parse(browse("/rat/personen/" + page.select(".letters a")[1]["href"]))
        assert len(chosen.select(".people li")) == 2

    @pytest.mark.parametrize("query", ["buchstabe=%00", "buchstabe=ßß", "fraktion=x", "zeit=x"])
    def test_odd_wishes_show_everybody(self, browse, council, query):
        assert len(parse(browse(f"/rat/personen/?{query}")).select(".people li")) == 3

    def test_is_for_search_engines_only_where_the_city_wants_it(self, browse, settings):
        factories.PersonFactory()
        robots = parse(browse("/rat/personen/")).select_one("meta[name=robots]")
        assert robots["content"] == "noindex"

    def test_costs_few_queries(self, browse, council, django_assert_max_num_queries):
        with django_assert_max_num_queries(MOST_QUERIES):
            browse(f"/rat/personen/?fraktion={council.pk}")


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
