from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QualityConfig(AppConfig):
    """Content quality: reviews, links, completeness, feedback, usage."""

    name = "quality"
    verbose_name = _("Quality")

    def ready(self):
        from . import permissions, retention
        from .watching import register_watching

        register_watching()
        permissions.register()
        retention.register()
        self.ask_readers()
        self.count_usage()
        self.tell_matomo()
        self.offer_actions()

    def ask_readers(self):
        from core.registries.slots import HEAD, PAGE_END, Teaser, register
        from directory.models import OrganisationalUnit

        from .feedback import asked, teaser

        register(
            Teaser("quality.feedback", PAGE_END, "quality/feedback/question.html", teaser.question)
        )
        register(
            Teaser("quality.feedback-look", HEAD, "quality/feedback/head.html", teaser.stylesheet)
        )
        asked.ask_on("directory:unit", asked.title_of(OrganisationalUnit.objects.published, "name"))

    def count_usage(self):
        from .listening import register_todo
        from .usage import other_words

        register_todo()
        other_words.register(other_words.PAGES)

    def tell_matomo(self):
        from django.core import checks

        from core.registries.slots import HEAD, Teaser, register

        from . import matomo

        register(Teaser("quality.matomo", HEAD, "quality/matomo.html", matomo.script))
        checks.register(matomo.check_settings)

    def offer_actions(self):
        from core.registries.worklist import Action, register_action

        from .dashboard.new_page import new_page_url

        register_action(Action("page", _("New page"), new_page_url, "doc-empty", 30))
