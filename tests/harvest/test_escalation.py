from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone, translation

from harvest import escalation, runs
from harvest.models import Run, Source
from harvest.report import SyncReport
from outbound.errors import SourceUnavailable

from .conftest import make_source


@pytest.fixture
def now():
    with time_machine.travel("2026-11-22T08:00:00Z", tick=False) as clock:
        yield clock


def run(source, harvester, outcome):
    harvester.error = SourceUnavailable("503 von dort") if outcome == "failed" else None
    harvester.report = SyncReport(held=12 if outcome == "held" else 0)
    return runs.execute(source, trigger=Run.Trigger.SCHEDULE).run


def test_a_failed_run_is_told_with_cause_and_link(source, harvester, mailoutbox, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://stadt.example"
    failed = run(source, harvester, "failed")
    (message,) = mailoutbox
    assert message.to == ["amt@example.org"]
    assert source.title in message.subject
    assert settings.WAGTAIL_SITE_NAME in message.subject
    assert "503 von dort" in message.body
    assert source.title in message.body
    assert "https://stadt.example/admin/" in message.body
    failed.refresh_from_db()
    assert failed.told_at


def test_a_held_run_is_told_with_its_number(source, harvester, mailoutbox):
    run(source, harvester, "held")
    assert "12" in mailoutbox[0].body


@pytest.mark.parametrize("language", ["en", "de"])
def test_mails_are_german_whoever_starts_the_run(source, harvester, monkeypatch, language):
    languages, render = [], escalation.render_to_string

    def spy(*args):
        languages.append(translation.get_language())
        return render(*args)

    monkeypatch.setattr(escalation, "render_to_string", spy)
    with translation.override(language):
        run(source, harvester, "failed")
        assert translation.get_language() == language
    assert languages == ["de"]


def test_a_streak_of_failures_is_told_once_and_then_daily(source, harvester, now, mailoutbox):
    for _hour in range(30):
        run(source, harvester, "failed")
        now.shift(timedelta(hours=1))
    assert len(mailoutbox) == 2


def test_a_hold_within_a_streak_of_failures_is_news(source, harvester, now, mailoutbox):
    for outcome in ("failed", "held", "failed", "held"):
        run(source, harvester, outcome)
        now.shift(timedelta(minutes=10))
    assert len(mailoutbox) == 2


def test_after_a_good_run_a_failure_is_news_again(source, harvester, now, mailoutbox):
    for outcome in ("failed", "good", "failed"):
        run(source, harvester, outcome)
        now.shift(timedelta(minutes=10))
    assert len(mailoutbox) == 3


def test_all_is_well_again_is_told_once_and_only_after_trouble(source, harvester, now, mailoutbox):
    for outcome in ("good", "good", "failed", "good", "good", "good"):
        run(source, harvester, outcome)
        now.shift(timedelta(minutes=10))
    assert len(mailoutbox) == 2


def test_a_source_without_a_good_run_for_too_long_is_silent(source, harvester, now, mailoutbox):
    run(source, harvester, "good")
    now.shift(timedelta(hours=47))
    assert escalation.check_silence() == []
    now.shift(timedelta(hours=2))
    assert escalation.check_silence() == [source]
    assert source.title in mailoutbox[0].subject


def test_silence_is_told_once_until_it_is_good_again(source, harvester, now, mailoutbox):
    run(source, harvester, "good")
    for _day in range(4):
        now.shift(timedelta(days=1))
        escalation.check_silence()
    assert len(mailoutbox) == 1
    run(source, harvester, "good")
    assert len(mailoutbox) == 2
    assert Source.objects.get().alarm_sent_at is None
    now.shift(timedelta(days=3))
    assert escalation.check_silence() == [source]


def test_a_source_that_never_ran_falls_silent_too(source, now):
    Source.objects.update(created_at=timezone.now() - timedelta(hours=49))
    assert escalation.check_silence() == [source]


@pytest.mark.parametrize(
    "fields", [{"enabled": False}, {"interval_hours": 0}, {"silent_after_hours": 0}]
)
def test_who_is_not_expected_is_not_missed(source, now, fields):
    Source.objects.update(created_at=timezone.now() - timedelta(days=99), **fields)
    assert escalation.check_silence() == []


def test_everybody_concerned_is_told_once(db, settings):
    settings.HARVEST_ALERT_EMAILS = ["alarm@example.org", "AMT@example.org"]
    settings.ADMINS = [("Betrieb", "betrieb@example.org")]
    source = make_source(contacts="amt@example.org\n\n leitung@example.org \n")
    assert [address.lower() for address in escalation.recipients(source)] == [
        "amt@example.org",
        "leitung@example.org",
        "alarm@example.org",
        "betrieb@example.org",
    ]


def test_nobody_to_tell_is_logged_and_told_later(source, harvester, mailoutbox, caplog):
    caplog.set_level("WARNING")
    Source.objects.update(contacts="")
    run(source, harvester, "failed")
    assert "nobody to tell" in caplog.text
    Source.objects.update(contacts="amt@example.org")
    run(source, harvester, "failed")
    assert len(mailoutbox) == 1


def test_a_mail_server_that_is_down_breaks_no_run(source, harvester, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    failed = run(source, harvester, "failed")
    assert failed.status == Run.Status.FAILED
    assert failed.told_at is None
    assert "could not be sent" in caplog.text


def test_a_title_cannot_add_mail_headers(source, harvester, mailoutbox):
    Source.objects.update(title="Katalog\nBcc: alle@example.org")
    run(source, harvester, "failed")
    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].recipients() == ["amt@example.org"]
