"""manage.py search_index: make the index of the site's search anew, or check it."""

from django.core.management.base import BaseCommand

from search import engines, indexing
from search.models import Document


class Command(BaseCommand):
    """Fills an empty index; the site keeps a filled one up to date by itself."""

    help = (
        "Fill the index of the site's search when it is empty, which it is after the first "
        "start of a site. --rebuild: make it anew, while the present one answers; needed after an "
        "update of the site. --check: tell what is in it."
    )

    def add_arguments(self, parser):
        either = parser.add_mutually_exclusive_group()
        either.add_argument("--rebuild", action="store_true", help="make all documents anew")
        either.add_argument("--check", action="store_true", help="tell what is in the index")

    def handle(self, *args, rebuild, check, **options):
        if rebuild or not (check or Document.objects.exists()):
            number = indexing.rebuild(lambda done: self.stdout.write(f"{done} documents …"))
            self.stdout.write(f"{number} documents are in the index.")
        if not options["verbosity"]:
            return
        for engine in filter(None, (engines.DATABASE, engines.beside())):
            figures = ", ".join(f"{name}: {value}" for name, value in engine.check().items())
            self.stdout.write(f"{engine.name}: {figures}")
