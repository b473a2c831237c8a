from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OParlConfig(AppConfig):
    """The council bridge: data of the council information system by OParl."""

    name = "opendata.oparl"
    label = "oparl"
    verbose_name = _("Council")

    def ready(self):
        from core.registries import stylesheets
        from harvest import formatting

        from . import labels
        from .harvest.source_kind import register_kinds
        from .integrations import permissions, retention

        register_kinds()
        permissions.register()
        retention.register()
        stylesheets.register("oparl/council.css")
        formatting.register({**labels.OBJECT_KINDS, **labels.WARNINGS})
        self.follow_objects()
        self.register_search()
        self.register_topics()
        self.register_pages()
        self.ask_readers()

    def ask_readers(self):
        from quality.feedback.subjects import ask_on, title_of

        from .public import lists

        for name in ("paper", "meeting", "organization"):
            ask_on(f"oparl:{name}", title_of(getattr(lists, f"{name}s"), "name"))

    def follow_objects(self):
        from django.db.models.signals import post_delete

        from core import caching

        from .editing import visibility_changes
        from .harvest.files.fetching import remove_content
        from .models import BodyChoice, File, OrganizationChoice, PaperLink, PaperSummary
        from .models.editors import visibility_changed

        caching.invalidate_on_save(OrganizationChoice, PaperSummary, PaperLink)
        # Whether there is a council at all stands in the navigation.
        caching.invalidate_on_save(BodyChoice, by=caching.invalidate)
        visibility_changed.connect(visibility_changes.follow)
        post_delete.connect(remove_content, sender=File)

    def register_search(self):
        from search import registry

        from .integrations.search import KINDS

        for kind in KINDS:
            registry.register(kind)

    def register_topics(self):
        from subscriptions import register

        from .integrations.topics import TOPICS

        for topic in TOPICS:
            register(topic)

    def register_pages(self):
        from core.registries import navigation

        from .integrations.teasers import register_teasers
        from .public import lists

        register_teasers()
        navigation.register(
            navigation.Entry(
                _("Council"), "oparl:index", 30, lists.is_there, covers=("oparl_programs",)
            )
        )
