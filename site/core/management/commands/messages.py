from pathlib import Path

import polib
from django.core.management.base import BaseCommand, CommandError

from core import messages


class Command(BaseCommand):
    help = "Compare the German translation with the texts in code and templates."

    def add_arguments(self, parser):
        action = parser.add_mutually_exclusive_group(required=True)
        action.add_argument("--check", action="store_true", help="Fail if it is not complete.")
        action.add_argument(
            "--update", action="store_true", help="Add new texts, drop unused ones, and sort."
        )
        parser.add_argument(
            "--merge",
            nargs="+",
            type=Path,
            default=[],
            metavar="PO",
            help="With --update: take what is not translated yet from these files.",
        )

    def handle(self, *, check, update, merge, **options):
        path = messages.catalogue_path("de")
        found = messages.project_messages()
        catalogue = messages.read_catalogue(path)
        if update:
            extra = [polib.pofile(str(file)) for file in merge]
            catalogue = messages.updated(catalogue, found, extra)
            path.parent.mkdir(parents=True, exist_ok=True)
            catalogue.save(str(path))
        problems = messages.problems(catalogue, found)
        for line in problems:
            self.stdout.write(line)
        if check and problems:
            raise CommandError(f"{path}: {len(problems)} texts need work (make messages).")
        self.stdout.write(f"{len(found)} texts, {len(problems)} need work")
