"""The house's floors (docs/architecture.md): imports go to the same floor or down, never up."""

import ast
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
FLOORS = {
    "stadttor": 4,
    "home": 3,
    "services": 2,
    "opendata": 2,
    "participation": 2,
    "search": 1,
    "core": 0,
    "directory": 0,
    "harvest": 0,
    "alerts": 0,
    "quality": 0,
    "accounts": 0,
    "frame": 0,
    "subscriptions": 0,
    "previews": 0,
}
# Apps of floor 2 are strangers to each other.
STRANGERS = {app for app, floor in FLOORS.items() if floor == 2}
# The road of foreign data runs without Django as far as the dataclasses; only what an editor will
# read of an error is translated.
NO_DJANGO = ("client.py", "schema.py", "services/records/normalise.py")
NO_DJANGO += ("site/core/text/html.py", "site/core/text/normalise.py", "site/core/text/encoding.py")
NO_DJANGO += ("site/core/text/email.py", "site/core/text/latin.py", "site/core/text/passwords.py")
NO_DJANGO += ("site/outbound/errors.py", "site/harvest/report.py")
NO_DJANGO_FOLDERS = {"schema", "records"}

SOURCES = sorted(
    path.relative_to(BASE)
    for app in FLOORS
    for folder in (BASE / app, BASE / "site" / app)
    for path in folder.rglob("*.py")
)


def imported_modules(path: Path) -> set[str]:
    """Full names of all absolutely imported modules in the file, inside functions too."""
    names = set()
    for node in ast.walk(ast.parse((BASE / path).read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(node.module)
    return names


def first_names(modules: set[str]) -> set[str]:
    return {name.split(".")[0] for name in modules}


def app_of(path: Path) -> str:
    return next(part for part in path.parts if part in FLOORS)


def climbing(path: Path) -> set[str]:
    """Apps of a higher floor, or strangers of the same one, that the file imports."""
    app = app_of(path)
    own = first_names(imported_modules(path)) & set(FLOORS)
    higher = {name for name in own if FLOORS[name] > FLOORS[app]}
    return higher | ((own & STRANGERS) - {app} if app in STRANGERS else set())


def test_imports_stay_on_their_floor_or_go_down():
    assert not {str(path): apps for path in SOURCES if (apps := climbing(path))}


def runs_without_django(path: Path) -> bool:
    return str(path).endswith(NO_DJANGO) or path.parent.name in NO_DJANGO_FOLDERS


def knows_django(path: Path) -> bool:
    modules = imported_modules(path) - {"django.utils.translation"}
    return bool(first_names(modules) & {"django", "wagtail"})


def test_what_reads_foreign_data_knows_no_django():
    readers = [path for path in SOURCES if runs_without_django(path)]
    assert len(readers) > 30
    assert not [str(path) for path in readers if knows_django(path)]


def test_every_app_has_a_floor():
    apps = {path.parent.name for path in BASE.glob("*/apps.py")}
    apps |= {path.parent.name for path in BASE.glob("site/*/apps.py")}
    assert apps <= set(FLOORS)
