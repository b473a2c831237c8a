"""How long people's data is kept: every model is accounted for, and every rule keeps its word."""

import re
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, PageLogEntry, Revision

from accounts.models import LoginEvent
from core.registries import periodic, retention
from core.registries.retention import Rule
from home.models import StandardPage
from quality.models import Feedback
from tests.home import examples

DOCS = Path(__file__).resolve().parents[2] / "docs" / "privacy.md"
# Fields that may hold what tells of a person, whatever their type.
TELLING = re.compile(
    r"(^|_)(e?mail|phone|address|ip|network|answers?|args|kwargs|message|remark|text|comment|data"
    r"|author|actor|sender|traceback|answered_by|note)($|_)|(first|last|user)_?name$|^name$"
)


def tells_of_people(model) -> list[str]:
    """The fields that may: addresses, names, free text, JSON, who did it."""
    user = get_user_model()
    return [
        field.name
        for field in model._meta.local_fields
        if isinstance(field, models.EmailField | models.GenericIPAddressField | models.JSONField)
        or (field.is_relation and field.related_model in (user, "auth.User"))
        or TELLING.search(field.name)
    ]


def accounted_for() -> set[str]:
    named = [label for rule in retention.rules() for label in rule.models]
    return {*named, *(label for each in retention.kept() for label in each.models)}


def test_every_model_with_peoples_data_has_a_rule_or_a_reason():
    known = accounted_for()
    missing = {
        model._meta.label: fields
        for model in apps.get_models()
        if (fields := tells_of_people(model))
        and model._meta.label not in known
        and not issubclass(model, Page)
    }
    assert not missing


def test_the_search_for_peoples_data_finds_some():
    found = {model._meta.label for model in apps.get_models() if tells_of_people(model)}
    for label in ("home.BarrierReport", "subscriptions.Subscriber", "quality.Feedback"):
        assert label in found
    assert "django_tasks_database.DBTaskResult" in found
    assert len(found) > 60


def test_rules_and_reasons_name_models_that_exist():
    for label in accounted_for():
        assert apps.get_model(label)


@pytest.mark.parametrize("rule", retention.rules(), ids=lambda rule: rule.name)
@pytest.mark.django_db
def test_every_rule_can_be_tried_and_carried_out_on_an_empty_site(rule):
    now = timezone.now() + timedelta(days=4000)
    assert rule.count(now) >= 0
    assert all(rows.model._meta.label in rule.models for rows in rule.expired(now))
    assert not [each for each in retention.delete_expired(now) if each.error]
    assert rule.what and rule.age and rule.purpose


def test_the_page_on_privacy_tells_the_rules():
    text = DOCS.read_text()
    begin, end = "<!-- retention -->\n", "\n<!-- /retention -->"
    with override("en"):
        assert text.partition(begin)[2].partition(end)[0] == retention.as_table(), (
            "Write the output of `manage.py delete_expired --table` between the marks."
        )


def make_task(**values):
    now = timezone.now()
    return DBTaskResult.objects.create(
        args_kwargs={"args": ["nobody@stadt.example", "de"], "kwargs": {}},
        task_path="accounts.tasks.mail_reset_link",
        backend_name="default",
        run_after=now,
        exception_class_path="",
        traceback="",
        **values,
    )


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_password_asked_for_by_an_unknown_address_leaves_nothing(settings, client):
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}
    }
    address = reverse("wagtailadmin_password_reset")
    assert client.post(address, {"email": "nobody@stadt.example"}).status_code == 302
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    (task,) = DBTaskResult.objects.all()
    assert task.status == "SUCCESSFUL" and "nobody@stadt.example" in str(task.args_kwargs)
    with time_machine.travel(task.finished_at + timedelta(hours=24), tick=False):
        call_command("delete_expired", stdout=StringIO())
        assert DBTaskResult.objects.exists()
    with time_machine.travel(task.finished_at + timedelta(hours=24, seconds=1), tick=False):
        call_command("delete_expired", stdout=StringIO())
    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize(
    ("status", "age", "stays"),
    [
        ("SUCCESSFUL", timedelta(hours=23), True),
        ("SUCCESSFUL", timedelta(hours=25), False),
        ("FAILED", timedelta(days=13), True),
        ("FAILED", timedelta(days=15), False),
        ("READY", timedelta(days=13), True),
        ("READY", timedelta(days=15), False),
        ("RUNNING", timedelta(days=15), False),
    ],
)
@pytest.mark.django_db
def test_tasks_stay_as_long_as_they_are_needed(status, age, stays):
    with time_machine.travel(timezone.now() - age, tick=False):
        ended = timezone.now() if status in ("SUCCESSFUL", "FAILED") else None
        make_task(status=status, finished_at=ended)
    retention.delete_expired()
    assert DBTaskResult.objects.exists() == stays


@pytest.mark.django_db
def test_a_task_for_later_stays():
    task = make_task(status="READY")
    DBTaskResult.objects.update(
        enqueued_at=timezone.now() - timedelta(days=30),
        run_after=timezone.now() + timedelta(days=1),
    )
    retention.delete_expired()
    assert DBTaskResult.objects.get() == task


@pytest.mark.django_db
def test_sessions_end():
    now = timezone.now()
    for name, days in (("old", -1), ("new", 1)):
        Session.objects.create(
            session_key=name, session_data="", expire_date=now + timedelta(days=days)
        )
    retention.delete_expired(now)
    assert [session.session_key for session in Session.objects.all()] == ["new"]


@pytest.fixture
def page(db):
    page = examples.make_home().add_child(instance=StandardPage(title="Alt", slug="alt"))
    page.save_revision().publish()
    return page


def test_old_versions_go_and_the_latest_and_the_published_stay(page):
    first = page.latest_revision
    between = page.save_revision()
    latest = page.save_revision()
    Revision.objects.update(created_at=timezone.now() - timedelta(days=2 * 365 + 1))
    fresh = StandardPage.objects.get().save_revision()
    Revision.objects.filter(pk=fresh.pk).update(created_at=timezone.now())
    retention.delete_expired()
    left = set(Revision.objects.for_instance(page).values_list("pk", flat=True))
    assert left == {first.pk, fresh.pk}
    assert not {between.pk, latest.pk} & left


def test_what_editors_did_is_forgotten_after_two_years(page):
    for days in (729, 731):
        entry = PageLogEntry.objects.log_action(page, "wagtail.edit", data={"days": days})
        PageLogEntry.objects.filter(pk=entry.pk).update(
            timestamp=timezone.now() - timedelta(days=days)
        )
    retention.delete_expired()
    left = PageLogEntry.objects.filter(Q(data__days=729) | Q(data__days=731))
    assert [entry.data["days"] for entry in left] == [729]


@pytest.mark.django_db
def test_a_dry_run_counts_what_would_go_and_deletes_nothing():
    now = timezone.now()
    LoginEvent.objects.create(kind=LoginEvent.Kind.IN, name="x", at=now - timedelta(days=91))
    out = StringIO()
    call_command("delete_expired", "--dry-run", stdout=out)
    assert "logins: 1\n" in out.getvalue() and "1 to be deleted" in out.getvalue()
    assert LoginEvent.objects.exists()
    out = StringIO()
    call_command("delete_expired", stdout=out)
    assert "logins: 1\n" in out.getvalue() and not LoginEvent.objects.exists()


@pytest.fixture
def broken():
    def fail(now):
        raise ValueError("broken")

    rule = Rule("aa-broken", (), "x", "x", "x", fail)
    retention.register(rule)
    yield rule
    retention._rules.pop(rule.name)


@pytest.mark.django_db
def test_a_rule_that_fails_hinders_no_other_and_is_told(broken):
    LoginEvent.objects.create(
        kind=LoginEvent.Kind.IN, name="x", at=timezone.now() - timedelta(days=91)
    )
    outcome = periodic.run("delete-expired")
    assert "aa-broken: ValueError: broken" in outcome.error
    assert not LoginEvent.objects.exists()
    with pytest.raises(CommandError):
        call_command("delete_expired", stdout=StringIO())


@pytest.mark.django_db
def test_the_schedule_carries_the_rules_out():
    Feedback.objects.create(
        day=timezone.localdate() - timedelta(days=366),
        text="alt",
        path="/",
        title="x",
        helped=False,
    )
    assert "feedback 1" in periodic.run("delete-expired").summary
    assert not Feedback.objects.exclude(text="").exists()


@pytest.mark.django_db
def test_operators_see_what_would_go(admin_client):
    LoginEvent.objects.create(
        kind=LoginEvent.Kind.IN, name="x", at=timezone.now() - timedelta(days=91)
    )
    html = admin_client.get(reverse("accounts_retention")).content.decode()
    for rule in retention.rules():
        assert str(rule.what) in html.replace("&#x27;", "'")
    assert LoginEvent.objects.count() > 0
    assert settings.SESSION_COOKIE_AGE


@pytest.mark.django_db
def test_others_do_not(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("ada"))
    assert client.get(reverse("accounts_retention")).status_code in (302, 403)
