"""Mails and hand-overs: sent, tried again, given up with a reason; nothing is lost."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from core.registries import periodic, worklist
from home.forms.models import Endpoint
from home.forms.ways import Way
from submissions import deliveries
from tests.home.forms import taking
from tests.home.forms.conftest import make_form, only
from tests.submissions.files import upload
from tests.subscriptions.smtp import text_of

pytestmark = pytest.mark.django_db
OFFICE, SENDER, ENDPOINT = Way


@pytest.fixture
def taker():
    with taking.running() as (taker, address):
        Endpoint.objects.create(name="Fachverfahren", url=address)
        yield taker


@pytest.fixture
def handing(home, taker):
    """A form that hands over, and does nothing else."""
    return make_form(home, to_address="", endpoint=Endpoint.objects.get())


def states():
    return {delivery.way: delivery.state for delivery in only().deliveries.all()}


def hours_later(hours):
    return time_machine.travel(timezone.now() + timedelta(hours=hours))


class TestMails:
    def test_go_to_the_office_and_to_the_sender(self, form_page, send, mailbox):
        send(form_page, nachweis=upload())
        number = only().receipt.number
        (office,) = mailbox.to("amt@lindenfurt.example")
        (sender,) = mailbox.to("jo@example.org")
        assert number in office["Subject"]
        assert number in sender["Subject"]
        assert office["Reply-To"] == "jo@example.org"
        assert reverse("form_submission", args=[only().pk]) in text_of(office)
        assert number in text_of(sender)
        for mail in (office, sender):
            assert "Müster" not in text_of(mail)
            assert not list(mail.iter_attachments())
        assert states() == {OFFICE: "done", SENDER: "done"}

    def test_hold_the_answers_only_if_the_editor_allows(self, home, send, mailbox):
        send(make_form(home, office_mail="answers", shows_answers=True))
        for mail in mailbox.mails:
            assert "Jo Müster" in text_of(mail)
            assert "31. Dezember 2026" in text_of(mail)
            assert "Grill, Strom" in text_of(mail)
            assert "6-41" not in text_of(mail)

    def test_no_answer_reaches_a_header(self, home, send, mailbox):
        page = make_form(home, title="Grill\r\nBcc: alle@example.org", office_mail="answers")
        send(page, vor_und_nachname="Jo\r\nBcc: alle@example.org", nachricht="x\r\nBcc: a@b.de")
        assert len(mailbox.mails) == 2
        assert not any(mail["Bcc"] for mail in mailbox.mails)
        assert all(mail["To"] != "alle@example.org" for mail in mailbox.mails)

    def test_without_an_address_there_is_no_confirmation(self, form_page, send, mailbox):
        send(form_page, e_mail="")
        assert mailbox.addresses == ["amt@lindenfurt.example"]
        assert states() == {OFFICE: "done"}

    def test_nobodys_mailbox_is_flooded(self, form_page, send, mailbox):
        for number in range(1, 9):
            send(form_page, personen=str(number))
        assert len(mailbox.to("amt@lindenfurt.example")) == 8
        assert len(mailbox.to("jo@example.org")) == 5

    def test_wait_for_a_mail_server_that_is_down(self, form_page, send, mailbox):
        mailbox.answer = "451 later, please"
        assert send(form_page).status_code == 302
        assert set(states().values()) == {"waiting"}
        mailbox.answer = "250 OK"
        deliveries.send_due()
        assert mailbox.mails == []
        with hours_later(1):
            assert periodic.run("deliveries").error == ""
        assert len(mailbox.mails) == 2
        assert set(states().values()) == {"done"}

    def test_an_address_that_is_refused_is_given_up_at_once(self, form_page, send, mailbox):
        mailbox.refuse["jo@example.org"] = "550 no such person"
        send(form_page)
        assert states() == {OFFICE: "done", SENDER: "failed"}
        assert "jo@example.org" not in only().deliveries.get(way=SENDER).problem


class TestHandOver:
    def test_sends_the_submission_with_its_key(self, handing, send, taker, monkeypatch):
        monkeypatch.setenv("FACHVERFAHREN_KEY", "geheim-4711")
        Endpoint.objects.update(secret_name="FACHVERFAHREN_KEY")
        send(handing, e_mail="", nachweis=upload())
        ((headers, body),) = taker.taken
        record = json.loads(body)
        assert record["receipt"] == only().receipt.number == headers["Idempotency-Key"]
        assert headers["Authorization"] == "Bearer geheim-4711"
        assert headers["Content-Type"] == "application/json"
        assert {"personen": ["3"], "einverstanden": ["true"]}.items() <= {
            answer["name"]: answer["values"] for answer in record["answers"]
        }.items()
        assert states() == {ENDPOINT: "done"}

    def test_sends_xml_where_it_is_asked_for(self, handing, send, taker):
        Endpoint.objects.update(format="xml")
        send(handing, e_mail="")
        ((headers, body),) = taker.taken
        assert headers["Content-Type"] == "application/xml"
        assert b"<submission " in body

    def test_is_tried_again_until_it_works(self, handing, send, taker):
        taker.status = 503
        send(handing, e_mail="")
        waiting = only().deliveries.get()
        assert (waiting.state, waiting.tries) == ("waiting", 1)
        assert "503" in waiting.problem
        assert "127.0.0.1" in waiting.problem
        taker.status = 200
        with hours_later(1):
            deliveries.send_due()
        assert states() == {ENDPOINT: "done"}

    def test_is_given_up_after_days_and_a_person_may_begin_again(
        self, handing, send, taker, admin_client, admin_user
    ):
        taker.status = 503
        send(handing, e_mail="")
        for attempt in range(len(deliveries.WAITS)):
            with hours_later(25 * (attempt + 1)):
                deliveries.send_due()
        assert states() == {ENDPOINT: "failed"}
        request = RequestFactory().get("/admin/")
        request.user = admin_user
        (item,) = next(items for kind, items in worklist.waiting(request) if kind.name == "forms")
        assert only().receipt.number in item.text
        assert "503" in admin_client.get(item.url).content.decode()
        taker.status = 201
        admin_client.post(reverse("form_deliver_again", args=[only().pk]))
        assert states() == {ENDPOINT: "done"}
        assert only().receipt.number in admin_client.get(item.url).content.decode()

    def test_a_missing_key_and_a_redirect_are_told(self, handing, send, taker):
        Endpoint.objects.update(secret_name="NICHT_GESETZT")
        send(handing, e_mail="")
        assert "NICHT_GESETZT" in only().deliveries.get().problem
        assert taker.taken == []
        Endpoint.objects.update(secret_name="")
        taker.status, taker.location = 302, "http://127.0.0.1:1/"
        with hours_later(1):
            deliveries.send_due()
        assert states() == {ENDPOINT: "failed"}

    def test_private_networks_are_out_of_reach(self, handing, send, taker, settings):
        settings.HARVEST_PRIVATE_HOSTS = []
        send(handing, e_mail="")
        assert taker.taken == []
        assert only().deliveries.get().problem

    def test_one_process_at_a_time(self, handing, send, taker):
        taker.status = 503
        send(handing, e_mail="")
        delivery = only().deliveries.get()
        assert deliveries.deliver.call(delivery.pk) == "gone"
        assert len(taker.taken) == 1


def test_no_answer_stands_in_the_log(home, send, taker, mailbox, caplog):
    caplog.set_level("DEBUG")
    mailbox.answer = "554 Jo Müster is not wanted"
    taker.status = 500
    send(make_form(home, endpoint=Endpoint.objects.get(), office_mail="answers"))
    # The fake mail server logs what it is told, as real ones do not.
    ours = str([record.getMessage() for record in caplog.records if record.name != "mail.log"])
    told = [*only().deliveries.values_list("problem", flat=True), ours]
    assert not any("Müster" in text or "jo@example.org" in text for text in told)
    assert any("554" in text for text in told)
