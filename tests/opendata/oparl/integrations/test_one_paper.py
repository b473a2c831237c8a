"""Following one paper: its files, agendas and results, and what of it changes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from opendata.oparl import following
from opendata.oparl.models import (
    AgendaItem,
    BodyChoice,
    Consultation,
    File,
    Meeting,
    Paper,
    PaperFile,
)
from subscriptions import digests as sending
from subscriptions import topics
from subscriptions.models import Subscription
from tests.opendata.oparl.api.builders import IMPORTED, link, make
from tests.opendata.oparl.api.builders import council as built
from tests.pages import parse

pytestmark = pytest.mark.django_db
SINCE = IMPORTED + timedelta(days=1)
NEW = IMPORTED + timedelta(days=2)
UNTIL = IMPORTED + timedelta(days=3)


@pytest.fixture
def council(db):
    return built()


def news(council):
    found = topics.find(following.PAPER).items({"id": council.paper.pk}, SINCE, UNTIL)
    assert {item.url for item in found} <= {council.paper.get_absolute_url()}
    return [item.title for item in found]


def test_an_old_paper_has_no_news(council):
    assert news(council) == []


def test_a_new_file_and_a_changed_one_are_told(council):
    new = make(File, name="Anlage 2", imported_at=NEW, changed_at=NEW)
    old = make(File, name="Anlage 1", changed_at=NEW)
    for file in (new, old):
        link(PaperFile, council.paper, file)
    assert sorted(news(council)) == ["Datei geändert: Anlage 1", "Neue Datei: Anlage 2"]


def test_a_result_is_told_with_what_was_decided(council):
    AgendaItem.objects.update(result="ungeändert beschlossen", changed_at=NEW)
    (item,) = topics.find(following.PAPER).items({"id": council.paper.pk}, SINCE, UNTIL)
    assert item.title.startswith("Ergebnis: ")
    assert item.text == "ungeändert beschlossen"


def test_a_new_consultation_is_told(council):
    Consultation.objects.filter(pk=council.consultation.pk).update(imported_at=NEW, changed_at=NEW)
    (title,) = news(council)
    assert title.startswith("Auf der Tagesordnung: ")


def test_a_meeting_that_does_not_take_place_is_told(council):
    Meeting.objects.update(meeting_state="abgesagt", changed_at=NEW)
    (title,) = news(council)
    assert title.startswith("Fällt aus: ")


def test_a_change_of_the_paper_itself_is_told_once(council):
    Paper.objects.filter(pk=council.paper.pk).update(changed_at=NEW)
    (title,) = news(council)
    assert title.startswith("Die Vorlage hat sich geändert: ")


def test_what_is_hidden_tells_nothing(council):
    Paper.objects.filter(pk=council.paper.pk).update(changed_at=NEW)
    BodyChoice.objects.create(body=council.body, visible=False)
    assert news(council) == []


def test_a_reader_follows_from_the_page_and_gets_the_mail(client, council, mailoutbox, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://www.lindenfurt.example"
    page = parse(client.get(council.paper.get_absolute_url()))
    [way] = page.select(".follow a")
    assert client.get(way["href"]).status_code == 200
    Subscription.objects.begin(
        "ada@example.org", following.PAPER, {"id": council.paper.pk}, now=SINCE
    )
    now = timezone.now() - timedelta(minutes=1)
    Paper.objects.filter(pk=council.paper.pk).update(changed_at=now)
    sending.send()
    (mail,) = mailoutbox
    assert f"https://www.lindenfurt.example{council.paper.get_absolute_url()}" in mail.body
