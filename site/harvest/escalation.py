"""Notification by e-mail about sources: failed, held, silent, recovered.

Mails are written in German: they go to a city's staff. A mail that cannot be sent is logged and
breaks nothing. A streak of failures is reported once, then at most once a day.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_noop

from core.mail import message_id

from .models import Run, Source

REMIND_AFTER = timedelta(days=1)

logger = logging.getLogger(__name__)


def after_run(run: Run):
    """Notify about a finished run, if there is reason to."""
    if run.status == Run.Status.GOOD:
        _notify_of_recovery(run)
    elif run.status in (Run.Status.FAILED, Run.Status.HELD) and _is_news(run):
        subject = (
            gettext_noop("“%(source)s” failed")
            if run.status == Run.Status.FAILED
            else gettext_noop("“%(source)s” waits for your decision")
        )
        template = f"harvest/mail/{run.status}.txt"
        if _send(run.source, subject, template, {"run": run, "url": run_url(run)}):
            _mark_notified(run)


def check_silence(now=None) -> list[Source]:
    """Notify about sources without a good run for too long; returns those newly reported."""
    now = now or timezone.now()
    alarmed = []
    for source in Source.objects.scheduled().filter(silent_after_hours__gt=0, alarm_sent_at=None):
        since = silent_since(source)
        if now - since < timedelta(hours=source.silent_after_hours):
            continue
        context = {"since": since, "run": source.last_run, "url": source_url(source)}
        if _send(
            source, gettext_noop("“%(source)s” is silent"), "harvest/mail/silent.txt", context
        ):
            Source.objects.filter(pk=source.pk).update(alarm_sent_at=now)
            alarmed.append(source)
    return alarmed


def silent_since(source: Source):
    """When the last good run began, or when the source was made."""
    last = source.last_good_run
    return last.started_at if last else source.created_at


def recipients(source: Source) -> list[str]:
    """The source's contacts, HARVEST_ALERT_EMAILS and the site's ADMINS, each once."""
    admins = [entry[1] if isinstance(entry, list | tuple) else entry for entry in settings.ADMINS]
    once = {}
    for address in [*source.contact_list, *settings.HARVEST_ALERT_EMAILS, *admins]:
        once.setdefault(address.lower(), address)
    return list(once.values())


def run_url(run: Run) -> str:
    return _admin_url("harvest_run_modeladmin_inspect", run.pk)


def source_url(source: Source) -> str:
    return _admin_url("harvest_source_modeladmin_inspect", source.pk)


def _admin_url(name, pk):
    try:
        path = reverse(name, args=[pk])
    except NoReverseMatch:
        # This installation shows no registries in its admin; its start page is better than none.
        path = reverse("wagtailadmin_home")
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def _is_news(run: Run) -> bool:
    """Whether the same trouble was not reported in this streak within the last day."""
    recent = run.source.runs.filter(
        status=run.status, told_at__gt=timezone.now() - REMIND_AFTER
    ).exclude(pk=run.pk)
    last_good = run.source.last_good_run
    if last_good:
        recent = recent.filter(started_at__gt=last_good.started_at)
    return not recent.exists()


def _notify_of_recovery(run: Run):
    source = run.source
    earlier = source.runs.exclude(pk=run.pk)
    before = earlier.good().filter(started_at__lt=run.started_at).order_by("-started_at").first()
    reported = earlier.filter(told_at__isnull=False)
    if before:
        reported = reported.filter(started_at__gt=before.started_at)
    if source.alarm_sent_at is None and not reported.exists():
        return
    context = {"run": run, "url": run_url(run)}
    _send(
        source, gettext_noop("“%(source)s” is good again"), "harvest/mail/good_again.txt", context
    )
    Source.objects.filter(pk=source.pk).update(alarm_sent_at=None)


def _mark_notified(run):
    run.told_at = timezone.now()
    Run.objects.filter(pk=run.pk).update(told_at=run.told_at)


def _send(source, subject, template, context) -> bool:
    to = recipients(source)
    if not to:
        logger.warning("%s: nobody to tell; set HARVEST_ALERT_EMAILS", source.name)
        return False
    with translation.override("de"):
        subject = f"[{settings.WAGTAIL_SITE_NAME}] " + gettext(subject) % {"source": source.title}
        body = render_to_string(template, {**context, "source": source})
    try:
        about = context.get("since") or context["run"].pk
        headers = {"Message-ID": message_id("harvest", template, source.pk, about)}
        EmailMessage(" ".join(subject.split()), body, to=to, headers=headers).send()
    except Exception:
        logger.exception("%s: the mail “%s” could not be sent", source.name, subject)
        return False
    return True
