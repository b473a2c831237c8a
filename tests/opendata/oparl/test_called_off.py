"""A meeting that does not take place is told so wherever it is told of."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from opendata.oparl import following
from opendata.oparl.integrations.search import about_meeting
from opendata.oparl.integrations.topics import TOPICS
from opendata.oparl.models import Meeting, MeetingOrganization, Paper
from tests.opendata.oparl.api.builders import council as built
from tests.opendata.oparl.api.builders import link, make
from tests.pages import parse, schemas, text_of
from tests.readers import calendars, feeds

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def council(db):
    return built()


@pytest.fixture
def meeting(council):
    """To come; told by its state alone, as many sources do."""
    start = datetime(NOW.year + 1, 3, 3, 18, tzinfo=timezone.get_current_timezone())
    meeting = make(Meeting, body=council.body, name="13. Sitzung", start=start)
    link(MeetingOrganization, meeting, council.board)
    council.consultation.meeting = meeting
    council.consultation.save()
    return meeting


WAYS = {"Abgesagt": ("CANCELLED", "EventCancelled"), "verschoben": ("TENTATIVE", "EventPostponed")}
WORDS = {"Abgesagt": "Fällt aus", "verschoben": "Verschoben"}


@pytest.fixture(params=WAYS)
def state(request, meeting):
    values = {"meeting_state": request.param, "cancelled": None, "changed_at": timezone.now()}
    Meeting.objects.filter(pk=meeting.pk).update(**values)
    return request.param


def test_on_its_page_in_lists_and_for_search_engines(client, meeting, state):
    page = client.get(meeting.get_absolute_url())
    assert schemas(page)["Event"]["eventStatus"].endswith(WAYS[state][1])
    for address in (
        meeting.get_absolute_url(),
        "/rat/sitzungen/",
        f"/rat/sitzungen/{meeting.start:%Y}/{meeting.start.month}/",
    ):
        badges = [one.get_text(strip=True) for one in parse(client.get(address)).select(".badge")]
        text = text_of(client.get(address))
        assert WORDS[state] in badges or WORDS[state] in text, address


def test_on_the_way_of_its_paper(client, council, state):
    paper = Paper.objects.get(pk=council.paper.pk)
    assert WORDS[state] in text_of(client.get(paper.get_absolute_url()))


def test_in_calendars(client, council, meeting, state):
    for name in ("sitzungen", f"gremium/{council.board.pk}", f"sitzung/{meeting.pk}"):
        read = calendars.dates(client.get(f"/rat/kalender/{name}.ics").content)
        [one] = [one for one in read if "13. Sitzung" in one["summary"]]
        assert one["status"] == WAYS[state][0]
        assert one["summary"].startswith(WORDS[state])


def test_in_feeds(client, council, meeting, state):
    for name in (f"gremium/{council.board.pk}", f"sitzung/{meeting.pk}"):
        entries = feeds.read(client.get(f"/rat/feeds/{name}.xml").content).entries
        [one] = [one for one in entries if "13. Sitzung" in one.title]
        assert one.title.startswith(WORDS[state])
        assert one.summary == WORDS[state]


def test_in_mails_to_followers(council, meeting, state):
    since = timezone.now() - timedelta(hours=1)
    Meeting.objects.filter(pk=meeting.pk).update(imported_at=since - timedelta(days=9))
    topic = next(one for one in TOPICS if one.name == following.ORGANIZATION)
    items = topic.items({"id": council.board.pk}, since, timezone.now())
    [title] = [item.title for item in items if "13. Sitzung" in item.title]
    assert title.startswith(WORDS[state])


def test_in_the_admin(admin_client, meeting, state):
    shown = admin_client.get("/admin/oparl/meeting/")
    [row] = [row for row in parse(shown).select("tbody tr") if "13. Sitzung" in row.get_text()]
    assert WORDS[state] in row.get_text()
    only = admin_client.get("/admin/oparl/meeting/?is_cancelled__exact=1")
    assert ("13. Sitzung" in text_of(only)) is (state == "Abgesagt")


def test_in_the_search(meeting, state):
    assert WORDS[state] in about_meeting(Meeting.objects.get(pk=meeting.pk))
