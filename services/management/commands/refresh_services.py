"""manage.py refresh_services: derive everything anew, after an update or a change of settings."""

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from search import indexing
from services.composing import derive
from services.models import Service
from services.situation_counts import count_services


class Command(BaseCommand):
    """Refreshes all derived columns; runs and editors refresh only the services they touch."""

    help = (
        "Derive titles, letters, online access and gaps of all services anew. Needed after an "
        "update of the site and after a change of STADTTOR_ARS."
    )

    def handle(self, *args, **options):
        changed = derive.refresh()
        count_services()
        indexing.update_ids(Service, changed)
        message = ngettext(
            "%(count)d service has changed.", "%(count)d services have changed.", len(changed)
        )
        self.stdout.write(message % {"count": len(changed)})
