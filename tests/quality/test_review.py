"""Reviews: who is written to, what the link can do, what editors see."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from core.registries import periodic, worklist
from home.models import StandardPage
from quality.models import ChangeRequest, Correspondent
from quality.reviews import due, sending, tokens
from quality.reviews.marking import mark_reviewed
from services.models import Supplement
from tests import factories
from tests.home import examples
from tests.pages import text_of
from tests.quality.watched import OWNER, days, editor, page
from tests.subscriptions.conftest import mailbox  # noqa: F401  (a fixture)
from tests.subscriptions.smtp import text_of as mail_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return examples.make_home()


def link_in(mail):
    return re.search(r"https://www\.lindenfurt\.example(/pruefen/\S+)", mail_text(mail))[1]


def path_for(content, address=OWNER):
    kind = due.ContentType.objects.get_for_model(content)
    return tokens.path_of(kind.pk, content.pk, address, str(content.review_on))


def wish(client, path, text="Der Betrag ist falsch.", **fields):
    from submissions import honeypot as traps

    opened = signing.dumps(int(timezone.now().timestamp()) - 60, salt=traps.SALT)
    return client.post(path, {"text": text, "opened": opened, "leave_empty": "", **fields})


# --- What is due -------------------------------------------------------------------------------


def test_all_published_content_that_is_due_is_found_in_one_list(home):
    page(home, "Später", review_on=days(30))
    page(home, "Bald", review_on=days(10))
    page(home, "Überfällig", review_on=days(-10))
    page(home, "Zurückgezogen", review_on=days(-10)).unpublish()
    service = factories.ServiceFactory(title="Personalausweis")
    Supplement.objects.create(service=service, review_on=days(-20))
    found = due.due()
    assert [(item.title, item.days) for item in found] == [
        ("Personalausweis", 20),
        ("Überfällig", 10),
    ]
    assert [item.title for item in due.due_soon()][-1] == "Bald"
    assert due.number_overdue() == 2


def test_the_number_of_overdue_texts_costs_one_query(home, django_assert_max_num_queries):
    page(home, review_on=days(-1))
    due.number_overdue()
    with django_assert_max_num_queries(1):
        assert due.number_overdue() == 1


# --- Mails -------------------------------------------------------------------------------------


def test_an_owner_gets_one_mail_with_everything(home, mailbox):  # noqa: F811
    page(home, "Hundesteuer", review_on=days(-3))
    page(home, "Märkte", review_on=days(13), owner_email=OWNER.upper())
    page(home, "Andere", review_on=days(1), owner_email="andere@lindenfurt.example")
    assert sending.remind_owners() == 2
    (mail,) = mailbox.to(OWNER)
    assert "Hundesteuer" in mail_text(mail)
    assert "Märkte" in mail_text(mail)
    assert "Andere" not in mail_text(mail)
    assert len(re.findall("/pruefen/", mail_text(mail))) == 2


def test_nobody_is_asked_twice_in_a_week_and_again_after_four(home, mailbox, clock):  # noqa: F811
    page(home, review_on=days(-3))
    assert sending.remind_owners() == 1
    assert sending.remind_owners() == 0
    clock.shift(timedelta(days=7))
    assert sending.remind_owners() == 0
    page(home, "Neu fällig", review_on=days(0))
    assert sending.remind_owners() == 1
    clock.shift(timedelta(days=28))
    assert sending.remind_owners() == 1
    assert len(mailbox.mails) == 3


def test_an_address_that_is_refused_hinders_no_other(home, mailbox):  # noqa: F811
    page(home, review_on=days(-3), owner_email="aaa@lindenfurt.example")
    page(home, "Märkte", review_on=days(-3))
    mailbox.refuse = {"aaa@lindenfurt.example": "550 No such user"}
    assert sending.remind_owners() == 1
    assert mailbox.addresses == [OWNER]
    assert Correspondent.objects.get(address="aaa@lindenfurt.example").refusals == 1


def test_a_mail_server_out_of_order_loses_nothing(home, mailbox, settings):  # noqa: F811
    page(home, review_on=days(-3))
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    with pytest.raises(sending.Stopped):
        sending.remind_owners()
    settings.EMAIL_PORT = port
    assert sending.remind_owners() == 1


def test_who_is_being_written_to_by_another_process_is_left_alone(home, mailbox):  # noqa: F811
    page(home, review_on=days(-3))
    Correspondent.objects.create(
        kind="owner", address=OWNER, claimed_until=timezone.now() + timedelta(minutes=5)
    )
    assert sending.remind_owners() == 0
    Correspondent.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert sending.remind_owners() == 1


def test_the_team_gets_one_digest_a_week(home, mailbox):  # noqa: F811
    editor()
    assert sending.send_digest() == 0
    page(home, "Hundesteuer", review_on=days(-3))
    assert sending.send_digest() == 1
    assert sending.send_digest() == 0
    (mail,) = mailbox.to("redaktion@lindenfurt.example")
    assert "Hundesteuer" in mail_text(mail)
    assert "/admin/pruefungen/" in mail_text(mail)


# --- The owner's page --------------------------------------------------------------------------


def test_the_link_of_the_mail_shows_the_text_and_confirms_it(home, mailbox, client):  # noqa: F811
    text = page(home, review_on=days(-3))
    sending.remind_owners()
    path = link_in(mailbox.mails[0])
    response = client.get(path)
    assert response.status_code == 200
    assert "Die Steuer beträgt 90 Euro." in text_of(response)
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies
    text.refresh_from_db()
    assert text.reviewed_at is None
    answer = client.post(path, {"right": "1"})
    assert answer.status_code == 302
    text.refresh_from_db()
    assert text.reviewed_at is not None
    assert text.review_on == days(365)
    used = client.get(path)
    assert 'name="right"' not in used.content.decode()
    assert not ChangeRequest.objects.exists()


def test_a_draft_does_not_bring_the_old_date_back(home):
    text = page(home, review_on=days(-3))
    text.title = "Neuer Titel"
    draft = text.save_revision()
    mark_reviewed(Page.objects.get(pk=text.pk).specific)
    draft.refresh_from_db()
    draft.publish()
    text = StandardPage.objects.get(pk=text.pk)
    assert (text.title, text.review_on) == ("Neuer Titel", days(365))
    assert text.reviewed_at is not None


def test_a_wish_becomes_a_task_and_is_mailed(home, mailbox, client):  # noqa: F811
    editor()
    text = page(home, review_on=days(-3))
    path = path_for(text)
    assert wish(client, path).status_code == 302
    assert wish(client, path).status_code == 302
    (one,) = ChangeRequest.objects.all()
    assert one.content.pk == text.pk
    (mail,) = mailbox.mails
    assert "Der Betrag ist falsch." in mail_text(mail)
    assert "Der Betrag ist falsch." in text_of(client.get(path))
    text.refresh_from_db()
    assert text.reviewed_at is None


def test_what_was_typed_is_kept_on_errors(home, client):
    path = path_for(page(home, review_on=days(-3)))
    response = wish(client, path, text="<b>Fast</b> fertig", opened="kaputt")
    assert response.status_code == 422
    assert "&lt;b&gt;Fast&lt;/b&gt; fertig" in response.content.decode()
    assert wish(client, path, text="  ").status_code == 422
    assert not ChangeRequest.objects.exists()


@pytest.mark.parametrize("change", ["expired", "deleted", "other owner", "forged"])
def test_links_that_are_over_say_so(home, client, change, clock):
    text = page(home, review_on=days(-3))
    path = path_for(text)
    if change == "expired":
        clock.shift(timedelta(days=61))
    elif change == "deleted":
        text.delete()
    elif change == "other owner":
        StandardPage.objects.update(owner_email="neu@lindenfurt.example")
    else:
        path = path[:-5] + "abcd/"
    response = client.get(path)
    assert response.status_code == (404 if change == "forged" else 410)
    assert client.post(path, {"right": "1"}).status_code == response.status_code
    assert not StandardPage.objects.exclude(reviewed_at=None).exists()


@pytest.fixture
def clock():
    import time_machine

    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


# --- The editors' side -------------------------------------------------------------------------


def test_editors_tick_what_is_still_right(home, client):
    texts = [page(home, f"Text {number}", review_on=days(-number)) for number in (1, 2, 3)]
    kind = due.ContentType.objects.get_for_model(StandardPage).pk
    client.force_login(editor())
    url = reverse("quality_reviews")
    assert "Text 2" in text_of(client.get(url))
    client.post(url, {"item": [f"{kind}:{texts[0].pk}", f"{kind}:{texts[1].pk}", "99999:1", "x"]})
    assert [item.title for item in due.due()] == ["Text 3"]


def test_the_report_filters_and_exports_without_formulas(home, client):
    office = factories.UnitFactory(name="Steueramt")
    page(home, "=HYPERLINK(1)", review_on=days(-400), unit=office)
    page(home, "Jung", review_on=days(-2))
    client.force_login(editor())
    url = reverse("quality_reviews")
    shown = text_of(client.get(url, {"unit": office.pk, "since": "365"}))
    assert "HYPERLINK" in shown
    assert "Jung" not in shown
    csv = b"".join(client.get(url, {"export": "csv"}).streaming_content).decode()
    assert "'=HYPERLINK(1)" in csv
    assert "Steueramt" in csv
    assert client.get(url, {"export": "xlsx"}).status_code == 200


def test_the_button_of_the_edit_view_asks_and_marks(home, client):
    text = page(home, review_on=days(-3))
    client.force_login(editor())
    kind = due.ContentType.objects.get_for_model(StandardPage).pk
    url = reverse("quality_mark", args=[f"{kind}:{text.pk}"])
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[text.pk]))
    assert url in edit.content.decode()
    assert client.get(url).status_code == 200
    assert StandardPage.objects.get().reviewed_at is None
    assert client.post(url).status_code == 302
    assert StandardPage.objects.get().reviewed_at is not None


def test_wishes_show_in_the_editor_and_are_done_once(home, client):
    text = page(home, review_on=days(-3))
    one = ChangeRequest.objects.create(
        content=text, title="T", address=OWNER, text="<b>Bitte 95 Euro"
    )
    client.force_login(editor())
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[text.pk])).content.decode()
    assert "&lt;b&gt;Bitte 95 Euro" in edit
    assert "<b>Bitte" not in edit
    assert "Bitte 95 Euro" in text_of(client.get(reverse("quality_wishes")))
    url = reverse("quality_finish_wish", args=[one.pk])
    assert client.post(url, {"next": "https://evil.example/"})["Location"] == reverse(
        "quality_wishes"
    )
    assert "Bitte 95 Euro" not in text_of(client.get(reverse("quality_wishes")))
    one.refresh_from_db()
    assert one.done_by.username == "redaktion"


def test_readers_and_emergency_publishers_see_no_report(home, client):
    for name in ("quality_reviews", "quality_wishes", "quality_links", "quality_gaps"):
        assert client.get(reverse(name)).status_code == 302
    from accounts.groups import EMERGENCY_PUBLISHER

    client.force_login(editor(EMERGENCY_PUBLISHER, "eil"))
    for name in ("quality_reviews", "quality_wishes", "quality_links", "quality_gaps"):
        assert client.get(reverse(name)).status_code == 302


def test_the_front_page_names_what_waits(home, rf):
    page(home, review_on=days(-3))
    request = rf.get("/")
    request.user = editor()
    names = {kind.name: items for kind, items in worklist.waiting(request)}
    assert names["reviews"][0].count == 1


def test_the_jobs_run_by_the_schedule(home, mailbox):  # noqa: F811
    editor()
    page(home, review_on=days(-3))
    outcomes = [periodic.run(name) for name in ("review-digest", "review-reminders")]
    assert [outcome.error for outcome in outcomes] == ["", ""]
    assert mailbox.addresses == [OWNER, "redaktion@lindenfurt.example"]


def test_department_editors_answer_for_their_own_office_only(home, client):
    from accounts.groups import DEPARTMENT_EDITOR
    from accounts.models import Profile

    own, other = factories.UnitFactory(name="Steueramt"), factories.UnitFactory(name="Bauamt")
    mine = page(home, "Meins", unit=own, review_on=days(-3))
    theirs = page(home, "Ihres", unit=other, review_on=days(-3))
    user = editor(DEPARTMENT_EDITOR, "fach")
    Profile.objects.get_or_create(user=user)[0].units.set([own])
    client.force_login(user)
    kind = due.ContentType.objects.get_for_model(StandardPage).pk
    client.post(reverse("quality_reviews"), {"item": [f"{kind}:{mine.pk}", f"{kind}:{theirs.pk}"]})
    assert [item.title for item in due.due()] == ["Ihres"]


def test_old_wishes_and_addresses_are_deleted(home):
    text = page(home, review_on=days(-3))
    long_ago = timezone.now() - timedelta(days=366)
    for title, done in (("offen", None), ("neu", timezone.now()), ("alt", long_ago)):
        ChangeRequest.objects.create(
            content=text, title=title, address=OWNER, text="x", created_at=long_ago, done_at=done
        )
    Correspondent.objects.create(kind="owner", address=OWNER, written_at=long_ago)
    assert periodic.run("delete-expired").error == ""
    assert {wish.title for wish in ChangeRequest.objects.all()} == {"offen", "neu"}
    assert not Correspondent.objects.exists()
