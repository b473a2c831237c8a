"""Objects per second of a council's harvest, over HTTP on loopback, against a plain floor.

The floor fetches the same pages and upserts each object's JSON into SQLite, without any checks.
"""

import json
import subprocess
import sys

from tests.benchmarks.table import Row, ratio
from tests.fakes.oparl_big import BigOparl
from tests.fakes.server import running

OBJECTS_PER_SECOND = 3000
TIMES_THE_FLOOR = 10
# MB that a harvest of six times as many objects may take more.
FLAT = 20
SMALL, LARGE = 2_000, 12_000


def council(papers: int = SMALL, many: int = LARGE) -> list[Row]:
    """The figures of a first and an unchanged harvest; some eight objects come with each paper."""
    small, large = _harvested(papers), _harvested(many)
    return [*_rows(small), *_rows(large), _memory(small, large)]


def _rows(told) -> list[Row]:
    number = told["objects"]
    speed = number / told["first"]
    name = f"council of {number}"
    goal = f"≥ {OBJECTS_PER_SECOND}"
    return [
        Row(f"{name}: first harvest", speed, "obj/s", goal, speed >= OBJECTS_PER_SECOND),
        Row(f"{name}: the same with its index", number / (told["first"] + told["index"]), "obj/s"),
        Row(f"{name}: unchanged, in full", number / told["unchanged"], "obj/s"),
        Row(f"{name}: floor, fetch and store JSON", number / told["floor"], "obj/s"),
        ratio(f"{name}: first harvest / floor", told["first"] / told["floor"], TIMES_THE_FLOOR),
        Row(f"{name}: memory grown", told["megabytes"], "MB"),
    ]


def _memory(small, large) -> Row:
    more = large["megabytes"] - small["megabytes"]
    name = f"council: memory of {large['objects']} more than of {small['objects']}"
    return Row(name, more, "MB", f"≤ {FLAT} MB", more <= FLAT)


def _harvested(papers: int) -> dict[str, float]:
    with running(BigOparl(papers)) as server:
        command = [sys.executable, "-m", "tests.benchmarks.harvesting", server.system_url]
        done = subprocess.run(
            [*command, *server.list_urls], stdout=subprocess.PIPE, text=True, check=True
        )
    return json.loads(done.stdout)
