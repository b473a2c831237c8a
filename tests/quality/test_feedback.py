"""“Was this page helpful?”: asked on kept pages, answered without cookie, kept without a name."""

import datetime

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from wagtail.models import Page, Site

from home.models import HomePage, StandardPage
from quality.feedback.retention import delete_expired
from quality.feedback.subjects import FeedbackSubject, read_reference, reference
from quality.models import Feedback
from tests.factories import ServiceFactory, UnitFactory
from tests.pages import parse, text_of

NOW = datetime.datetime(2026, 11, 20, 11, tzinfo=datetime.UTC)
VOTE = "/rueckmeldung/"


@pytest.fixture
def page(db):
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Lindenfurt", slug="stadt"))
    Site.objects.filter(is_default_site=True).update(root_page=home)
    found = home.add_child(instance=StandardPage(title="Rathaus", slug="rathaus"))
    found.save_revision().publish()
    return found


def form_of(client, path):
    """What the form of a page sends besides the button; None without a form."""
    form = parse(client.get(path)).select_one("form.feedback")
    return form and {field["name"]: field.get("value", "") for field in form.select("input")}


def answer(client, path, helped="nein", **headers):
    return client.post(VOTE, {**form_of(client, path), "hilfreich": helped}, headers=headers)


def remark(client, url, later=5, **data):
    """Send the form for a remark as it stands on its page, `later` seconds after it opened."""
    with time_machine.travel(NOW, tick=False) as clock:
        form = parse(client.get(url)).select_one("main form.contact-form")
        fields = {f["name"]: f.get("value", "") for f in form.select("input:not([type=radio])")}
        clock.shift(later)
        return client.post(url, {**fields, **data})


def test_one_button_counts_and_sets_no_cookie(client, page):
    response = answer(client, "/rathaus/", "ja")
    said = Feedback.objects.get()
    assert (said.kind, said.key, said.title, said.path) == (
        "page", f"page:{page.pk}", "Rathaus", "/rathaus/",
    )  # fmt: skip
    assert said.helped
    assert not client.cookies
    after = client.get(response["Location"])
    assert after.status_code == 200
    assert "no-store" in after["Cache-Control"]
    assert after["X-Robots-Tag"] == "noindex"
    assert "/rathaus/" in after.content.decode()


def test_all_readers_get_the_same_page(client, page):
    first = client.get("/rathaus/")
    cache.clear()
    assert client.get("/rathaus/")["ETag"] == first["ETag"]
    assert "public" in client.get("/rathaus/")["Cache-Control"]


def test_editors_switch_the_question_off(client, page):
    page.asks_for_feedback = False
    page.save_revision().publish()
    assert form_of(client, "/rathaus/") is None


def test_the_home_page_and_errors_do_not_ask(client, page):
    assert form_of(client, "/") is None
    assert form_of(client, "/dienstleistungen/gibt-es-nicht/") is None
    gone = ServiceFactory(withdrawn_at=NOW)
    assert form_of(client, gone.get_absolute_url()) is None
    page.delete()
    assert client.get("/rathaus/").status_code == 410
    assert form_of(client, "/rathaus/") is None


def test_services_and_offices_are_asked_about(client, page):
    service = ServiceFactory(title="Reisepass", slug="reisepass")
    unit = UnitFactory(name="Bürgeramt")
    for found in (service, unit):
        assert answer(client, found.get_absolute_url()).status_code == 302
    assert set(Feedback.objects.values_list("title", flat=True)) == {"Reisepass", "Bürgeramt"}


def test_the_search_asks_whether_its_words_led_somewhere(client, page):
    ServiceFactory(title="Reisepass", slug="reisepass")
    answer(client, "/suche/?q=Reisepass", "nein")
    said = Feedback.objects.get()
    assert (said.kind, said.key) == ("search", "reisepass")
    assert form_of(client, "/suche/") is None
    assert form_of(client, "/suche/?q=anna@example.org") is None


@pytest.mark.parametrize(
    "change",
    [
        {"seite": "erfunden"},
        {"hilfreich": "vielleicht"},
        {"hilfreich": ""},
        {"leave_empty": "http://spam.example"},
    ],
    ids=str,
)
def test_what_no_reader_sends_is_refused_in_words(client, page, change):
    sent = {**form_of(client, "/rathaus/"), "hilfreich": "ja", **change}
    response = client.post(VOTE, sent)
    assert response.status_code == 422
    assert parse(response).select_one("main .lead").text
    assert not Feedback.objects.exists()


def test_foreign_websites_cannot_answer_for_their_readers(client, page):
    assert answer(client, "/rathaus/", **{"sec-fetch-site": "cross-site"}).status_code == 403
    assert answer(client, "/rathaus/", origin="https://fremd.example").status_code == 403
    assert not Feedback.objects.exists()


def test_one_network_answers_so_often_in_an_hour(client, page):
    statuses = [answer(client, "/rathaus/").status_code for _answer in range(31)]
    assert statuses == [302] * 30 + [429]


def test_the_note_of_a_page_is_good_until_tomorrow(page):
    asked = FeedbackSubject("page", f"page:{page.pk}", "/rathaus/")
    with time_machine.travel(NOW, tick=False) as clock:
        note = reference(asked)
        clock.shift(datetime.timedelta(days=1))
        assert read_reference(note).title == "Rathaus"
        clock.shift(datetime.timedelta(days=1))
        assert read_reference(note) is None


def test_the_note_of_a_lost_page_counts_nothing(client, page):
    sent = {**form_of(client, "/rathaus/"), "hilfreich": "ja"}
    page.unpublish()
    assert client.post(VOTE, sent).status_code == 422


def test_a_remark_is_kept_once_without_addresses_and_numbers(client, page):
    with time_machine.travel(NOW, tick=False):
        url = answer(client, "/rathaus/")["Location"]
    text = "Die Zeiten sind falsch, rufen Sie 0611 / 123 45 an oder anna@example.org"
    assert remark(client, url, reason="wrong", text=text).status_code == 302
    said = Feedback.objects.get()
    assert said.reason == "wrong"
    assert said.text == "Die Zeiten sind falsch, rufen Sie […] an oder […]"
    with time_machine.travel(NOW, tick=False):
        assert not parse(client.get(url)).select("main form.contact-form")
        client.post(url, {"reason": "other", "text": "noch einmal"})
    assert Feedback.objects.get().reason == "wrong"


def test_an_empty_remark_says_what_to_do_and_nothing_typed_is_lost(client, page):
    with time_machine.travel(NOW, tick=False):
        url = answer(client, "/rathaus/")["Location"]
    assert remark(client, url).status_code == 422
    long = remark(client, url, reason="unclear", text="wort " * 300)
    assert long.status_code == 422
    shown = parse(long)
    assert shown.select_one("textarea").text.strip() == ("wort " * 300).strip()
    assert shown.select_one("input[value=unclear]").has_attr("checked")


def test_who_was_helped_is_not_asked_what_was_wrong(client, page):
    url = answer(client, "/rathaus/", "ja")["Location"]
    assert not parse(client.get(url)).select("input[type=radio]")


def test_a_machine_is_too_fast(client, page):
    with time_machine.travel(NOW, tick=False):
        url = answer(client, "/rathaus/")["Location"]
    assert remark(client, url, later=0, reason="wrong").status_code == 422


def test_a_remark_link_ends_after_an_hour(client, page):
    with time_machine.travel(NOW, tick=False) as clock:
        url = answer(client, "/rathaus/")["Location"]
        clock.shift(datetime.timedelta(hours=2))
        assert client.get(url).status_code == 404
    assert client.get(reverse("quality:feedback-remark", args=["x"])).status_code == 404


def test_the_question_needs_a_post(client, page):
    assert client.get(VOTE).status_code == 405


def test_hostile_text_is_only_text(client, page):
    Feedback.objects.create(key="/", title="<script>", path="/", helped=False, text="<script>")
    with time_machine.travel(NOW, tick=False):
        url = answer(client, "/rathaus/")["Location"]
        Feedback.objects.filter(key=f"page:{page.pk}").update(title="<b>x</b>")
        assert "<b>x</b>" not in client.get(url).content.decode()


@pytest.mark.django_db
def test_texts_go_after_a_year_and_sums_stay():
    old = datetime.date(2025, 11, 19)
    today = NOW.date()
    Feedback.objects.create(key="/a/", title="A", path="/a/", helped=False, text="alt", day=old)
    Feedback.objects.create(key="/a/", title="A", path="/a/", helped=True, text="neu", day=today)
    Feedback.objects.create(kind="search", key="wort", title="wort", helped=True, day=old)
    assert delete_expired(today)
    assert list(Feedback.objects.values_list("text", flat=True)) == ["neu", ""]
    assert delete_expired(today) == ""


def test_nothing_tells_when_within_the_day_or_who():
    fields = {field.name for field in Feedback._meta.get_fields()}
    assert fields == {
        *("id", "kind", "key", "title", "path", "day", "helped", "reason", "text"),
        *("done_at", "done_by"),
    }


def test_the_question_reads_well(client, page):
    assert "Hat diese Seite geholfen?" in text_of(client.get("/rathaus/"))
