"""Following the council by mail: what is told, what is not told again, what cannot be followed."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import timezone
from lxml import html

from harvest.models import Run
from opendata.oparl import following
from opendata.oparl.models import (
    BodyChoice,
    Meeting,
    MeetingOrganization,
    OrganizationChoice,
    Paper,
    PaperOriginatorPerson,
)
from search.models import Waiting
from subscriptions import digests as sending
from subscriptions import topics
from subscriptions.models import Subscription
from tests.opendata.oparl.api.builders import IMPORTED, link, make, source, withdraw
from tests.opendata.oparl.api.builders import council as built

pytestmark = pytest.mark.django_db
SINCE = IMPORTED + timedelta(days=1)
NEW = IMPORTED + timedelta(days=2)
UNTIL = IMPORTED + timedelta(days=3)


@pytest.fixture
def council(db):
    return built()


def titles(topic, **parameters):
    found = topics.find(topic).items(parameters, SINCE, UNTIL)
    assert [item.when for item in found] == sorted((item.when for item in found), reverse=True)
    return [item.title for item in found]


def new_paper(council, name="Neues Schwimmbad", when=NEW, **values):
    return make(Paper, body=council.body, name=name, imported_at=when, changed_at=when, **values)


def new_meeting(council, when=NEW, **values):
    values = {"name": "13. Sitzung", "start": UNTIL + timedelta(days=9), **values}
    made = make(Meeting, body=council.body, imported_at=when, changed_at=when, **values)
    link(MeetingOrganization, made, council.board)
    return made


def test_only_what_came_in_between_is_told(council):
    new_paper(council, "Am Anfang", SINCE)
    new_paper(council, "Dazwischen", NEW)
    new_paper(council, "Am Ende", UNTIL)
    new_paper(council, "Danach", UNTIL + timedelta(seconds=1))
    assert titles(following.PAPERS) == ["Am Ende", "Dazwischen"]


def test_a_change_of_an_old_paper_is_no_new_paper(council):
    Paper.objects.update(changed_at=NEW)
    assert titles(following.PAPERS) == []


def test_a_committee_tells_its_papers_and_meetings(council):
    paper = new_paper(council)
    council.consultation.paper = paper
    council.consultation.save()
    new_meeting(council)
    new_paper(council, "Von anderen")
    assert sorted(titles(following.ORGANIZATION, id=council.board.pk)) == [
        "13. Sitzung",
        "Neues Schwimmbad",
    ]
    assert titles(following.ORGANIZATION, id=council.faction.pk) == []


def test_a_meeting_that_does_not_take_place_is_told_though_it_is_not_new(council):
    meeting = new_meeting(council, IMPORTED)
    assert titles(following.ORGANIZATION, id=council.board.pk) == []
    Meeting.objects.filter(pk=meeting.pk).update(cancelled=True, changed_at=NEW)
    (title,) = titles(following.ORGANIZATION, id=council.board.pk)
    assert title.endswith("13. Sitzung")
    assert title != "13. Sitzung"


def test_a_person_tells_what_they_brought_in(council):
    link(PaperOriginatorPerson, new_paper(council), council.person)
    new_paper(council, "Von anderen")
    assert titles(following.PERSON, id=council.person.pk) == ["Neues Schwimmbad"]


def test_a_search_tells_what_it_finds(council):
    new_paper(council, "Brücke am Wehr", paper_type="Antrag")
    new_paper(council, "Brücke am Markt", paper_type="Anfrage")
    new_paper(council, "Schule am Wehr", paper_type="Antrag")
    assert len(titles(following.SEARCH, q="brücke")) == 2
    assert titles(following.SEARCH, q="brücke", art="Antrag") == ["Brücke am Wehr"]
    assert len(titles(following.SEARCH, art="Antrag")) == 2


def test_what_is_withdrawn_or_hidden_is_not_told(council):
    withdraw(new_paper(council, "Zurückgezogen"))
    new_meeting(council)
    OrganizationChoice.objects.create(organization=council.board, visible=False)
    assert titles(following.PAPERS) == []
    assert titles(following.ORGANIZATION, id=council.board.pk) == []
    BodyChoice.objects.create(body=council.body, visible=False)
    new_paper(council, "Verborgen")
    assert titles(following.PAPERS) == []
    assert titles(following.SEARCH, q="Verborgen") == []


def test_the_name_of_a_person_who_is_gone_is_not_told_again(council):
    topic, parameters = topics.find(following.PERSON), {"id": council.person.pk}
    assert "Beispiel" in topic.describe(parameters)
    withdraw(council.person)
    assert "Beispiel" not in topic.describe(parameters)
    assert topic.describe(parameters)
    assert titles(following.PERSON, **parameters) == []


@pytest.mark.parametrize("topic", [following.ORGANIZATION, following.PERSON, following.PAPER])
@pytest.mark.parametrize("raw", ["", "0", "-1", "x", "1" * 30, "²", "99999", "1 or 1"])
def test_what_is_not_there_cannot_be_followed(council, topic, raw):
    with pytest.raises(ValidationError):
        topics.find(topic).clean({"id": raw})


def test_a_search_for_nothing_cannot_be_followed(council):
    clean = topics.find(following.SEARCH).clean
    with pytest.raises(ValidationError):
        clean({"q": "  ", "sprache": "en"})
    assert clean({"q": " Neue   Brücke ", "art": "", "jahr": "2026", "x": "y"}) == {
        "q": "Neue Brücke",
        "jahr": "2026",
    }


def test_a_search_carries_no_strangers_message_into_a_mail(council):
    topic = topics.find(following.SEARCH)
    hostile = "Gewonnen!\r\nhttps://boese.example/?a=b <b>" + " klicken" * 40
    parameters = topic.clean({"q": hostile})
    assert len(parameters["q"]) <= 80
    assert not set(parameters["q"]) & set(".:?=<>!\r\n")
    assert topic.clean({"q": "26/017 Bau-Amt"}) == {"q": "26/017 Bau-Amt"}
    with pytest.raises(ValidationError):
        topic.clean({"q": "Brücke", "art": "https://boese.example"})
    assert topic.clean({"art": "Beschlussvorlage"}) == {"art": "Beschlussvorlage"}


def test_a_run_under_way_holds_back_what_it_is_still_writing(council):
    begun = UNTIL - timedelta(hours=1)
    run = Run.objects.create(
        source=source(), trigger="command", status=Run.Status.RUNNING, started_at=begun
    )
    settled = topics.find(following.PAPERS).settled
    assert settled(UNTIL) == begun
    assert settled(begun - timedelta(hours=1)) == begun - timedelta(hours=1)
    # One that was cut off long ago holds up nothing.
    assert settled(UNTIL + timedelta(days=2)) == UNTIL + timedelta(days=2)
    run.status = Run.Status.GOOD
    run.save()
    assert settled(UNTIL) == UNTIL


def test_a_search_waits_for_the_index(council):
    settled = topics.find(following.SEARCH).settled
    now = timezone.now()
    paper = new_paper(council, when=now - timedelta(minutes=20))
    Waiting.objects.all().delete()
    assert settled(now) == now
    Waiting.objects.create(model="oparl.paper", object_id=paper.pk)
    assert settled(now) < paper.imported_at
    # An old paper that waits once more has been told.
    Waiting.objects.all().delete()
    Waiting.objects.create(model="oparl.paper", object_id=council.paper.pk)
    assert settled(now) == now


def test_the_news_of_a_committee_reach_the_mailbox(council, mailoutbox, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://www.lindenfurt.example"
    Subscription.objects.begin(
        "ada@example.org", following.ORGANIZATION, {"id": council.board.pk}, now=SINCE
    )
    meeting = new_meeting(council, timezone.now() - timedelta(minutes=1))
    sending.send()
    (mail,) = mailoutbox
    assert "Ausschuss für Planen und Bauen" in mail.subject
    assert f"https://www.lindenfurt.example/rat/sitzungen/{meeting.pk}/" in mail.body


def test_looking_for_news_takes_few_queries(council, django_assert_max_num_queries):
    for number in range(20):
        council.consultation.paper = new_paper(council, f"Vorlage {number}")
        council.consultation.save()
        new_meeting(council)
    with django_assert_max_num_queries(5):
        titles(following.ORGANIZATION, id=council.board.pk)
    with django_assert_max_num_queries(3):
        titles(following.PAPERS)


@pytest.mark.parametrize(
    ("topic", "parameters", "feed", "mail"),
    [
        (following.PAPERS, {}, "/rat/feeds/vorlagen.xml", "council-papers/"),
        (following.PERSON, {"id": 7}, "/rat/feeds/person/7.xml", "council-person/?id=7"),
        (following.SEARCH, {"q": "a&b"}, "/rat/vorlagen/feed/?q=a%26b", "council-search/?q=a%26b"),
    ],
)
def test_a_page_shows_feed_and_mail_side_by_side(topic, parameters, feed, mail):
    ways = following.for_topic(topic, parameters)
    addresses = {"mail": ways.mail, "atom": ways.feed}
    page = html.fromstring(render_to_string("components/follow.html", addresses))
    assert page.xpath("//a/@href") == [f"/benachrichtigungen/neu/{mail}", feed]
    assert str(ways.title)
