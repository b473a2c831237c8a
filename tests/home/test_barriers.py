"""Reporting a barrier: taken down, mailed, answered, deleted; nothing typed is lost."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from core.registries import periodic, worklist
from home import barriers
from home.models import AccessibilityStatementPage, BarrierReport
from submissions import deliveries
from submissions.honeypot import stamp
from submissions.models import Delivery
from submissions.receipts import is_number
from tests.home import examples
from tests.hostile import followed, runs_something
from tests.pages import links, parse

pytestmark = pytest.mark.django_db

FORM = "/barriere-melden/"
TEXT = "Ich kann das Formular nicht lesen."


@pytest.fixture
def home():
    return examples.make_home()


@pytest.fixture
def statement(home):
    return examples.add(home, examples.statement())


def send(client, text=TEXT, **fields):
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        opened = stamp()
    return client.post(FORM, {"text": text, "opened": opened, **fields})


def report(statement, **fields):
    receipt = f"B-{BarrierReport.objects.count()}"
    fields = {"receipt": receipt, "text": TEXT, **fields}
    made = BarrierReport.objects.create(statement=statement, **fields)
    deliveries.put(made, barriers.KIND, [barriers.CONTACT])
    return made


def sent_to(mailbox):
    return [mail.to for mail in mailbox]


class TestLink:
    @pytest.mark.parametrize(
        "page",
        ["/%5Cevil.example/", "//evil.example/", "https://evil.example/", "%09//evil.example"],
    )
    def test_it_leads_to_no_other_house(self, client, statement, page):
        """Neither on the form, nor after it was sent; what somebody types stays text."""
        form = client.get(f"{FORM}?seite={page}")
        assert parse(form).select_one("[name=page]").get("value", "") == ""
        sent = client.get(send(client, page=unquote(page))["Location"])
        for answer in (form, sent):
            assert answer.status_code == 200
            assert not [link for _name, link in followed(answer) if "evil.example" in link]
            assert runs_something(answer) == []

    def test_every_page_leads_to_the_form_and_says_where_the_reader_is(self, client, statement):
        for path in ("/", "/barrierefreiheit/", "/dienstleistungen/", "/gibt-es-nicht/"):
            found = links(client.get(path), ".site-footer").values()
            assert f"{FORM}?seite={path.replace('/', '%2F')}" in found

    def test_there_is_none_without_a_statement(self, client, home, statement):
        statement.unpublish()
        assert not any(
            url.startswith(FORM) for url in links(client.get("/"), ".site-footer").values()
        )
        assert client.get(FORM).status_code == 404

    def test_costs_no_query_once_it_is_known(self, client, statement, django_assert_num_queries):
        request = RequestFactory().get("/impressum/")
        barriers.footer_link(request)
        with django_assert_num_queries(0):
            assert barriers.footer_link(request)["here"] == "/impressum/"


class TestForm:
    def test_knows_the_page_it_came_from(self, client, statement):
        field = parse(client.get(f"{FORM}?seite=/impressum/")).select_one("[name=page]")
        assert field["value"] == "/impressum/"

    @pytest.mark.parametrize(
        "page",
        ["https://fremd.example/", "//fremd.example/", "javascript:1", "/\\fremd.example", "x"],
    )
    def test_takes_no_foreign_page(self, client, statement, page):
        response = client.get(FORM, {"seite": page})
        assert not parse(response).select_one("[name=page]").get("value")

    def test_a_report_is_kept_mailed_and_receipted(self, client, statement, mailoutbox):
        values = {"page": "/impressum/", "name": "A\nB", "email": "a@example.org"}
        response = send(client, **values)
        kept = BarrierReport.objects.get()
        assert (kept.text, kept.page, kept.name) == (TEXT, "/impressum/", "A B")
        assert kept.mailed_at
        mail = mailoutbox[0]
        assert mail.to == ["barrierefrei@lindenfurt.example"]
        assert mail.reply_to == ["a@example.org"]
        assert TEXT in mail.body
        assert kept.receipt in mail.subject
        assert kept.receipt.startswith("B-") and is_number(kept.receipt)
        thanks = client.get(response["Location"])
        assert kept.receipt in thanks.content.decode()
        assert "/impressum/" in links(thanks).values()

    def test_name_and_address_may_stay_unsaid(self, client, statement, mailoutbox):
        assert send(client).status_code == 302
        assert mailoutbox[0].reply_to == []

    def test_sets_no_cookie(self, client, statement):
        client.get(FORM)
        send(client)
        assert not client.cookies

    @pytest.mark.parametrize(
        ("fields", "faulty"),
        [
            ({"text": ""}, "text"),
            ({"text": "x" * 5001}, "text"),
            ({"email": "kein-at"}, "email"),
            ({"page": "x" * 501}, "page"),
        ],
    )
    def test_what_is_wrong_is_told_and_what_was_typed_stays(
        self, client, statement, mailoutbox, fields, faulty
    ):
        typed = {"text": TEXT, "name": "Erika", "email": "a@example.org", **fields}
        response = send(client, **typed)
        page = parse(response)
        assert response.status_code == 422
        assert page.select_one(f"[name={faulty}]")["aria-invalid"] == "true"
        assert page.select_one("[role=alert] a")["href"] == f"#barriere-{faulty}"
        assert page.select_one("[name=name]")["value"] == "Erika"
        assert page.select_one("textarea").text.strip() == typed["text"]
        assert not BarrierReport.objects.exists()
        assert not mailoutbox

    def test_programs_are_kept_out(self, client, statement):
        assert send(client, leave_empty="spam").status_code == 422
        assert client.post(FORM, {"text": TEXT, "opened": stamp()}).status_code == 422
        assert client.post(FORM, {"text": TEXT, "opened": "gefälscht"}).status_code == 422
        assert not BarrierReport.objects.exists()

    def test_foreign_pages_cannot_send_it(self, client, statement):
        client.defaults["HTTP_SEC_FETCH_SITE"] = "cross-site"
        response = send(client)
        assert response.status_code == 403
        assert TEXT in response.content.decode()
        assert not BarrierReport.objects.exists()

    def test_too_many_are_turned_away_with_their_text(self, client, statement):
        for _number in range(5):
            assert send(client).status_code == 302
        response = send(client)
        assert response.status_code == 429
        assert TEXT in response.content.decode()
        assert BarrierReport.objects.count() == 5

    def test_a_forged_receipt_leads_nowhere(self, client, statement):
        assert client.get(f"{FORM}danke/gefaelscht/").status_code == 404

    def test_hostile_text_stays_text(self, client, statement):
        response = send(client, text="", name='"><script>1</script>')
        assert b"<script>1" not in response.content


class TestCare:
    def test_trouble_of_the_mail_server_loses_nothing(self, client, statement, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        assert send(client).status_code == 302
        assert BarrierReport.objects.get().mailed_at is None

    def test_what_waits_is_mailed_by_the_next_run(self, statement, mailoutbox):
        report(statement)
        outcome = periodic.run("deliveries")
        assert outcome.error == ""
        assert BarrierReport.objects.get().mailed_at
        periodic.run("deliveries")
        assert len(mailoutbox) == 1

    def test_a_contact_that_is_refused_is_tried_until_it_is_mended(self, statement, mailbox):
        mailbox.refuse[statement.contact_email] = "550 no such person"
        report(statement)
        for day in range(10):
            with time_machine.travel(timezone.now() + timedelta(days=2 * day)):
                periodic.run("deliveries")
        assert BarrierReport.objects.get().mailed_at is None
        AccessibilityStatementPage.objects.update(contact_email="neu@lindenfurt.example")
        with time_machine.travel(timezone.now() + timedelta(days=60)):
            periodic.run("deliveries")
        assert mailbox.to("neu@lindenfurt.example")
        assert BarrierReport.objects.get().mailed_at

    def test_what_is_over_is_deleted(self, statement):
        now, today = timezone.now(), timezone.localdate()
        report(statement, created_at=now - timedelta(days=366), mailed_at=now)
        report(statement, answered_on=today - timedelta(days=91), mailed_at=now)
        kept = report(statement, answered_on=today - timedelta(days=89), mailed_at=now)
        periodic.run("delete-expired")
        assert list(BarrierReport.objects.all()) == [kept]
        assert [one.target for one in Delivery.objects.all()] == [kept]

    def test_a_report_outlives_its_statement(self, statement, mailoutbox):
        report(statement)
        statement.delete()
        assert periodic.run("deliveries").error == ""
        assert BarrierReport.objects.count() == 1
        assert not mailoutbox


class TestEditors:
    @pytest.fixture
    def editor(self, django_user_model):
        user = django_user_model.objects.create_user("redaktion", password="x")
        codenames = ["access_admin", "view_barrierreport", "change_barrierreport"]
        user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        return user

    def items(self, user):
        request = RequestFactory().get("/admin/")
        request.user = user
        return [
            item
            for kind, found in worklist.waiting(request)
            for item in found
            if kind.name == "barriers"
        ]

    def test_see_on_their_front_page_who_waits(self, editor, statement):
        assert self.items(editor) == []
        report(statement)
        (item,) = self.items(editor)
        assert (item.count, item.urgent) == (1, False)
        report(statement, created_at=timezone.now() - timedelta(days=31))
        (item,) = self.items(editor)
        assert (item.count, item.urgent) == (2, True)

    def test_others_see_nothing(self, django_user_model, statement):
        report(statement)
        assert self.items(django_user_model.objects.create_user("fremd")) == []

    def test_note_the_answer_and_can_change_nothing_else(self, client, editor, statement):
        kept = report(statement)
        client.force_login(editor)
        assert kept.receipt in client.get(reverse("barrier_reports:index")).content.decode()
        address = reverse("barrier_reports:edit", args=[kept.pk])
        assert TEXT in client.get(address).content.decode()
        answer = {"answered_on": "2026-11-22", "note": "Neu gesetzt.", "text": "anders"}
        assert client.post(address, answer).status_code == 302
        kept.refresh_from_db()
        assert (kept.note, kept.text) == ("Neu gesetzt.", TEXT)

    def test_nobody_adds_a_report_by_hand(self, admin_client, statement):
        response = admin_client.get(reverse("barrier_reports:add"))
        assert response.status_code in (302, 403)
        assert (
            reverse("barrier_reports:add")
            not in admin_client.get(reverse("barrier_reports:index")).content.decode()
        )
