"""Following by mail in Chromium: light and dark, on a desk and on a phone, without script."""

import re

import pytest
from django.core import mail
from django.utils import timezone

from opendata.oparl import following
from opendata.oparl.models import Organization
from submissions import confirmations
from subscriptions import signed_links
from subscriptions.models import Subscription
from tests.subscriptions.builders import wish

from . import city, council

pytestmark = pytest.mark.browser

NEW = "/benachrichtigungen/neu"


@pytest.fixture
def pages(django_db_serialized_rollback, live_server):
    """{name: path} of one page of each kind."""
    city.make_pages()
    council.build()
    board = Organization.objects.order_by("pk").first()
    address = "ada.beispiel@lindenfurt.example"
    follows = [
        (following.ORGANIZATION, {"id": board.pk}),
        (following.SEARCH, {"q": "Brücke", "jahr": "2026"}),
    ]
    for topic, parameters in follows:
        begun = Subscription.objects.begin(address, topic, parameters, now=timezone.now())
    subscriber = begun.subscriber
    (topic, parameters), _other = follows
    confirmed = wish(address, topic=topic, parameters=parameters)
    waiting = wish(address, topic=following.PAPERS, parameters={})
    gone = wish(address, topic=following.PAPERS, parameters={})
    gone.delete()
    return {
        "overview": "/benachrichtigungen/",
        "overview-expired": "/benachrichtigungen/?stand=abgelaufen",
        "sign-up": f"{NEW}/{following.ORGANIZATION}/?id={board.pk}",
        "mailbox": "/benachrichtigungen/postfach/",
        "confirm": confirmations.path_of(waiting),
        "confirmed": confirmations.path_of(confirmed),
        "list": f"{signed_links.manage_path(subscriber)}?stand=bestaetigt",
        "end": signed_links.end_path(subscriber),
        "ended": "/benachrichtigungen/beendet/",
        "expired": confirmations.path_of(gone),
        "nothing": f"{NEW}/{following.PERSON}/?id=0",
    }


def test_every_page_is_accessible_quiet_and_fits(pages, visit):
    look = visit("/")
    faults = look.faults_of(pages)
    # And once more the form, with its faults named.
    look.go(pages["sign-up"])
    look.page.locator("[name=address]").fill("ada@")
    look.page.locator("main form button").click()
    look.page.locator("[role=alert]").wait_for()
    assert faults + look.faults("sign-up-faults") == []


def test_without_script_one_comes_from_the_form_to_the_list(pages, soonest, visit):
    soonest(60)
    page = visit(pages["sign-up"], java_script_enabled=False).page
    base = page.url.split("/benach")[0]
    page.locator("[name=address]").fill("bea@lindenfurt.example")
    page.locator("[name=rhythm][value=weekly]").check()
    page.locator("main form button").click()
    # Faster than a person: the form comes back as it was filled in.
    page.locator("[role=alert]").wait_for()
    assert page.locator("[name=address]").input_value() == "bea@lindenfurt.example"
    assert page.locator("[name=rhythm][value=weekly]").is_checked()
    soonest(0)
    page.locator("main form button").click()
    page.wait_for_url("**/postfach/")
    (sent,) = mail.outbox
    page.goto(base + re.search(r"/benachrichtigungen/bestaetigen/\S+", sent.body)[0])
    page.locator("main form button").click()
    page.locator("[role=status]").wait_for()
    assert page.locator(".follow-list li").count() == 1
    assert page.locator(".follow-list select").input_value() == "weekly"
    page.locator(".follow-list button[name=end]").click()
    page.wait_for_url("**/beendet/")


def test_the_keyboard_leads_to_the_fault(pages, visit):
    page = visit(pages["sign-up"]).page
    page.locator("[name=address]").focus()
    page.keyboard.press("Enter")
    page.locator("[role=alert] a").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "address"
