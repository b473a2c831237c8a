"""How well the search answers: success among the first three, and the mean reciprocal rank.

    python -m tests.benchmarks.search_quality [LIST.csv …] [--misses]

asks `/suche/` every question of tests/search/questions.csv (or of the named lists) and prints both
figures for each kind, and what pages and suggestions cost. It asks the demo city and, where
STADTTOR_REFERENCE_DATA names them, the 2,595 services of two states, on a database that is made
once and kept in var/. With DATABASE_URL it asks the database that is there, and makes it where it
is empty.
"""

import argparse
import csv
import os
import sys
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "var" / "search-quality.sqlite3"
NAMES = "xzufi/transfer_hessen_rlp_names.xml"
FIRST, DEEPEST = 3, 10


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lists", nargs="*", type=Path)
    parser.add_argument("--misses", action="store_true", help="print what is not among the first")
    parser.add_argument("--rebuild", action="store_true", help="make all documents anew first")
    options = parser.parse_args()
    set_up()
    fill(options.rebuild)
    for path in options.lists or [ROOT / "tests/search/questions.csv"]:
        measure(path, options.misses)
        measure_suggestions(path)


def set_up():
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{KEPT}")
    os.environ["DJANGO_SETTINGS_MODULE"] = "stadttor.settings.test"
    sys.path.insert(0, str(ROOT / "site"))
    import django
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()


def fill(rebuild: bool):
    """Load what is missing."""
    from django.core.management import call_command

    from search.models import Document
    from services.models import Service

    call_command("migrate", verbosity=0)
    if not Service.objects.exists():
        call_command("demo")
        names = Path(os.environ.get("STADTTOR_REFERENCE_DATA", "")) / NAMES
        if names.exists():
            call_command("sync_services", file=names)
    if rebuild or not Document.objects.exists():
        call_command("search_index", rebuild=True)
    print(Document.objects.count(), "documents")


def measure(path: Path, tells_misses: bool):
    with path.open(encoding="utf-8", newline="") as file:
        questions = list(csv.DictReader(file))
    ranks, seconds, misses = defaultdict(list), [], []
    for row in questions:
        began = time.process_time()
        titles = asked(row["question"])
        seconds.append(time.process_time() - began)
        expected = {" ".join(title.split()) for title in row["expected"].split(" | ")}
        rank = next((at for at, title in enumerate(titles) if title in expected), None)
        ranks[row["kind"]].append(rank)
        if rank is None or rank >= FIRST:
            misses.append((row["question"], row["expected"][:80], rank, titles[:FIRST]))
    print(f"{path.name}: {'kind':<12} questions   s@3   MRR")
    for kind, found in [*sorted(ranks.items()), ("all", sum(ranks.values(), []))]:
        success = sum(rank is not None and rank < FIRST for rank in found) / len(found)
        reciprocal = sum(1 / (rank + 1) for rank in found if rank is not None) / len(found)
        print(
            f"{'':<{len(path.name)}}  {kind:<12} {len(found):>9} {success:>5.3f} {reciprocal:>5.3f}"
        )
    tell("CPU for a page", seconds)
    for miss in misses if tells_misses else ():
        print(*miss, sep=" | ")


def measure_suggestions(path: Path):
    """CPU of the suggestions for the questions as they are typed."""
    from django.test import Client

    with path.open(encoding="utf-8", newline="") as file:
        questions = [row["question"] for row in csv.DictReader(file)]
    typed = dict.fromkeys(one[:signs] for one in questions for signs in (3, 6, 10, 20))
    client, spent = Client(), []
    for text in typed:
        began = time.process_time()
        client.get("/suche/vorschlaege", {"q": text})
        spent.append(time.process_time() - began)
    tell("CPU for suggestions", spent)


def tell(what: str, spent: list[float]):
    spent = sorted(spent)
    median, late = spent[len(spent) // 2], spent[int(len(spent) * 0.95)]
    print(f"{what}: median {median * 1000:.1f} ms, 95 % within {late * 1000:.1f} ms")


def asked(question: str) -> list[str]:
    """The titles of the first hits, each once."""
    from django.test import Client

    results = Client().get("/suche/", {"q": question}).context["results"]
    titles = dict.fromkeys(" ".join(hit.title.split()) for hit in results.hits)
    return list(titles)[:DEEPEST]


if __name__ == "__main__":
    main()
