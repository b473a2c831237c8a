"""The plan of the house (docs/architecture/README.md): layers, rooms, and what knows no Django.

That imports go to lower layers only is import-linter's to check (`make lint`, pyproject.toml).
"""

import ast
import tomllib
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from django.apps import apps

BASE = Path(__file__).resolve().parent.parent

# Domain apps whose files stand in rooms. Arrows go root ← rooms ← integrations ← apps.py.
IN_ROOMS = (*("services", "opendata/oparl", "home/jobs", "home/news", "home/places", "home/waste"),)
ROOMS = {"harvest", "public", "api", "editing", "integrations"}
# Found by Django, Wagtail or the queue by their names: they bring the rooms together.
FOUND_BY_NAME = {"apps", "urls", "tasks", "wagtail_hooks", "signal_handlers"}
FOUND_BY_NAME |= {"management", "templatetags", "migrations"}

# The road of foreign data runs without Django as far as the dataclasses; only what an editor will
# read of an error is translated.
NO_DJANGO = ("client.py", "schema.py", "site/outbound/errors.py", "site/harvest/report.py")
NO_DJANGO += ("site/core/text/html.py", "site/core/text/normalise.py", "site/core/text/encoding.py")
NO_DJANGO += ("site/core/text/email.py", "site/core/text/latin.py", "site/core/text/passwords.py")
NO_DJANGO_FOLDERS = {"schema", "records"}


def layers() -> list[str]:
    """The packages of the contract, in no order."""
    with (BASE / "pyproject.toml").open("rb") as file:
        told = tomllib.load(file)["tool"]["importlinter"]
    (contract,) = told["contracts"]
    named = [name.strip() for layer in contract["layers"] for name in layer.split("|")]
    assert sorted(named) == sorted(told["root_packages"])
    return named


def sources() -> list[Path]:
    folders = [BASE / where / name for name in layers() for where in (".", "site")]
    return sorted(path.relative_to(BASE) for one in folders for path in one.rglob("*.py"))


def imported_modules(path: Path) -> set[str]:
    """Full names of all modules and things that the file imports, inside functions too."""
    names = set()
    for node in ast.walk(ast.parse((BASE / path).read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level:
                above = path.with_suffix("").parts[: -node.level]
                module = ".".join((*above, module) if module else above)
            names |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return names


def test_every_app_of_ours_stands_in_a_layer():
    ours = [app for app in apps.get_app_configs() if BASE in Path(app.path).parents]
    ours = [app for app in ours if BASE / ".venv" not in Path(app.path).parents]
    assert len(ours) > 15
    assert {app.name.split(".")[0] for app in ours} <= set(layers())


def room_of(app: str, name: str) -> str:
    """The room of a module of the app; "" for its root, which all rooms may use."""
    first = name.removeprefix(app.replace("/", ".") + ".").split(".")[0]
    return first if first in ROOMS or first in FOUND_BY_NAME else ""


def strayed(app: str) -> set[str]:
    """Imports that go from room to room, or from the root into a room."""
    package, found = app.replace("/", "."), set()
    for path in sorted((BASE / app).rglob("*.py")):
        path = path.relative_to(BASE)
        here = room_of(app, ".".join(path.with_suffix("").parts))
        if here in FOUND_BY_NAME or here == "integrations":
            continue
        for name in imported_modules(path):
            there = room_of(app, name) if name.startswith(f"{package}.") else ""
            # Work in the background is asked for by its task.
            if there and there not in (here, "tasks"):
                found.add(f"{path} → {name}")
    return found


def test_no_room_asks_another():
    assert {app: arrows for app in IN_ROOMS if (arrows := strayed(app))} == {}


def arrows(app: str) -> dict[str, set[str]]:
    """{room: rooms that it imports} within an app; what is found by name counts as a room, too."""
    package, found = app.replace("/", "."), {}
    for path in sorted((BASE / app).rglob("*.py")):
        path = path.relative_to(BASE)
        here = room_of(app, ".".join(path.with_suffix("").parts))
        own = [name for name in imported_modules(path) if name.startswith(f"{package}.")]
        found.setdefault(here, set()).update({room_of(app, name) for name in own} - {here})
    return found


@pytest.mark.parametrize("app", IN_ROOMS)
def test_rooms_stand_in_no_circle(app):
    found = arrows(app)
    assert found["integrations"]
    TopologicalSorter(found).prepare()  # raises CycleError


def runs_without_django(path: Path) -> bool:
    return str(path).endswith(NO_DJANGO) or path.parent.name in NO_DJANGO_FOLDERS


def knows_django(path: Path) -> bool:
    known = {name.split(".")[0] for name in imported_modules(path) if not _is_translation(name)}
    return bool(known & {"django", "wagtail"})


def _is_translation(name: str) -> bool:
    return name.startswith("django.utils.translation")


def test_what_reads_foreign_data_knows_no_django():
    readers = [path for path in sources() if runs_without_django(path)]
    assert len(readers) > 30
    assert not [str(path) for path in readers if knows_django(path)]
