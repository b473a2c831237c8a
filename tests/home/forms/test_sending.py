"""Sending a form: what is kept, what is said, what is refused."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from home.forms.models import FormPage, Receipt, Submission
from submissions import deliveries
from submissions.honeypot import stamp
from submissions.models import PrivateFile
from submissions.receipts import is_number
from tests.home.examples import add, privacy
from tests.home.forms.conftest import ANSWERS, make_form, only, opened_a_minute_ago
from tests.pages import folded, parse, text_of
from tests.submissions.files import PDF, stored, upload

pytestmark = pytest.mark.django_db
INVALID = 422


def problems(response):
    """{id of the field or "": what the summary says of it}."""
    found = parse(response).select(".error-summary li")
    return {(item.a["href"].removeprefix("#") if item.a else ""): folded(item) for item in found}


class TestPage:
    def test_is_one_for_everybody_without_cookies(self, client, form_page):
        response = client.get("/grillplatz/")
        assert response.status_code == 200
        assert "public" in response["Cache-Control"]
        assert "Cookie" not in response.get("Vary", "")
        assert not client.cookies

    def test_shows_every_field_labelled_in_order(self, client, form_page):
        page = parse(client.get("/grillplatz/"))
        form = page.select_one("form.city-form")
        assert form["action"] == f"/formulare/{form_page.pk}/"
        assert form["enctype"] == "multipart/form-data"
        for field in form.select("input:not([type=hidden]), select, textarea"):
            assert form.select_one(f"label[for='{field['id']}']")
        assert form.select_one("[name=vor_und_nachname]")["autocomplete"] == "name"
        assert form.select_one("[name=tag]")["type"] == "date"
        assert ".pdf" in form.select_one("[type=file]")["accept"]
        assert [folded(legend).split()[0] for legend in form.select("legend")] == [
            "Gerät",
            "Ausstattung",
        ]
        assert folded(form.h2) == "Wer Sie sind"
        assert not form.select("[name=akte]")
        hint = form.select("fieldset")[1]["aria-describedby"]
        assert folded(form.select_one(f"#{hint}")) == "Kostet extra."

    def test_says_what_becomes_of_the_data_before_the_button(self, client, form_page, home):
        add(home, privacy())
        form = parse(client.get("/grillplatz/")).select_one("form.city-form")
        notice = form.select_one(".city-form__privacy")
        for words in (form_page.purpose, form_page.legal_basis, "30"):
            assert words in folded(notice)
        assert notice.a["href"] == "/datenschutz/"
        assert form.select_one("button") in list(notice.next_elements)

    def test_costs_few_queries(self, client, form_page, django_assert_max_num_queries):
        client.get("/grillplatz/")
        client.get("/impressum/")
        with django_assert_max_num_queries(25):
            assert client.get("/grillplatz/?neu").status_code == 200


class TestInEnglish:
    def test_the_form_stays_in_the_language_of_its_page(self, client, home, send):
        english = Locale.objects.get_or_create(language_code="en")[0]
        home.copy_for_translation(english).save_revision().publish()
        page = make_form(home.get_translation(english), slug="grill", locale=english)
        form = parse(client.get("/en/grill/")).select_one("form.city-form")
        assert form["action"] == f"/en/formulare/{page.pk}/"
        back = client.post(form["action"], {"opened": opened_a_minute_ago()})
        assert parse(back).html["lang"] == "en"
        assert parse(back).select_one("form.city-form")["action"] == form["action"]
        send(page, english=True)
        assert only().language == "en"


class TestSubmission:
    def test_is_kept_with_its_answers_and_receipted(self, client, form_page, send):
        response = send(form_page, nachweis=upload())
        kept = only()
        assert kept.form_data == {
            "vor_und_nachname": "Jo Müster",
            "e_mail": "jo@example.org",
            "personen": "3",
            "tag": "2026-12-31",
            "ort": "Mühlwiese",
            "geraet": "Bank",
            "ausstattung": ["Grill", "Strom"],
            "nachricht": "Guten Tag,\nwir möchten feiern.",
            "nachweis": "nachweis.pdf",
            "einverstanden": True,
            "akte": "6-41",
        }
        assert kept.delete_on == timezone.localdate() + timedelta(days=30)
        file = kept.attachments.get()
        assert (file.name, file.media_type, file.read()) == (
            "nachweis.pdf",
            "application/pdf",
            PDF,
        )
        thanks = client.get(response["Location"])
        assert kept.receipt.number in text_of(thanks)
        assert thanks["X-Robots-Tag"] == "noindex"
        assert not client.cookies

    def test_the_receipt_number_is_short_and_checks_itself(self, form_page, send):
        send(form_page)
        number = only().receipt.number
        assert number.startswith("LF-")
        assert len(number) == len("LF-7K3M-92")
        assert is_number(number)

    def test_optional_answers_may_be_left_out(self, form_page, send):
        send(form_page, e_mail=None, tag="", ausstattung=None, nachricht="", geraet=None)
        kept = only().form_data
        assert (kept["tag"], kept["ausstattung"], kept["geraet"]) == ("", [], "")

    def test_a_receipt_that_is_not_ours_is_not_found(self, client, form_page):
        assert client.get("/formulare/gesendet/erfunden/").status_code == 404

    def test_sent_twice_is_kept_once(self, form_page, send):
        opened = opened_a_minute_ago()
        first, second = send(form_page, opened), send(form_page, opened)
        assert Submission.objects.count() == Receipt.objects.count() == 1
        assert second.status_code == first.status_code == 302

    def test_the_same_answers_of_another_reader_count(self, form_page, send):
        opened = opened_a_minute_ago()
        send(form_page, opened)
        send(form_page, opened, headers={"User-Agent": "anderer Browser"})
        assert Submission.objects.count() == 2

    def test_never_stands_in_a_revision_of_the_page(self, form_page, send):
        send(form_page)
        form_page.save_revision()
        assert "Müster" not in str([row.content for row in form_page.revisions.all()])


class TestFaults:
    def test_are_linked_to_their_fields_and_nothing_typed_is_lost(self, form_page, send):
        response = send(form_page, personen="viele", geraet="Rakete", einverstanden=None)
        assert response.status_code == INVALID
        assert list(problems(response)) == ["feld-personen", "feld-geraet_0", "feld-einverstanden"]
        form = parse(response).select_one("form.city-form")
        for target in problems(response):
            assert form.select_one(f"#{target}")
        assert form.select_one("[name=personen]")["value"] == "viele"
        assert form.select_one("[name=personen]")["aria-invalid"] == "true"
        assert form.select_one("[name=vor_und_nachname]")["value"] == ANSWERS["vor_und_nachname"]
        assert form.textarea.text.strip() == ANSWERS["nachricht"].strip()
        assert len(form.select("[name=ausstattung][checked]")) == 2
        assert not Submission.objects.exists()

    @pytest.mark.parametrize(
        "answers",
        [
            {"e_mail": "jo@example.org\nBcc: alle@example.org"},
            {"personen": "NaN"},
            {"personen": "1e99999999"},
            {"personen": "501"},
            {"tag": "31.02.2026"},
            {"tag": "0000-00-00"},
            {"ort": "Stadtpark"},
            {"ausstattung": ["Grill", "Pool"]},
            {"nachricht": "x" * 10_001},
            {"vor_und_nachname": " \x00 "},
            {"einverstanden": ""},
        ],
        ids=str,
    )
    def test_wrong_answers_are_refused(self, form_page, send, answers):
        (name,) = answers
        response = send(form_page, **answers)
        assert response.status_code == INVALID
        assert any(target.startswith(f"feld-{name}") for target in problems(response))

    def test_text_is_kept_as_text(self, client, form_page, send, admin_client):
        evil = "<script>alert(1)</script>\x08{{ 7*7 }}"
        send(form_page, vor_und_nachname=evil)
        assert only().form_data["vor_und_nachname"] == "<script>alert(1)</script>{{ 7*7 }}"
        shown = admin_client.get(reverse("form_submission", args=[only().pk])).content.decode()
        assert "<script>alert(1)" not in shown
        assert "&lt;script&gt;" in shown

    def test_ten_megabytes_of_text_are_refused_in_words(self, form_page, send):
        response = send(form_page, nachricht="x" * 10_000_000)
        assert response.status_code == 413
        assert list(problems(response)) == [""]
        assert not Submission.objects.exists()

    def test_what_a_fixed_field_holds_cannot_be_changed(self, form_page, send):
        send(form_page, akte="9-99")
        assert only().form_data["akte"] == "6-41"


class TestProtection:
    def test_programs_are_kept_out(self, form_page, send):
        assert send(form_page, leave_empty="spam").status_code == INVALID
        assert send(form_page, opened=stamp()).status_code == INVALID
        assert send(form_page, opened="erfunden").status_code == INVALID
        assert not Submission.objects.exists()

    def test_foreign_websites_cannot_send_it(self, form_page, send):
        assert send(form_page, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
        assert send(form_page, headers={"Origin": "https://fremd.example"}).status_code == 403

    def test_one_network_sends_so_many_in_an_hour(self, form_page, send):
        answers = [send(form_page, personen=str(n)).status_code for n in range(1, 23)]
        assert answers == [302] * 20 + [429] * 2
        kept = [value for row in Submission.objects.values_list("form_data") for value in row]
        assert "127.0.0.1" not in str(kept)

    def test_a_page_that_is_not_published_takes_nothing(self, form_page, send):
        form_page.unpublish()
        assert send(form_page).status_code == 404

    def test_a_private_page_takes_nothing_from_strangers(self, form_page, send):
        form_page.view_restrictions.create(restriction_type="login")
        assert send(form_page).status_code == 404

    def test_the_address_itself_leads_to_the_page(self, client, form_page):
        response = client.get(reverse("forms:send", args=[form_page.pk]))
        assert response["Location"].endswith("/grillplatz/")


class TestOpening:
    @pytest.mark.parametrize(
        "values",
        [
            {"opens_at": timezone.now() + timedelta(days=365)},
            {"closes_at": timezone.now() - timedelta(days=1)},
        ],
    )
    def test_closed_forms_say_so_and_lose_nothing(self, client, home, send, values):
        page = make_form(home, closed_text="Rufen Sie uns an.", **values)
        shown = parse(client.get("/grillplatz/"))
        assert "Rufen Sie uns an." in folded(shown.select_one(".kern-alert--info"))
        assert not shown.select("form.city-form")
        response = send(page)
        assert response.status_code == 409
        form = parse(response).select_one("form.city-form")
        assert form.select_one("[name=vor_und_nachname]")["value"] == "Jo Müster"
        assert not form.button
        assert not Submission.objects.exists()

    def test_closes_when_it_is_full_also_after_deletion(self, client, home, send):
        page = make_form(home, limit=1)
        assert send(page).status_code == 302
        Submission.objects.all().delete()
        assert send(page, personen="4").status_code == 409
        assert page.receipts.count() == 1

    def test_a_free_form_has_no_state(self, form_page):
        assert FormPage.objects.get().closed_reason == ""


def test_a_file_is_deleted_with_its_submission(form_page, send, django_capture_on_commit_callbacks):
    before = stored()
    send(form_page, nachweis=upload())
    assert len(stored() - before) == 1
    with django_capture_on_commit_callbacks(execute=True):
        only().delete()
    assert not PrivateFile.objects.exists()
    assert stored() == before
    assert Receipt.objects.count() == 1


def test_a_submission_that_is_half_written_leaves_no_file(form_page, send, monkeypatch):
    before = stored()
    monkeypatch.setattr(deliveries, "put", None)
    with pytest.raises(TypeError):
        send(form_page, nachweis=upload())
    assert not Submission.objects.exists()
    assert not PrivateFile.objects.exists()
    assert stored() == before
