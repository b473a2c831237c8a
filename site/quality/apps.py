from datetime import time

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QualityConfig(AppConfig):
    """Content quality: reviews, links, completeness, feedback, usage."""

    name = "quality"
    verbose_name = _("Quality")

    def ready(self):
        from core.registries import stylesheets

        from . import permissions, retention

        permissions.register()
        retention.register()
        stylesheets.register("quality/feedback.css", "quality/review.css")
        self.register_checks()
        self.register_worklist()
        self.register_jobs()
        self.connect_signals()
        self.ask_readers()
        self.register_matomo()
        self.offer_actions()

    def register_checks(self):
        from . import general_checks
        from .checks import userbar

        general_checks.register_checks()
        userbar.register_teaser()

    def register_worklist(self):
        from . import gap_worklist
        from .feedback import worklist as feedback
        from .links import worklist as links
        from .reviews import worklist as reviews
        from .usage import synonyms
        from .usage import worklist as usage

        for subject in (reviews, links, gap_worklist, feedback, usage):
            subject.register_worklist()
        synonyms.register(synonyms.PAGES)

    def register_jobs(self):
        from core.registries.periodic import MONDAY, Job, register

        mails = _("The week's checks by mail")
        register(Job("review-digest", mails, send_digest, at=time(6), weekday=MONDAY))
        reminders = _("Reminders to check content")
        register(Job("review-reminders", reminders, remind_owners, at=time(7), weekday=MONDAY))
        register(Job("links", _("Check of all links"), check_links, at=time(2)))
        register(Job("completeness", _("Look for what is missing"), refresh_gaps, at=time(4)))

    def connect_signals(self):
        from django.db.models.signals import post_delete
        from wagtail.signals import published, unpublished

        from . import signal_handlers as handlers

        published.connect(handlers.check_published)
        unpublished.connect(handlers.discard_unpublished)
        for model in handlers.checked_models():
            post_delete.connect(handlers.discard_unpublished, sender=model)

    def ask_readers(self):
        from core.registries.slots import PAGE_END, Teaser, register
        from directory.models import OrganisationalUnit

        from .feedback import subjects, teaser

        register(
            Teaser("quality.feedback", PAGE_END, "quality/feedback/question.html", teaser.question)
        )
        subjects.ask_on(
            "directory:unit", subjects.title_of(OrganisationalUnit.objects.published, "name")
        )

    def register_matomo(self):
        from django.core import checks

        from core.registries.slots import HEAD, Teaser, register

        from . import matomo

        register(Teaser("quality.matomo", HEAD, "quality/matomo.html", matomo.script))
        checks.register(matomo.check_settings)

    def offer_actions(self):
        from core.registries.worklist import Action, register_action

        from .dashboard.new_page import new_page_url

        register_action(Action("page", _("New page"), new_page_url, "doc-empty", 30))


def send_digest() -> str:
    from .reviews import sending

    return f"{sending.send_digest()} mails"


def remind_owners() -> str:
    from .reviews import sending

    return f"{sending.remind_owners()} mails"


def check_links() -> str:
    from .links import nightly

    return nightly.check_links()


def refresh_gaps() -> str:
    from . import completeness

    return completeness.refresh_all()
