"""Retention of what Django, Wagtail and the task queue keep, and of core's own tables."""

from datetime import datetime, timedelta

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from .registries import retention
from .registries.retention import Kept, Rule

DONE_TASKS = timedelta(days=1)
OTHER_TASKS = timedelta(days=14)
HISTORY = timedelta(days=2 * 365)
EDITING = timedelta(days=1)


def _rows(label: str) -> QuerySet:
    return apps.get_model(label)._base_manager.all()


def tasks(now: datetime) -> list[QuerySet]:
    """Tasks that went well a day ago; failed ones, and those that nobody took, after two weeks."""
    rows = _rows("django_tasks_database.DBTaskResult")
    well = Q(status="SUCCESSFUL", finished_at__lt=now - DONE_TASKS)
    failed = Q(status="FAILED", finished_at__lt=now - OTHER_TASKS)
    stuck = Q(status__in=["READY", "RUNNING"], run_after__lt=now - OTHER_TASKS)
    never_told = Q(status__in=["READY", "RUNNING"], enqueued_at__lt=now - OTHER_TASKS)
    return [rows.filter(well | failed | (stuck & never_told))]


def sessions(now: datetime) -> list[QuerySet]:
    return [_rows("sessions.Session").filter(expire_date__lt=now)]


def throttle_counts(now: datetime) -> list[QuerySet]:
    return [_rows("core.ThrottleCount").filter(ends_at__lte=now)]


def revisions(now: datetime) -> list[QuerySet]:
    """Old versions but the latest and the live one, and what a workflow or a schedule needs."""
    needed = Q(approved_go_live_at__isnull=False)
    old = _rows("wagtailcore.Revision").filter(created_at__lt=now - HISTORY).exclude(needed)
    for model in apps.get_models():
        if hasattr(model, "latest_revision_id") and not model._meta.proxy:
            for name in ("latest_revision_id", "live_revision_id"):
                if hasattr(model, name):
                    used = model._base_manager.exclude(**{name: None}).values(name)
                    old = old.exclude(pk__in=used)
    old = old.exclude(pk__in=_rows("wagtailcore.TaskState").values("revision"))
    return [
        old.exclude(pk__in=_rows("previews.PreviewLink").exclude(revision=None).values("revision"))
    ]


def log_entries(now: datetime) -> list[QuerySet]:
    before = now - HISTORY
    return [
        _rows("wagtailcore.PageLogEntry").filter(timestamp__lt=before),
        _rows("wagtailcore.ModelLogEntry").filter(timestamp__lt=before),
        _rows("admin.LogEntry").filter(action_time__lt=before),
    ]


def workflows(now: datetime) -> list[QuerySet]:
    """Workflow states that ended long ago, with their comments."""
    ended = _rows("wagtailcore.WorkflowState").exclude(status__in=["in_progress", "needs_changes"])
    return [ended.filter(created_at__lt=now - HISTORY)]


def comments(now: datetime) -> list[QuerySet]:
    return [_rows("wagtailcore.Comment").filter(resolved_at__lt=now - HISTORY)]


def editing(now: datetime) -> list[QuerySet]:
    before = now - EDITING
    return [
        _rows("wagtailadmin.EditingSession").filter(last_seen_at__lt=before),
        _rows("wagtailadmin.FormState").filter(last_updated_at__lt=before),
    ]


def register():
    """Called once, by CoreConfig.ready()."""
    retention.register(
        Rule(
            "tasks",
            ("django_tasks_database.DBTaskResult",),
            _("background tasks with what they were given, such as a mail address"),
            _("done: 1 day; failed or never taken: 14 days"),
            _("to see what went wrong"),
            tasks,
        ),
        Rule(
            "sessions",
            ("sessions.Session",),
            _("sessions of editors"),
            _("until they end, after a working day at the latest"),
            _("to stay logged in"),
            sessions,
        ),
        Rule(
            "throttle-counts",
            ("core.ThrottleCount",),
            _("counts of attempts, under a hash that changes every day"),
            _("1 hour at most"),
            _("against floods of mails and guessing"),
            throttle_counts,
        ),
        Rule(
            "revisions",
            ("wagtailcore.Revision",),
            _("earlier versions of pages, and who wrote them"),
            _("2 years; the latest and the published one stay"),
            _("to go back to an earlier text"),
            revisions,
        ),
        Rule(
            "log-entries",
            ("wagtailcore.PageLogEntry", "wagtailcore.ModelLogEntry", "admin.LogEntry"),
            _("what editors did, and when"),
            _("2 years"),
            _("to answer for what was published"),
            log_entries,
        ),
        Rule(
            "workflows",
            ("wagtailcore.WorkflowState", "wagtailcore.TaskState"),
            _("reviews that have ended, with who decided and why"),
            _("2 years after they began"),
            _("to see who agreed to a text"),
            workflows,
        ),
        Rule(
            "comments",
            ("wagtailcore.Comment", "wagtailcore.CommentReply"),
            _("editors' comments that are settled"),
            _("2 years after that"),
            _("to remember why a text is as it is"),
            comments,
        ),
        Rule(
            "editing",
            ("wagtailadmin.EditingSession", "wagtailadmin.FormState"),
            _("who has which form open, and what stands in it for the preview"),
            _("1 day"),
            _("so that two editors do not overwrite each other"),
            editing,
        ),
    )
    _keep()


def _keep():
    published = _("until an editor deletes it")
    account = _("until the account is deleted")
    retention.keep(
        Kept(
            ("auth.User", "wagtailusers.UserProfile", "auth.Group", "auth.Permission"),
            _("accounts, roles and settings of editors"),
            account,
        ),
        Kept(
            ("otp_totp.TOTPDevice", "otp_static.StaticDevice", "wagtailcore.APIToken"),
            _("second factors and keys of editors"),
            _("until they are taken away, at the latest with the account"),
        ),
        Kept(
            ("wagtailcore.Page",),
            _("pages of every type: contacts that editors publish, and who owns or locks them"),
            published,
        ),
        Kept(
            ("wagtailcore.PageSubscription",),
            _("who is told of comments on a page"),
            _("until the page or the account is deleted"),
        ),
        Kept(
            ("core.CityImage", "core.CityDocument", "wagtailcore.UploadedFile"),
            _("files, and who uploaded them"),
            published,
        ),
        Kept(
            ("wagtailcore.Collection", "wagtailcore.Workflow", "wagtailcore.Task", "taggit.Tag"),
            _("names of things, not of people"),
            published,
        ),
        Kept(
            ("wagtailredirects.Redirect",),
            _("addresses that lead on; nothing of who used them"),
            published,
        ),
        Kept(
            ("core.PeriodicRun",),
            _("when a job of the schedule ran last, and its error"),
            _("overwritten by the next run"),
        ),
        Kept(
            (
                "wagtailforms.FormSubmission",
                "wagtailimages.Image",
                "wagtaildocs.Document",
                "wagtailembeds.Embed",
            ),
            _("tables of Wagtail that this site does not fill"),
            _("always empty"),
        ),
    )
