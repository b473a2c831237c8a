"""A department editor's change goes through review: mails, front page, decision."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState
from wagtail.users.models import UserProfile

from accounts import groups, reviewing
from services.models import Supplement
from tests.subscriptions import smtp

from .test_units import draft_title, edit, form_of

pytestmark = pytest.mark.django_db
BASE = "https://www.lindenfurt.example"


@pytest.fixture
def mailbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.WAGTAILADMIN_BASE_URL = BASE
    settings.DEFAULT_FROM_EMAIL = "Stadt Lindenfurt <website@lindenfurt.example>"
    with smtp.running() as (mailbox, settings.EMAIL_PORT):
        yield mailbox


@pytest.fixture
def reviewer(person):
    return person(groups.EDITORIAL_TEAM, name="redaktion")


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


def submit(gardener, page):
    client = logged_in(gardener)
    edit(client, page, title="Neue Parks", **{"action-submit": "1"})
    return client


def decide(reviewer, page, action, **fields):
    state = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return logged_in(reviewer).post(address, fields)


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [("", "Seite", "eingereicht"), ("en", "page", "submitted")],
)
def test_reviewers_are_told_in_their_language(
    city, gardener, reviewer, mailbox, language, subject, words
):
    profile = UserProfile.get_for_user(reviewer)
    profile.preferred_language = language
    profile.save()
    submit(gardener, city.parks)
    (mail,) = mailbox.mails
    assert mail["To"] == reviewer.email
    assert "website@lindenfurt.example" in mail["From"]
    text = smtp.text_of(mail)
    assert subject in mail["Subject"] + text and words in text
    assert "Neue Parks" in text
    paths = [address.removeprefix(BASE) for address in re.findall(r"https?://\S+", text)]
    assert paths and all(path.startswith("/admin/") for path in paths)
    client = logged_in(reviewer)
    assert {client.get(path).status_code for path in paths} == {200}


def test_the_author_is_told_when_it_is_public(city, gardener, reviewer, mailbox):
    submit(gardener, city.parks)
    decide(reviewer, city.parks, "approve")
    city.parks.refresh_from_db()
    assert city.parks.title == "Neue Parks"
    assert len(mailbox.to(gardener.email)) == 1
    assert "Neue Parks" in smtp.text_of(mailbox.to(gardener.email)[0])


def test_the_author_is_told_what_is_asked_for(city, gardener, reviewer, mailbox):
    submit(gardener, city.parks)
    decide(reviewer, city.parks, "reject", comment="Bitte die Öffnungszeiten prüfen.")
    (mail,) = mailbox.to(gardener.email)
    assert "Öffnungszeiten prüfen" in smtp.text_of(mail)
    city.parks.refresh_from_db()
    assert city.parks.title == "parks"
    # And may go on.
    edit(logged_in(gardener), city.parks, title="Besser")
    assert draft_title(city.parks) == "Besser"


def test_no_author_decides_on_her_own_change(city, gardener, reviewer):
    submit(gardener, city.parks)
    decide(gardener, city.parks, "approve")
    city.parks.refresh_from_db()
    assert city.parks.title == "parks" and city.parks.workflow_in_progress


def test_a_mail_server_out_of_order_loses_nothing(city, gardener, reviewer, mailbox, settings):
    settings.EMAIL_PORT = 1
    submit(gardener, city.parks)
    city.parks.refresh_from_db()
    assert city.parks.workflow_in_progress and draft_title(city.parks) == "Neue Parks"


def test_a_supplement_goes_the_same_way(city, gardener, reviewer, mailbox):
    supplement = Supplement.objects.create(title="Baum melden", unit=city.units.trees, live=False)
    supplement.save_revision(user=gardener)
    supplement.get_workflow().start(supplement, gardener)
    assert [mail["To"] for mail in mailbox.mails] == [reviewer.email]
    assert "Baum melden" in smtp.text_of(mailbox.mails[0])


def asking(user, rf):
    request = rf.get("/admin/")
    request.user = user
    return request


def items(user, rf):
    return reviewing.items(asking(user, rf))


def test_what_waits_stands_on_the_front_page_of_reviewers(
    city, gardener, reviewer, person, rf, django_assert_max_num_queries
):
    submit(gardener, city.parks)
    with django_assert_max_num_queries(12):
        (item,) = items(reviewer, rf)
    assert "Neue Parks" in item.text and gardener.get_full_name() in item.text
    assert logged_in(reviewer).get(item.url).status_code == 200
    assert items(gardener, rf) == []
    assert items(person(groups.OPERATOR), rf) == []


def test_what_came_back_stands_on_the_front_page_of_its_author_with_the_remark(
    city, gardener, reviewer, rf, django_assert_max_num_queries
):
    client = submit(gardener, city.parks)
    assert reviewing.sent_back(asking(gardener, rf)) == []
    decide(reviewer, city.parks, "reject", comment="Bitte die Öffnungszeiten prüfen.")
    with django_assert_max_num_queries(6):
        (item,) = reviewing.sent_back(asking(gardener, rf))
    assert item.text == "Neue Parks: Bitte die Öffnungszeiten prüfen."
    assert client.get(item.url).status_code == 200
    assert reviewing.sent_back(asking(reviewer, rf)) == []
    # Submitted again, it is with the reviewers.
    edit(client, city.parks, title="Neue Parks", **{"action-submit": "1"})
    assert reviewing.sent_back(asking(gardener, rf)) == []


def test_comments_are_on(city, gardener):
    response = logged_in(gardener).get(reverse("wagtailadmin_pages:edit", args=[city.parks.pk]))
    assert "comments" in response.context["form"].formsets
    assert form_of(city.parks)["comments-TOTAL_FORMS"] == "0"
