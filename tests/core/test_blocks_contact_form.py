"""The contact form: from a kept page to an office's mail, and what stands in between."""

import re
import smtplib
import time

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from wagtail.models import Page, Site

from content.blocks import views
from home.models import HomePage, StandardPage
from submissions import honeypot as traps
from submissions.receipts import is_number
from tests import blocks
from tests.pages import parse, text_of

pytestmark = pytest.mark.django_db

TYPED = {
    "name": "Jo Muster",
    "email": "jo@example.org",
    "message": "Guten Tag,\n<b>eine Frage</b>.",
}


@pytest.fixture
def unit():
    return blocks.make_office()


@pytest.fixture
def page(unit, settings):
    settings.LANGUAGE_CODE = "en"
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Lindenfurt", slug="stadt"))
    Site.objects.update(site_name="Lindenfurt", root_page=home)
    cache.clear()
    block = StandardPage._meta.get_field("body").stream_block.child_blocks["contact_form"]
    fields = {name: child.get_default() for name, child in block.child_blocks.items()}
    page = home.add_child(
        instance=StandardPage(
            title="Schreiben Sie uns",
            slug="schreiben",
            body=[("contact_form", {**fields, "unit": unit, "heading": "Ihre Frage"})],
        )
    )
    page.save_revision().publish()
    return page


@pytest.fixture
def action(client, page):
    return parse(client.get("/schreiben/")).select_one(".contact-form")["action"]


@pytest.fixture
def an_hour_ago(monkeypatch):
    """Stamps as they are in a form that has been open for an hour."""
    now = time.time()
    monkeypatch.setattr(traps.time, "time", lambda: now - 3600)
    stamp = traps.stamp()
    monkeypatch.undo()
    return stamp


@pytest.fixture
def send(client, action, an_hour_ago):
    def send(headers=None, **changes):
        fields = {**TYPED, "opened": an_hour_ago, "leave_empty": "", **changes}
        return client.post(action, fields, headers=headers or {})

    return send


def test_a_message_reaches_the_office_with_a_number(client, send):
    response = send()
    assert response.status_code == 302
    thanks = text_of(client.get(response["Location"]))
    (message,) = mail.outbox
    number = re.search(r"K-[2-9A-Z]{6}-\d\d", thanks)[0]
    assert is_number(number)
    assert message.to == ["buergerbuero@lindenfurt.example"]
    assert message.reply_to == ["jo@example.org"]
    assert message.subject == f"Schreiben Sie uns [{number}]"
    assert "Guten Tag,\n<b>eine Frage</b>." in message.body
    assert "/schreiben/" in message.body


def test_the_page_with_the_form_is_kept_for_everybody(client, page):
    response = client.get("/schreiben/")
    assert "public" in response["Cache-Control"]
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.content.decode()
    assert "buergerbuero@" not in response.content.decode()


def test_what_is_missing_is_told_and_nothing_typed_is_lost(send):
    response = send(email="jo@", name="")
    assert response.status_code == 422
    assert "no-store" in response["Cache-Control"]
    shown = parse(response)
    assert shown.title.text.startswith("Please check")
    summary = {link["href"]: link.text for link in shown.select(".error-summary a")}
    assert set(summary) == {"#nachricht-name", "#nachricht-email"}
    assert "name@example.org" in summary["#nachricht-email"]
    for target in summary:
        field = shown.select_one(target)
        assert field["aria-invalid"] == "true"
        assert shown.find(id=field["aria-describedby"].split()[-1]).get_text(strip=True)
    assert shown.select_one("#nachricht-message").text.strip() == TYPED["message"]
    assert shown.select_one("#nachricht-email")["value"] == "jo@"
    assert mail.outbox == []


def test_the_form_after_an_error_can_be_sent_again(client, send, action):
    form = parse(send(name="")).select_one(".contact-form")
    fields = {item["name"]: item.get("value", "") for item in form.select("input")}
    response = client.post(form["action"], {**fields, **TYPED})
    assert response.status_code == 302
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("changes", [{"leave_empty": "x"}, {"opened": "made-up"}, {"opened": ""}])
def test_programs_step_into_the_traps(send, changes):
    assert send(**changes).status_code == 422
    assert mail.outbox == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_foreign_websites_cannot_send_it(send, headers):
    response = send(headers)
    assert response.status_code == 403
    assert TYPED["message"] in parse(response).textarea.text
    assert mail.outbox == []


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}]
)
def test_this_website_can(send, headers):
    assert send(headers).status_code == 302


def test_no_cookie_is_needed_or_set(send, client):
    assert not send().cookies
    assert not client.cookies


def test_one_network_cannot_flood_an_office(send):
    for _message in range(views.PER_NETWORK):
        assert send().status_code == 302
    response = send()
    assert response.status_code == 429
    assert TYPED["message"] in parse(response).textarea.text
    assert len(mail.outbox) == views.PER_NETWORK


def test_line_ends_do_not_reach_the_headers(send):
    assert send(name="Jo\r\nBcc: all@example.org").status_code == 302
    assert "Name: Jo Bcc: all@example.org" in mail.outbox[0].body
    assert send(email="jo@example.org\nBcc: all@example.org").status_code == 422


def test_a_mail_server_that_is_down_loses_nothing(send, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    response = send()
    assert response.status_code == 503
    assert "Nothing is lost" in text_of(response)
    assert TYPED["message"] in parse(response).textarea.text
    assert issubclass(smtplib.SMTPException, OSError)


def test_an_office_without_an_address_loses_nothing(send, unit):
    unit.hidden = True
    unit.save()
    assert send().status_code == 503


def test_a_typed_address_takes_the_place_of_an_office(client, page, an_hour_ago):
    block = page.body[0]
    block.value["unit"], block.value["email"] = None, "amt@lindenfurt.example"
    block.value["subject"] = "Anfrage"
    page.save_revision().publish()
    action = reverse("contact_form:send", args=[page.pk, page.body[0].id])
    client.post(action, {**TYPED, "opened": an_hour_ago})
    assert mail.outbox[0].to == ["amt@lindenfurt.example"]
    assert mail.outbox[0].subject.startswith("Anfrage [K-")


def test_only_forms_on_published_pages_can_be_sent(client, page, action):
    other = action.replace(str(page.body[0].id), "00000000-0000-4000-8000-000000000000")
    assert client.post(other, TYPED).status_code == 404
    page.unpublish()
    assert client.post(action, TYPED).status_code == 404


def test_a_receipt_cannot_be_made_up(client, page):
    url = reverse("contact_form:sent", args=["K-7K3MPQ-92"])
    assert client.get(url).status_code == 404


def test_the_form_alone_can_be_opened(client, action):
    response = client.get(action)
    assert response.status_code == 200
    assert response["X-Robots-Tag"] == "noindex"
    assert not parse(response).select(".error-summary")
