from datetime import time

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    """News, events and public notices."""

    name = "home.news"
    label = "news"
    verbose_name = _("News and events")

    def ready(self):
        from core import caching
        from core.registries import stylesheets
        from search import registry

        from .integrations import permissions
        from .integrations.search import KINDS, topics
        from .integrations.teasers import register_teasers
        from .integrations.worklist import register_worklist
        from .models import Category

        permissions.register()
        stylesheets.register("news/news.css")
        caching.invalidate_on_save(Category)
        for kind in KINDS:
            registry.register(kind)
        registry.register_topics(topics)
        register_teasers()
        register_worklist()
        self.register_topics()
        self.register_jobs()

    def register_topics(self):
        from subscriptions import register

        from .integrations.topics import TOPICS

        for topic in TOPICS:
            register(topic)

    def register_jobs(self):
        from core.registries.periodic import Job, register

        from .schedule import advance_window

        label = _("Write the dates of repeating events")
        register(Job("news.event-dates", label, advance_window, at=time(3)))
