"""manage.py search_index: make the index of the site's search anew, or check it."""

from django.core.management.base import BaseCommand, CommandError

from search import engines, indexing
from search.engines import following
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

    def handle(self, *args, rebuild, check, verbosity, **options):
        try:
            if not check:
                self.fill(rebuild)
            if verbosity:
                self.tell()
        except engines.EngineFailed as failure:
            raise CommandError(f"{engines.beside().name}: {failure}") from None

    def fill(self, rebuild):
        cluster = engines.beside()
        if rebuild or not Document.objects.exists():
            number = indexing.rebuild(lambda done: self.stdout.write(f"{done} documents …"))
            self.stdout.write(f"{number} documents are in the index.")
            if cluster:
                following.rebuild(lambda done: self.stdout.write(f"{cluster.name}: {done} …"))
        elif cluster:
            following.mend()

    def tell(self):
        for engine in filter(None, (engines.DATABASE, engines.beside())):
            figures = engine.check()
            told = ", ".join(f"{name}: {value}" for name, value in figures.items())
            self.stdout.write(f"{engine.name}: {told}")
            if doubts := figures.get("doubts"):
                raise CommandError(f"{engine.name} is not asked: {doubts}.")
