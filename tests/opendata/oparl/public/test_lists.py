"""What of the council is shown, and in which order."""

import datetime

import pytest
from django.utils import timezone

from opendata.oparl.models import BodyChoice, OrganizationChoice
from opendata.oparl.public import lists
from tests.opendata.oparl import factories
from tests.opendata.oparl.factories import evening

pytestmark = pytest.mark.django_db


def hide(organization):
    OrganizationChoice.objects.create(organization=organization, visible=False)


class TestShown:
    def test_a_hidden_body_takes_everything_along(self):
        body = factories.BodyFactory()
        committee = factories.OrganizationFactory(body=body)
        factories.MeetingFactory(body=body)
        factories.PaperFactory(body=body)
        member = factories.MembershipFactory(
            organization=committee, person=factories.PersonFactory(body=body)
        )
        shown = (lists.bodies, lists.organizations, lists.meetings, lists.papers)
        shown += (lists.persons, lists.memberships)
        assert [every().count() for every in shown] == [1] * 6
        BodyChoice.objects.create(body=body, visible=False)
        assert [every().count() for every in shown] == [0] * 6
        assert member.is_published

    def test_words_on_a_body_do_not_hide_it(self):
        BodyChoice.objects.create(body=factories.BodyFactory(), introduction="<p>Hallo</p>")
        assert lists.bodies().count() == 1

    def test_what_has_no_body_yet_is_shown(self):
        factories.MeetingFactory(body=None)
        factories.PaperFactory(body=None)
        assert (lists.meetings().count(), lists.papers().count()) == (1, 1)

    def test_a_meeting_of_none_but_hidden_committees_is_hidden(self):
        hidden, shown = factories.OrganizationFactory.create_batch(2)
        hide(hidden)
        factories.MeetingFactory(organization=[hidden])
        joint = factories.MeetingFactory(organization=[hidden, shown])
        nobodys = factories.MeetingFactory()
        assert set(lists.meetings()) == {joint, nobodys}
        rows = lists.with_committees(lists.meetings().filter(pk=joint.pk))
        assert rows[0].committees == [shown]

    def test_a_member_of_two_bodies_stays_while_one_is_shown(self):
        hidden, shown = factories.BodyFactory.create_batch(2)
        person = factories.PersonFactory(body=hidden)
        factories.MembershipFactory(
            person=person, organization=factories.OrganizationFactory(body=shown)
        )
        BodyChoice.objects.create(body=hidden, visible=False)
        assert list(lists.persons()) == [person]

    def test_there_is_a_council_as_soon_as_a_body_is_shown(self):
        assert lists.is_there() is False

    def test_an_editors_choice_is_seen_at_once(self):
        body = factories.BodyFactory()
        assert lists.is_there() is True
        BodyChoice.objects.create(body=body, visible=False)
        assert lists.is_there() is False


class TestOrder:
    def test_meetings_of_today_are_to_come_the_next_first(self):
        later = factories.MeetingFactory(start=evening(9))
        today = factories.MeetingFactory(start=lists.midnight(timezone.localdate()))
        yesterday = factories.MeetingFactory(start=evening(-1))
        older = factories.MeetingFactory(start=evening(-8))
        undated = factories.MeetingFactory(start=None)
        assert list(lists.upcoming(lists.meetings())) == [today, later]
        assert list(lists.past(lists.meetings())) == [yesterday, older, undated]

    def test_papers_without_a_date_come_last(self):
        undated = factories.PaperFactory(date=None)
        old = factories.PaperFactory(date=datetime.date(2020, 1, 1))
        new = factories.PaperFactory(date=datetime.date(2026, 1, 1))
        assert list(lists.latest_first(lists.papers())) == [new, old, undated]
        assert lists.years_of(lists.papers()) == [2026, 2020]

    def test_committees_come_before_factions_and_others(self):
        for name, type in (("Amt", "Dienststellen"), ("Grün", "Fraktion"), ("Rat", "Gremium")):
            factories.OrganizationFactory(name=name, organization_type=type)
        groups = lists.groups(lists.organizations())
        assert [[one.name for one in group.organizations] for group in groups] == [
            ["Rat"],
            ["Grün"],
            ["Amt"],
        ]

    def test_several_bodies_have_groups_of_their_own(self):
        for name in ("Bad Lind", "Altlind"):
            body = factories.BodyFactory(name=name)
            factories.OrganizationFactory(body=body)
        groups = lists.groups(lists.organizations(), several_bodies=True)
        assert [group.title.split(" · ")[0] for group in groups] == ["Altlind", "Bad Lind"]


class TestMonth:
    def test_a_meeting_stands_on_its_day_in_the_city(self):
        late = datetime.datetime(2026, 5, 31, 21, 30, tzinfo=datetime.UTC)
        meeting = factories.MeetingFactory(start=late)
        after = factories.MeetingFactory(start=late + datetime.timedelta(hours=1))
        month = lists.month_of(2026, 5, lists.meetings())
        assert len(month.days) == 31
        assert month.days[0].column == 5
        assert month.days[-1].meetings == [meeting]
        assert month.later == datetime.date(2026, 6, 1)
        june = lists.month_of(2026, 6, lists.meetings())
        assert june.days[0].meetings == [after]
        assert june.earlier == datetime.date(2026, 5, 1)

    def test_empty_months_are_skipped(self):
        for year in (2020, 2026):
            factories.MeetingFactory(start=datetime.datetime(year, 2, 10, 18, tzinfo=datetime.UTC))
        month = lists.month_of(2023, 2, lists.meetings())
        assert not month.has_meetings
        assert (month.earlier.year, month.later.year) == (2020, 2026)

    def test_february_has_29_days_every_four_years(self):
        assert len(lists.month_of(2028, 2, lists.meetings()).days) == 29

    @pytest.mark.parametrize(("year", "month"), [(2026, 13), (0, 1), (2026, 0), (10_000, 1)])
    def test_other_months_do_not_exist(self, year, month):
        with pytest.raises(ValueError):
            lists.month_of(year, month, lists.meetings())


class TestWhereAFileBelongs:
    def test_to_a_paper(self):
        main, other = factories.FileFactory.create_batch(2)
        paper = factories.PaperFactory(main_file=main, auxiliary_file=[other])
        assert lists.paper_with(main) == lists.paper_with(other) == paper

    def test_to_a_meeting_or_its_agenda(self):
        invitation, further, resolution, of_item, nowhere = factories.FileFactory.create_batch(5)
        meeting = factories.MeetingFactory(invitation=invitation, auxiliary_file=[further])
        factories.AgendaItemFactory(
            meeting=meeting, resolution_file=resolution, auxiliary_file=[of_item]
        )
        for file in (invitation, further, resolution, of_item):
            assert lists.meeting_with(file) == meeting
        assert lists.meeting_with(nowhere) is lists.paper_with(nowhere) is None
