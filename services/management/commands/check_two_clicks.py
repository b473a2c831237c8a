"""manage.py check_two_clicks: checks that every page is within two clicks of the home page."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.test.utils import override_settings
from django.utils.translation import gettext as _

from services.models import Service
from services.public.two_clicks import measure


class Command(BaseCommand):
    """Crawls from `/` and fails with the list of pages further away."""

    help = "Check that every service and online application is at most two clicks away."

    def handle(self, *args, **options):
        # Plain names of static files: the check works before `collectstatic` as well.
        plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        with override_settings(
            ALLOWED_HOSTS=["*"],
            SECURE_SSL_REDIRECT=False,
            STORAGES={**settings.STORAGES, "staticfiles": plain},
        ):
            reach = measure()
        lists = (
            (_("Pages that do not answer:"), reach.broken),
            (_("Services further than two clicks:"), reach.far_services),
            (_("Online applications further than two clicks:"), reach.far_applications),
        )
        for heading, entries in lists:
            if entries:
                self.stdout.write(self.style.ERROR(heading))
                for entry in entries:
                    self.stdout.write(f"  {entry}")
        summary = _("%(services)d services, %(pages)d pages read.") % {
            "services": Service.objects.published().count(),
            "pages": reach.pages,
        }
        if not reach.is_good:
            raise CommandError(summary)
        self.stdout.write(self.style.SUCCESS(summary + " " + _("Everything within two clicks.")))
