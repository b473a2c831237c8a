"""`make bench`: speed and memory as ratios within one run, in one table. Nothing here fails a test.

Needs the reference data (STADTTOR_REFERENCE_DATA) for the 5.2 MB delivery; without it a delivery
of the same size is generated from numbers.
"""

import os
import sys

import django

sys.path.insert(0, "site")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.settings"
django.setup()

from tests.benchmarks import bulk, catalogue, growth, pages, table  # noqa: E402
from tests.benchmarks.council import council  # noqa: E402


def main():
    with table.database():
        rows = [*catalogue.measure(), *bulk.measure(), *pages.measure(), *growth.measure()]
    # Makes databases of its own.
    table.show([*rows, *council()])


main()
