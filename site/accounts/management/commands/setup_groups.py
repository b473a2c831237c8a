"""manage.py setup_groups [--site HOST]"""

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from accounts.groups import setup_groups, setup_groups_of_site


class Command(BaseCommand):
    help = "Makes the groups of editors and operators and gives them what is missing."

    def add_arguments(self, parser):
        parser.add_argument(
            "--site",
            metavar="HOST",
            help="make the groups of one site of several: they write its pages and no others",
        )

    def handle(self, *, site, **options):
        groups = setup_groups_of_site(_site(site)) if site else setup_groups()
        for name, granted in groups.items():
            self.stdout.write(f"{name}: {', '.join(granted) if granted else 'unchanged'}")


def _site(host):
    found = Site.objects.select_related("root_page").filter(hostname=host.lower()).first()
    if found is None:
        known = ", ".join(Site.objects.values_list("hostname", flat=True)) or "none"
        raise CommandError(f"There is no site “{host}”. Known sites: {known}.")
    return found
