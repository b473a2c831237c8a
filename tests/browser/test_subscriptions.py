"""Following by mail in Chromium: light and dark, on a desk and on a phone, without script."""

import re

import pytest
from django.core import mail
from django.utils import timezone

from opendata.oparl import following
from opendata.oparl.models import Organization
from subscriptions import links
from subscriptions.models import Subscriber, Subscription

from . import city, council

pytestmark = pytest.mark.browser

LOOKS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 320)]
NEW = "/benachrichtigungen/neu"


@pytest.fixture
def pages(django_db_serialized_rollback, live_server):
    """{name: path} of one page of each kind."""
    city.make_pages()
    council.build()
    board = Organization.objects.order_by("pk").first()
    subscriber = Subscriber.objects.create(address="ada.beispiel@lindenfurt.example")
    wishes = [
        (following.PAPERS, {}),
        (following.ORGANIZATION, {"id": board.pk}),
        (following.SEARCH, {"q": "Brücke", "jahr": "2026"}),
    ]
    made = [
        Subscription.objects.create(subscriber=subscriber, topic=topic, parameters=parameters)
        for topic, parameters in wishes
    ]
    waiting = links.confirm_path(made[0])
    for one in made[1:]:
        one.confirm(timezone.now())
    gone = links.confirm_path(Subscription(pk=0, subscriber=subscriber, topic=following.PAPERS))
    return {
        "overview": "/benachrichtigungen/",
        "overview-expired": "/benachrichtigungen/?stand=abgelaufen",
        "sign-up": f"{NEW}/{following.ORGANIZATION}/?id={board.pk}",
        "mailbox": "/benachrichtigungen/postfach/",
        "confirm": waiting,
        "confirmed": links.confirm_path(made[1]),
        "list": f"{links.manage_path(subscriber)}?stand=bestaetigt",
        "end": links.end_path(subscriber),
        "ended": "/benachrichtigungen/beendet/",
        "expired": gone,
        "nothing": f"{NEW}/{following.PERSON}/?id=0",
    }


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_page_is_accessible_quiet_and_fits(pages, visit, scheme, width):
    faults = []
    for name, path in pages.items():
        look = visit(path, scheme, width)
        if name == "sign-up":
            faults += faults_of(look, name, scheme, width)
            # And once more with its faults named.
            look.page.locator("[name=address]").fill("ada@")
            look.page.locator("main form button").click()
            look.page.locator("[role=alert]").wait_for()
            name = "sign-up-faults"
        faults += faults_of(look, name, scheme, width)
        look.page.close()
    assert faults == []


def faults_of(look, name, scheme, width):
    look.picture(f"folgen-{name}-{scheme}-{width}")
    found = [*look.axe(), *look.complaints]
    if look.is_wider_than_the_window():
        found.append(f"wider than {width} px")
    if look.page.context.cookies():
        found.append("a cookie")
    return [f"{name}: {fault}" for fault in found]


def test_without_script_one_comes_from_the_form_to_the_list(pages, visit):
    page = visit(pages["sign-up"], java_script_enabled=False).page
    base = page.url.split("/benach")[0]
    page.locator("[name=address]").fill("bea@lindenfurt.example")
    page.locator("[name=rhythm][value=weekly]").check()
    page.locator("main form button").click()
    # Faster than a person: the form comes back as it was filled in.
    assert page.locator("[role=alert]").is_visible()
    assert page.locator("[name=address]").input_value() == "bea@lindenfurt.example"
    assert page.locator("[name=rhythm][value=weekly]").is_checked()
    page.wait_for_timeout(2_000)
    page.locator("main form button").click()
    assert page.url.endswith("/postfach/")
    (sent,) = mail.outbox
    page.goto(base + re.search(r"/benachrichtigungen/bestaetigen/\S+", sent.body)[0])
    page.locator("main form button").click()
    assert page.locator("[role=status]").is_visible()
    assert page.locator(".follow-list li").count() == 1
    assert page.locator(".follow-list select").input_value() == "weekly"
    page.locator(".follow-list button[name=end]").click()
    assert page.url.endswith("/beendet/")


def test_the_keyboard_leads_to_the_fault(pages, visit):
    page = visit(pages["sign-up"]).page
    page.locator("[name=address]").focus()
    page.keyboard.press("Enter")
    page.locator("[role=alert] a").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "address"
