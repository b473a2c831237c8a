"""What readers say, as editors see it."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from wagtail.models import Page

from core.registries import worklist
from quality.models import Feedback
from tests.pages import parse, text_of
from tests.readers import tables


def say(title, helped, times=1, **fields):
    path = f"/{title.lower()}/"
    rows = [
        Feedback(key=path, title=title, path=path, helped=helped, **fields) for _one in range(times)
    ]
    return Feedback.objects.bulk_create(rows)


@pytest.mark.django_db
def test_sums_put_what_helped_least_first():
    say("Gut", helped=True, times=5)
    say("Schlecht", helped=False, times=3)
    say("Schlecht", helped=True, times=1)
    say("Einer", helped=False)
    rows = list(Feedback.objects.sums())
    assert [row["key"] for row in rows] == ["/schlecht/", "/einer/", "/gut/"]
    assert (rows[0]["yes"], rows[0]["no"], rows[0]["share"]) == (1, 3, 0.25)


def test_the_report_shows_pages_and_searches(admin_client, django_assert_max_num_queries):
    say("Schlecht", helped=False, times=3, text="Fehlt")
    Feedback.objects.create(kind="search", key="perso", title="perso", path="/suche/", helped=True)
    admin_client.get(reverse("quality_feedback"))
    with django_assert_max_num_queries(12):
        response = admin_client.get(reverse("quality_feedback"))
    rows = [row.text.split() for row in parse(response).select(".quality-scroll tbody tr")]
    assert rows[0][:6] == ["Schlecht", "0", "3", "0", "%", "3"]
    assert "perso" in " ".join(rows[1])
    only = admin_client.get(f"{reverse('quality_feedback')}?kind=search")
    assert len(parse(only).select(".quality-scroll tbody tr")) == 1


def test_the_sums_are_saved_as_csv(admin_client):
    say("Schlecht", helped=False)
    response = admin_client.get(f"{reverse('quality_feedback')}?export=csv")
    saved = tables.of_people(response.getvalue())
    assert saved[1][:4] == ["Schlecht", "/schlecht/", "0", "1"]


def test_remarks_are_dealt_with_once(admin_client, admin_user):
    remark = say("Schlecht", helped=False, reason="wrong", text="Die Zeiten <b>stimmen</b> nicht")[
        0
    ]
    shown = admin_client.get(reverse("quality_remarks"))
    assert "Die Zeiten <b>stimmen</b> nicht" in text_of(shown)
    url = reverse("quality_finish_remark", args=[remark.pk])
    response = admin_client.post(url, {"next": "https://fremd.example/"})
    assert response["Location"] == reverse("quality_remarks")
    remark.refresh_from_db()
    assert remark.done_by == admin_user
    assert not parse(admin_client.get(reverse("quality_remarks"))).select("blockquote")
    everything = admin_client.get(f"{reverse('quality_remarks')}?state=all")
    assert parse(everything).select("blockquote")


def test_marking_needs_a_post_and_a_right(client, admin_client):
    remark = say("Schlecht", helped=False, text="Fehlt")[0]
    url = reverse("quality_finish_remark", args=[remark.pk])
    assert admin_client.get(url).status_code == 405
    client.force_login(User.objects.create_user("gast"))
    assert client.post(url).status_code in (302, 403)
    remark.refresh_from_db()
    assert remark.done_at is None


def test_open_remarks_stand_on_the_page_of_what_they_are_about(admin_client):
    say("Schlecht", helped=False, text="Fehlt")
    shown = admin_client.get(reverse("quality_subject"), {"key": "/schlecht/"})
    assert "Fehlt" in text_of(shown)


def test_editors_are_told_of_open_remarks(rf, admin_user):
    request = rf.get("/admin/")
    request.user = admin_user

    def told():
        return {kind.name: items for kind, items in worklist.waiting(request)}.get("feedback")

    assert not told()
    say("Schlecht", helped=False, times=2, text="Fehlt")
    assert told()[0].count == 2
    assert Page.objects.exists()
    request.user = User.objects.create_user("gast")
    assert not told()
