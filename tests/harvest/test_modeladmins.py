from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail_modeladmin.options import ModelAdminGroup

from directory.models import OrganisationalUnit
from harvest import lock
from harvest.modeladmins import RunAdmin, SourceAdmin
from harvest.models import Run, Source
from harvest.report import SyncReport
from tests.readers import tables

from .conftest import make_source
from .test_schedule import began
from .test_tasks import DATABASE_QUEUE, held_run

pytestmark = pytest.mark.urls("tests.harvest.admin_urls")


def url(model, action, *args):
    return reverse(f"harvest_{model}_modeladmin_{action}", args=args)


@pytest.fixture
def admin(admin_client):
    return admin_client


# --- Who may what ------------------------------------------------------------------------

PAGES = [
    ("get", "source", "index", "view_source"),
    ("get", "source", "create", "add_source"),
    ("get", "source", "edit", "change_source"),
    ("post", "source", "delete", "delete_source"),
    ("get", "source", "inspect", "view_source"),
    ("get", "source", "start", "run_source"),
    ("post", "source", "start", "run_source"),
    ("get", "run", "index", "view_run"),
    ("get", "run", "inspect", "view_run"),
    ("get", "run", "progress", "view_run"),
    ("get", "run", "changes", "view_run"),
    ("get", "run", "release", "release_run"),
    ("post", "run", "release", "release_run"),
]
ALL = {permission for *_page, permission in PAGES} | {"change_run", "delete_run", "add_run"}


@pytest.mark.parametrize(("method", "model", "action", "needed"), PAGES)
def test_each_page_asks_for_its_own_permission(
    client, source, person, settings, method, model, action, needed
):
    settings.TASKS = DATABASE_QUEUE
    held = held_run(source)
    pk = {"source": source.pk, "run": held.pk}[model]
    address = url(model, action, *([] if action in ("index", "create") else [pk]))

    assert client.get(address).status_code == 302
    viewing = needed.startswith("view_")
    # Whoever may do anything with a model may look at it; so others lack the whole model.
    lacking = {one for one in ALL if not (viewing and one.endswith(f"_{model}"))} - {needed}
    client.force_login(person(*lacking))
    refused = getattr(client, method)(address)
    assert refused.status_code in (302, 403)
    if refused.status_code == 302:
        assert refused.url == reverse("wagtailadmin_home")
    assert Source.objects.filter(pk=source.pk).exists()
    assert Run.objects.count() == 1

    client.force_login(person(needed))
    allowed = getattr(client, method)(address)
    if method == "post":
        assert allowed.status_code == 302
        assert allowed.url != reverse("wagtailadmin_home")
    else:
        assert allowed.status_code == 200


@pytest.mark.parametrize("action", ["create", "edit", "delete"])
def test_nobody_writes_runs_by_hand(admin, source, action):
    run = began(source, 1)
    response = admin.post(url("run", action, *([] if action == "create" else [run.pk])))
    assert response.status_code == 302
    assert response.url == reverse("wagtailadmin_home")
    assert Run.objects.count() == 1


def test_all_permissions_can_be_given_to_groups(db):
    given = SourceAdmin().get_permissions_for_registration()
    assert "run_source" in given.values_list("codename", flat=True)
    given = RunAdmin().get_permissions_for_registration()
    assert "release_run" in given.values_list("codename", flat=True)


def test_a_menu_group_can_hold_the_registries():
    group = type("Group", (ModelAdminGroup,), {"items": (SourceAdmin, RunAdmin)})()
    names = {pattern.name for pattern in group.get_admin_urls_for_registration()}
    assert {"harvest_source_modeladmin_start", "harvest_run_modeladmin_release"} <= names


# --- Sources -----------------------------------------------------------------------------


def test_the_list_shows_how_each_source_is(admin, source):
    began(source, 2)
    failing = make_source("andere")
    began(failing, 1, status="failed", error="503 von dort")
    page = admin.get(url("source", "index")).content.decode()
    assert "harvest-light--good" in page
    assert "harvest-light--failed" in page
    assert "503 von dort" in page
    assert url("source", "start", source.pk) in page


def test_the_list_costs_the_same_for_many_sources(admin, harvester, django_assert_max_num_queries):
    make_source("q0")
    admin.get(url("source", "index"))
    for number in range(1, 20):
        began(make_source(f"q{number}"), 1, status="failed", error="weg")
    with django_assert_max_num_queries(14) as queries:
        assert admin.get(url("source", "index")).status_code == 200
    with_twenty = len(queries)
    Source.objects.exclude(name="q0").delete()
    with django_assert_max_num_queries(14) as queries:
        admin.get(url("source", "index"))
    assert len(queries) >= with_twenty - 1


def test_a_source_is_made_and_changed_by_form(admin, harvester):
    form = {
        "name": "hessen",
        "title": "Hessenfinder",
        "kind": "test",
        "url": "https://katalog.example",
        "area": "",
        "secret_name": "HESSEN_API_KEY",
        "options": "{}",
        "enabled": "on",
        "interval_hours": "24",
        "full_interval_days": "7",
        "withdrawal_percent": "10",
        "withdrawal_minimum": "5",
        "silent_after_hours": "48",
        "contacts": "",
    }
    assert admin.post(url("source", "create"), form).status_code == 302
    source = Source.objects.get(name="hessen")
    address = url("source", "edit", source.pk)
    admin.post(address, {**form, "title": "Hessen"})
    source.refresh_from_db()
    assert source.title == "Hessen"
    page = admin.post(address, {**form, "secret_name": "SECRET_KEY", "title": "bleibt getippt"})
    assert page.status_code == 200
    assert "bleibt getippt" in page.content.decode()


def test_the_source_page_shows_its_latest_runs(admin, source):
    run = began(source, 2)
    page = admin.get(url("source", "inspect", source.pk)).content.decode()
    assert url("run", "inspect", run.pk) in page
    assert 'value="full"' in page


@pytest.mark.parametrize(
    ("mode", "full", "dry_run"),
    [("changes", False, False), ("full", True, False), ("dry", False, True)],
)
def test_the_three_buttons(admin, source, settings, mode, full, dry_run, admin_user):
    settings.TASKS = DATABASE_QUEUE
    response = admin.post(url("source", "start", source.pk), {"mode": mode})
    run = Run.objects.get()
    assert response.url == url("run", "inspect", run.pk)
    assert (run.status, run.full, run.dry_run) == ("queued", full, dry_run)
    assert run.started_by == admin_user


def test_a_second_press_is_refused_politely(admin, source, settings):
    settings.TASKS = DATABASE_QUEUE
    admin.post(url("source", "start", source.pk), {"mode": "changes"})
    response = admin.post(url("source", "start", source.pk), {"mode": "changes"}, follow=True)
    assert response.redirect_chain[-1][0] == url("source", "inspect", source.pk)
    assert [message.level_tag for message in response.context["messages"]][-1] == "warning"
    assert Run.objects.count() == 1


def test_looking_at_the_start_page_starts_nothing(admin, source):
    assert admin.get(url("source", "start", source.pk)).status_code == 200
    assert not Run.objects.exists()


def test_a_source_of_shown_objects_is_not_deleted(admin, source):
    OrganisationalUnit.objects.create(
        source=source, agency="L1", external_id="1", name="Amt", slug="amt"
    )
    response = admin.post(url("source", "delete", source.pk), follow=True)
    assert Source.objects.count() == 1
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


def test_a_source_that_nothing_came_from_is_deleted(admin, source):
    assert admin.get(url("source", "delete", source.pk)).status_code == 200
    admin.post(url("source", "delete", source.pk))
    assert not Source.objects.exists()


# --- Runs --------------------------------------------------------------------------------


def test_runs_are_filtered(admin, source):
    other = make_source("andere")
    began(source, 1)
    began(other, 1, status="failed", trigger="schedule")
    for query in (
        f"source__id__exact={other.pk}",
        "status__exact=failed",
        "trigger__exact=schedule",
    ):
        response = admin.get(url("run", "index") + "?" + query)
        assert [run.source for run in response.context["object_list"]] == [other]


def test_the_list_of_runs_costs_the_same_for_many(admin, source, django_assert_max_num_queries):
    for hours in range(1, 60):
        began(source, hours, warnings={"x": {"count": 1, "samples": []}})
    admin.get(url("run", "index"))
    with django_assert_max_num_queries(14):
        assert admin.get(url("run", "index")).status_code == 200


def test_runs_are_exported(admin, source):
    began(source, 1, created=4, error="a\nb")
    response = admin.get(url("run", "index") + "?export=csv")
    rows = tables.of_people(response.getvalue())
    assert rows[1][rows[1].index("Quelle katalog")] == "Quelle katalog"
    assert rows[1][8:10] == ["4", "0"]


def changed_run(source, count=3):
    run = began(
        source,
        1,
        updated=count,
        by_kind={"service": {"updated": count}},
        warnings={"unknown-module": {"count": 7, "samples": ["99 in <L1/7>"]}},
    )
    for number in range(count):
        run.changes.create(
            action="updated",
            object_kind="service",
            key=f"L1/{number}",
            label=f"=Leistung {number} <b>",
            fields=[
                {"field": "fees.amount", "old": "28.80", "new": "37.00"},
                {"field": "names.de", "old": None, "new": "Pass"},
            ],
        )
    return run


def test_a_run_shows_counts_warnings_and_what_changed(admin, source):
    run = changed_run(source)
    page = admin.get(url("run", "inspect", run.pk)).content.decode()
    for text in ("28.80", "37.00", "fees.amount", "unknown-module", "99 in &lt;L1/7&gt;"):
        assert text in page
    assert "<b>" not in page.partition("harvest-section")[2].partition("</main>")[0]
    assert "http-equiv" not in page


def test_the_changes_of_a_run_are_paged_and_filtered(admin, source, django_assert_max_num_queries):
    run = changed_run(source, 120)
    run.changes.create(action="created", object_kind="unit", key="L1/u", label="Neues Amt")
    # The city's name and mark are kept for a minute.
    admin.get(url("source", "index"))
    with django_assert_max_num_queries(16):
        first = admin.get(url("run", "inspect", run.pk))
    assert len(first.context["page"]) == 50
    assert "?p=2" in first.content.decode()
    created = admin.get(url("run", "inspect", run.pk) + "?action=created")
    assert [change.label for change in created.context["page"]] == ["Neues Amt"]
    updated = admin.get(url("run", "inspect", run.pk) + "?action=updated&p=2").content.decode()
    assert "?action=updated&amp;p=3" in updated
    assert admin.get(url("run", "inspect", run.pk) + "?action=%27;&p=x").status_code == 200


def test_changes_are_exported_without_formulas(admin, source):
    run = changed_run(source, 2)
    response = admin.get(url("run", "changes", run.pk))
    header, *lines = tables.of_people(response.getvalue())
    rows = [dict(zip(header, line, strict=True)) for line in lines]
    assert len(rows) == 4
    assert rows[0] == {
        "action": "updated",
        "object": "service",
        "key": "L1/0",
        "label": "'=Leistung 0 <b>",
        "field": "fees.amount",
        "old": "28.80",
        "new": "37.00",
    }


# --- Progress ----------------------------------------------------------------------------


def test_a_running_run_shows_its_progress_with_and_without_script(admin, source):
    run = began(source, 0, status="running", stage="lese", done=3, total=12)
    with lock.hold(source):
        page = admin.get(url("run", "inspect", run.pk)).content.decode()
        state = admin.get(url("run", "progress", run.pk))
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    assert '<script type="module" src="/static/harvest/progress.js">' in page
    assert f'data-harvest-progress="{url("run", "progress", run.pk)}"' in page
    assert 'value="25"' in page
    assert state.json() == {
        "status": "running",
        "label": run.get_status_display(),
        "stage": "lese",
        "done": 3,
        "total": 12,
        "percent": 25,
        "finished": False,
        "hint": "",
    }
    assert "no-store" in state["Cache-Control"]


def test_progress_of_a_dead_process_ends(admin, source):
    run = began(source, 0, status="running")
    state = admin.get(url("run", "progress", run.pk)).json()
    assert (state["status"], state["finished"]) == ("interrupted", True)


def test_a_run_that_nobody_takes_gives_a_hint(admin, source):
    run = Run.objects.create(source=source, trigger="editor", status="queued")
    assert admin.get(url("run", "progress", run.pk)).json()["hint"] == ""
    Run.objects.update(started_at=timezone.now() - timedelta(minutes=1))
    assert "db_worker" in admin.get(url("run", "progress", run.pk)).json()["hint"]


# --- Release -----------------------------------------------------------------------------


def test_the_release_page_shows_what_would_go(admin, source):
    held = held_run(source)
    page = admin.get(url("run", "release", held.pk)).content.decode()
    assert page.count("Leistung Nr.") == 12
    assert '<form method="post"' in page
    assert (
        url("run", "release", held.pk) in admin.get(url("run", "inspect", held.pk)).content.decode()
    )
    held.refresh_from_db()
    assert held.released_at is None


def test_the_release_runs_and_leads_to_the_new_run(admin, source, harvester, admin_user):
    held = held_run(source)
    harvester.report = SyncReport(withdrawn=12)
    response = admin.post(url("run", "release", held.pk))
    new = Run.objects.get(trigger="release")
    assert response.url == url("run", "inspect", new.pk)
    assert (new.status, new.withdrawn, new.started_by) == ("good", 12, admin_user)
    held.refresh_from_db()
    assert held.released_by == admin_user
    page = admin.get(url("run", "inspect", held.pk)).content.decode()
    assert admin_user.get_username() in page


def test_what_cannot_be_released_offers_no_button(admin, source):
    held = held_run(source)
    began(source, 0)
    page = admin.get(url("run", "release", held.pk)).content.decode()
    assert "harvest-modes" not in page
    response = admin.post(url("run", "release", held.pk), follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["warning"]
    assert not Run.objects.filter(trigger="release").exists()
