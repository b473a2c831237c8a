from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Job offers of the city."""

    name = "home.jobs"
    label = "jobs"
    verbose_name = _("Jobs")

    def ready(self):
        from core import caching
        from search import registry
        from subscriptions import register

        from .completeness import register_checks
        from .models import FieldOfWork
        from .search_kinds import JOBS
        from .teasers import register_teasers
        from .todo import register_todo
        from .topics import TOPIC

        caching.invalidate_on_save(FieldOfWork)
        registry.register(JOBS)
        register(TOPIC)
        register_teasers()
        register_todo()
        register_checks()
