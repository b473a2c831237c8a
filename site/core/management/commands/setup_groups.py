"""manage.py setup_groups"""

from django.core.management.base import BaseCommand

from core.groups import setup_groups


class Command(BaseCommand):
    help = "Makes the groups of editors and operators and gives them what is missing."

    def handle(self, **options):
        for name, granted in setup_groups().items():
            self.stdout.write(f"{name}: {', '.join(granted) if granted else 'unchanged'}")
