from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Job offers of the city."""

    name = "home.jobs"
    label = "jobs"
    verbose_name = _("Jobs")

    def ready(self):
        from core import caching
        from core.registries import stylesheets
        from search import registry
        from subscriptions import register

        from .integrations import permissions
        from .integrations.completeness import register_checks
        from .integrations.search import JOBS
        from .integrations.teasers import register_teasers
        from .integrations.topics import TOPIC
        from .integrations.worklist import register_worklist
        from .models import FieldOfWork

        permissions.register()
        stylesheets.register("jobs/jobs.css")
        caching.invalidate_on_save(FieldOfWork)
        registry.register(JOBS)
        register(TOPIC)
        register_teasers()
        register_worklist()
        register_checks()
