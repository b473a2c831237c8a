"""The editor's side: the form as it is rendered, warnings, what waits, what is missing."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from accounts import groups
from accounts.groups import setup_groups
from home.jobs.integrations import worklist
from home.jobs.models import FieldOfWork, JobPage
from quality.completeness import missing
from tests.factories import UnitFactory
from tests.pages import folded, parse, text_of
from tests.rendered import submit

from .building import field, in_days, job

pytestmark = pytest.mark.django_db
EDITOR = "#page-edit-form"


@pytest.fixture
def editor(client, django_user_model):
    """One of the editorial team, not an administrator."""
    setup_groups()
    user = django_user_model.objects.create_user("redaktion", password="x")
    user.groups.add(Group.objects.get(name=groups.EDITORIAL_TEAM))
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def send(editor, jobs):
    """Opens the form by the link of the list, fills it, presses a button."""

    def press(button="action-publish", **fields):
        address = reverse("wagtailadmin_pages:add_subpage", args=[jobs.pk])
        listing = editor.get(reverse("wagtailadmin_explore", args=[jobs.pk]))
        assert address in listing.content.decode()
        # There is one type of page below a list: Wagtail leads to its form at once.
        form = editor.get(address, follow=True)
        title = "Gärtnerin oder Gärtner (m/w/d)"
        typed = {"title": title, "slug": title, **fields}
        return submit(editor, form, EDITOR, press=button, **typed)

    return press


def errors(response):
    return {name: list(told) for name, told in response.context["form"].errors.items()}


class TestForm:
    def test_what_is_typed_is_what_is_read(self, send, client):
        office = UnitFactory(name="Grünflächen")
        send(
            kind="teilzeit",
            field=field("Technik").pk,
            department=office.pk,
            apply_until=f"{in_days(5):%d.%m.%Y}",
            hours_per_week="19,5",
            contract="fixed-term",
            fixed_until="31.12.2028",
            pay_grade="EG 5 TVöD",
            salary_from="2870,50",
            apply_email="bewerbung@lindenfurt.example",
            contact_name="Nuria Feld",
        )
        page = JobPage.objects.get()
        assert (page.live, page.slug) == (True, "gaertnerin-oder-gaertner-m-w-d")
        client.logout()
        told = text_of(client.get(page.url))
        for words in (
            "Gärtnerin oder Gärtner (m/w/d)",
            "Grünflächen",
            "8. Januar 2027",
            "19,5 Stunden pro Woche",
            "befristet bis 31. Dezember 2028",
            "ab 2.870,50 Euro brutto im Monat",
            "Nuria Feld",
        ):
            assert words in told

    def test_nobody_publishes_without_a_deadline_and_a_way_to_apply(self, send):
        answer = send()
        assert not JobPage.objects.exists()
        assert set(errors(answer)) == {"apply_until", "apply_email"}
        shown = text_of(answer)
        assert "Geben Sie den letzten Tag für Bewerbungen an" in shown
        assert "Geben Sie an, wie man sich bewirbt" in shown

    def test_open_until_filled_needs_no_deadline_and_post_is_a_way(self, send):
        send(until_filled="on", apply_post="Marktplatz 1\n36999 Lindenfurt")
        assert JobPage.objects.get().live

    def test_a_draft_may_lack_both(self, send):
        send(button="")
        assert not JobPage.objects.get().live

    def test_a_wrong_answer_is_told_once_and_at_its_field(self, send):
        answer = send(apply_until="31.2.2027", apply_url="javascript:alert(1)")
        assert set(errors(answer)) == {"apply_until", "apply_url"}
        assert parse(answer).select_one("#id_title")["value"].startswith("Gärtnerin")


class TestOver:
    def test_who_publishes_too_late_is_told(self, send):
        answer = send(apply_until="02.01.2027", apply_email="a@lindenfurt.example")
        assert JobPage.objects.get().live
        told = folded(parse(answer).select_one(".messages"))
        assert "Die Bewerbungsfrist (2. Januar 2027) ist abgelaufen" in told

    def test_who_publishes_in_time_is_not(self, send):
        answer = send(apply_until="03.01.2027", apply_email="a@lindenfurt.example")
        assert "abgelaufen" not in folded(parse(answer).select_one(".messages"))

    def test_the_front_page_names_what_is_over_until_it_is_taken_down(self, editor, jobs):
        page = job(jobs, "Brückenwart", apply_until=in_days(-1))
        job(jobs, "Gärtnerin", apply_until=in_days(0))
        shown = parse(editor.get("/admin/"))
        [link] = [one for one in shown.select("a") if "Stelle abgelaufen" in folded(one)]
        assert folded(link) == "Stelle abgelaufen: Brückenwart"
        assert link["href"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
        page.unpublish()
        assert "Stelle abgelaufen" not in editor.get("/admin/").content.decode()

    def test_who_may_not_change_it_is_not_asked(self, rf, django_user_model, jobs):
        job(jobs, apply_until=in_days(-1))
        request = rf.get("/")
        request.user = django_user_model.objects.create_user("fremd", password="x")
        assert worklist.items(request) == []


def test_what_is_missing_is_named(jobs):
    bare = job(jobs, apply_email="", apply_until=None)
    assert {check.name for check in missing(bare)} >= {
        *("introduction", "body", "job-deadline", "job-way", "job-place"),
    }
    whole = job(jobs, "Zwei", introduction="Für Parks.", place_town="36999 Lindenfurt")
    assert not [check for check in missing(whole) if check.name.startswith("job-")]


class TestFieldsOfWork:
    def test_an_editor_keeps_them(self, editor):
        address = reverse(FieldOfWork.snippet_viewset.get_url_name("add"))
        form = editor.get(address)
        submit(editor, form, "form:has([name=title])", title="Müll & Straßen")
        assert FieldOfWork.objects.get().slug == "muell-strassen"

    def test_the_same_twice_is_refused_in_words(self, editor):
        field("Technik")
        address = reverse(FieldOfWork.snippet_viewset.get_url_name("add"))
        answer = submit(editor, editor.get(address), "form:has([name=title])", title="Technik")
        assert "Dieses Berufsfeld gibt es schon." in text_of(answer)

    def test_a_new_name_keeps_the_address(self, jobs):
        one = field("Technik")
        one.title = "Technik und Bauen"
        one.save()
        assert FieldOfWork.objects.get().slug == "technik"


def test_a_draft_is_previewed_as_it_will_be(editor, jobs):
    page = job(jobs)
    page.title = "Neuer Titel (m/w/d)"
    page.save_revision()
    answer = editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert parse(answer).h1.get_text() == "Neuer Titel (m/w/d)"
