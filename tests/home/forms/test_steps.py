"""Forms of several pages and questions that depend on others, walked as a browser walks them."""

from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import pytest
import time_machine
from django.utils import timezone

from core.registries import periodic
from home.forms.models import Draft, Receipt, Submission
from quality.usage import events as sightings
from submissions import honeypot as traps
from submissions.models import PrivateFile
from tests.home.forms.conftest import make_form, only
from tests.pages import folded, parse, send, text_of
from tests.submissions.files import PDF, upload

pytestmark = pytest.mark.django_db
INVALID = 422

FIELDS = [
    {"field_type": "singleline", "label": "Name"},
    {"field_type": "radio", "label": "Tier", "choices": "Hund\nKatze\nkeines"},
    {
        "field_type": "number",
        "label": "Steuernummer",
        "condition_question": "Tier",
        "condition_answers": "Hund",
    },
    {"field_type": "section", "label": "Ihr Hund", "condition_question": "Tier",
     "condition_answers": "Hund"},
    {"field_type": "singleline", "label": "Rasse"},
    {"field_type": "file", "label": "Bild", "required": False},
    {"field_type": "checkbox", "label": "Zweithund", "required": False},
    {"field_type": "singleline", "label": "Name des zweiten", "condition_question": "Zweithund"},
    {"field_type": "section", "label": "Zum Schluss"},
    {"field_type": "multiline", "label": "Nachricht", "required": False},
    {
        "field_type": "hidden",
        "label": "Akte",
        "default_value": "Hund-1",
        "condition_question": "Tier",
        "condition_answers": "Hund",
    },
]  # fmt: skip


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    monkeypatch.setattr(traps, "SOONEST", 0)


@pytest.fixture
def page(home):
    return make_form(home, FIELDS, title="Hund anmelden", slug="hund")


class Reader:
    """A browser without script: it knows the page it is on."""

    def __init__(self, client, start="/hund/"):
        self.client = client
        self.go(start)

    def go(self, address):
        self.response = self.client.get(address, follow=True)
        return self

    def send(self, **typed):
        # The field that people do not see marks the form among those of the page.
        typed = {"leave_empty": "", **typed}
        self.response = send(self.client, self.response, typed, follow=True)
        return self

    def press(self, name, value="1"):
        """A button of the form that is no plain sending."""
        form = parse(self.response).select_one("form.city-form")
        assert form.select_one(f"button[name={name}][value='{value}']")
        self.response = send_with(self.client, self.response, {name: value})
        return self

    def follow(self, text):
        (link,) = [
            a["href"] for a in parse(self.response).select("main a") if folded(a).startswith(text)
        ][:1]
        here = self.response.request["PATH_INFO"]
        return self.go(urljoin(here, link))

    @property
    def path(self):
        return self.response.request["PATH_INFO"]

    @property
    def text(self):
        return text_of(self.response)

    @property
    def asks(self):
        form = parse(self.response).select_one("form.city-form")
        return {field["name"] for field in form.select("[name]")} - {"opened", "leave_empty"}

    def value(self, name):
        return parse(self.response).select_one(f"[name={name}]").get("value", "")

    @property
    def problems(self):
        return [folded(item) for item in parse(self.response).select(".error-summary li")]


def send_with(client, response, button):
    from tests.pages import values_of

    form = parse(response).select_one("form.city-form")
    here = response.request["PATH_INFO"]
    data = {**values_of(form), **button}
    return client.post(urljoin(here, form["action"]), data, follow=True)


@pytest.fixture
def reader(client, page):
    return Reader(client)


HUND = {"name": "Jo", "tier": "Hund", "steuernummer": "12"}


def test_the_whole_way_without_script(reader):
    assert "Schritt 1" in reader.text
    reader.send(**HUND)
    assert "Schritt 2 von 3" in reader.text
    reader.send(rasse="Dackel", bild=upload("bello.pdf"), zweithund="on", name_des_zweiten="Rex")
    assert "Schritt 3 von 3" in reader.text
    reader.send(nachricht="Danke")
    assert "Angaben prüfen" in reader.text
    assert not Submission.objects.exists()
    for said in ("Jo", "Hund", "12", "Dackel", "bello.pdf", "Rex", "Danke"):
        assert said in reader.text
    reader.send()
    kept = only()
    assert kept.form_data == {
        "name": "Jo",
        "tier": "Hund",
        "steuernummer": "12",
        "rasse": "Dackel",
        "bild": "bello.pdf",
        "zweithund": True,
        "name_des_zweiten": "Rex",
        "nachricht": "Danke",
        "akte": "Hund-1",
    }
    assert kept.attachments.get().read() == PDF
    assert kept.receipt.number in reader.text
    assert not reader.client.cookies


def test_what_is_not_asked_is_neither_demanded_nor_stored(reader):
    reader.send(name="Jo", tier="Katze", steuernummer="99")
    assert "Schritt 2 von 2" in reader.text
    assert reader.asks == {"nachricht", "back"}
    reader.send(nachricht="").send()
    kept = only()
    assert set(kept.form_data) == {"name", "tier", "nachricht"}
    assert {question["name"] for question in kept.questions} == {"name", "tier", "nachricht"}


def test_what_an_answer_asks_for_is_demanded(reader):
    reader.send(name="Jo", tier="Hund", steuernummer="")
    assert reader.response.status_code == INVALID
    assert len(reader.problems) == 1
    assert "Steuernummer" in reader.problems[0]
    assert reader.value("name") == "Jo"


def test_without_script_the_page_says_when_a_question_is_meant(reader):
    part = parse(reader.response).select_one("[data-if=tier]")
    assert "Nur wenn bei „Tier“ steht: Hund" in folded(part)
    assert part["data-answers"] == '["Hund"]'


def test_back_keeps_everything_also_what_is_wrong_and_files(reader):
    reader.send(**HUND)
    reader.send(rasse="", bild=upload("bello.pdf"), zweithund="on")
    assert reader.response.status_code == INVALID
    assert "Gewählt: bello.pdf" in reader.text
    reader.press("back")
    assert reader.value("name") == "Jo"
    assert reader.value("steuernummer") == "12"
    reader.send()
    assert "Gewählt: bello.pdf" in reader.text
    assert parse(reader.response).select_one("[name=zweithund]").has_attr("checked")
    reader.send(rasse="Dackel", name_des_zweiten="Rex").send().send()
    assert only().attachments.get().name == "bello.pdf"


def test_a_file_is_taken_away_again(reader):
    reader.send(**HUND).send(rasse="", bild=upload("bello.pdf"))
    reader.press("remove", "bild")
    assert "bello.pdf" not in reader.text
    reader.send(rasse="Dackel").send().send()
    assert only().form_data["bild"] == ""
    assert not PrivateFile.objects.exists()


def test_the_review_leads_to_each_page_and_back(reader):
    reader.send(**HUND).send(rasse="Dackel").send(nachricht="")
    reader.follow("Ändern")
    assert reader.value("name") == "Jo"
    reader.send(name="Kim")
    assert "Angaben prüfen" in reader.text
    assert "Kim" in reader.text
    # A changed answer hides a page: what stood there is not sent.
    reader.follow("Ändern").send(tier="Katze")
    assert "Dackel" not in reader.text
    reader.send()
    assert "rasse" not in only().form_data


def test_a_changed_answer_that_asks_for_more_leads_there(reader):
    reader.send(name="Jo", tier="Katze").send(nachricht="")
    assert "Angaben prüfen" in reader.text
    reader.follow("Ändern").send(tier="Hund", steuernummer="1")
    assert "Rasse" in reader.text
    assert reader.response.status_code == INVALID


def test_pages_cannot_be_passed_over(reader):
    reader.send(**HUND)
    reader.go(reader.path.replace("/2/", "/pruefen/"))
    assert "Rasse" in reader.text
    assert not Submission.objects.exists()
    reader.send(rasse="Dackel")
    assert "Schritt 3" in reader.text


def test_sent_twice_is_kept_once_and_nothing_typed_stays(client, reader):
    reader.send(**HUND).send(rasse="Dackel", bild=upload()).send(nachricht="Danke")
    review = reader.response
    send(client, review, {"leave_empty": ""})
    again = send(client, review, {"leave_empty": ""}, follow=True)
    assert Submission.objects.count() == Receipt.objects.count() == 1
    assert only().receipt.number in text_of(again)
    draft = Draft.objects.get()
    assert (draft.typed, draft.files.count()) == ({}, 0)


def test_the_address_is_secret_and_told_to_nobody(client, page, reader):
    reader.send(**HUND)
    assert reader.response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in reader.response["Cache-Control"]
    assert reader.response["X-Robots-Tag"] == "noindex"
    key = urlsplit(reader.path).path.split("/")[3]
    assert key not in str(Draft.objects.values_list("digest", "typed"))
    other = client.get(reader.path.replace(key, "erfunden"))
    assert other["Location"].endswith("/hund/")
    second = make_form(page.get_parent(), FIELDS, title="Andere", slug="andere")
    assert client.get(reader.path.replace(f"/{page.pk}/", f"/{second.pk}/")).status_code == 302


def test_what_is_not_sent_within_a_day_is_deleted(reader):
    reader.send(**HUND).send(rasse="", bild=upload())
    with time_machine.travel(timezone.now() + timedelta(hours=23)):
        periodic.run("delete-expired")
        assert Draft.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert Reader(reader.client, reader.path).path == "/hund/"
        periodic.run("delete-expired")
    assert not Draft.objects.exists()


def test_foreign_websites_begin_no_form(client, page, reader):
    response = send(client, reader.response, HUND, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert not Draft.objects.exists()


def test_programs_fill_no_drafts(client, page, reader):
    assert send(client, reader.response, {**HUND, "leave_empty": "x"}).status_code == INVALID
    assert not Draft.objects.get().typed if Draft.objects.exists() else True
    codes = [send(client, reader.response, HUND).status_code for _number in range(61)]
    assert codes.count(302) <= 60
    assert codes[-1] == 403


def test_a_closed_form_says_so_at_the_end_and_keeps_the_answers(page, reader):
    reader.send(**HUND).send(rasse="Dackel").send(nachricht="")
    page.closes_at = timezone.now() - timedelta(hours=1)
    page.save_revision().publish()
    reader.send()
    assert reader.response.status_code == 409
    assert "Dackel" in reader.text
    assert not Submission.objects.exists()


def test_a_form_of_one_page_is_checked_before_it_is_sent(client, home):
    make_form(home, FIELDS[:2], title="Frage", slug="frage", reviews=True)
    reader = Reader(client, "/frage/").send(name="Jo", tier="Katze")
    assert "Angaben prüfen" in reader.text
    reader.send()
    assert only().form_data == {"name": "Jo", "tier": "Katze"}


def test_a_file_stays_when_something_else_is_wrong(client, home):
    fields = [{"field_type": "singleline", "label": "Name"},
              {"field_type": "file", "label": "Bild"}]  # fmt: skip
    make_form(home, fields, title="Bild", slug="bild")
    reader = Reader(client, "/bild/").send(name="", bild=upload("bello.pdf"))
    assert reader.response.status_code == INVALID
    assert "Gewählt: bello.pdf" in reader.text
    reader.send(name="Jo")
    assert only().attachments.get().name == "bello.pdf"


def test_the_copy_can_be_printed_and_downloaded_for_half_an_hour(client, reader):
    reader.send(name="Jo", tier="Katze").send(nachricht="Grüße").send()
    assert "Grüße" in reader.text
    (address,) = [a["href"] for a in parse(reader.response).select("a[download]")]
    copy = client.get(address)
    assert copy["Content-Disposition"].startswith("attachment")
    text = copy.content.decode("utf-8-sig")
    assert "Nachricht:\r\nGrüße" in text
    assert only().receipt.number in text
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert client.get(address).status_code == 404
        assert "Grüße" not in text_of(client.get(reader.path))


def test_nothing_on_the_way_tells_the_secret_address_to_others(client, reader):
    reader.send(**HUND)
    key = reader.path.split("/")[3]

    def check():
        for part in parse(reader.response).select("a[href^='mailto:'], form:not(.city-form)"):
            assert key not in str(part)
        assert "Hat diese Seite geholfen" not in reader.text

    check()
    reader.send(rasse="Dackel").send(nachricht="")
    assert "Angaben prüfen" in reader.text
    check()


def test_the_copy_is_not_counted_by_its_address(client, reader, rf):
    reader.send(name="Jo", tier="Katze").send(nachricht="Grüße").send()
    (address,) = [a["href"] for a in parse(reader.response).select("a[download]")]
    copy = client.get(address)
    request = copy.wsgi_request
    request.resolver_match = copy.resolver_match
    assert sightings._download(request, copy) is None
