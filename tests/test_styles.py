"""Style sheets and scripts: each lies where it belongs, and no class is named for nobody."""

import re
import subprocess
from pathlib import Path

import wagtail
from django.conf import settings

from core.registries import stylesheets

BASE = settings.BASE_DIR
# Style sheets of others: KERN's is copied by `make setup`, Wagtail's lie in its package.
FOREIGN = (BASE / "node_modules" / "@kern-ux" / "native", Path(wagtail.__file__).parent)
SELECTOR = re.compile(r"\.(-?[_a-zA-Z](?:[\w-]|\\.)*)")
TEMPLATE_CODE = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL)
CLASS = re.compile(r'\bclass="([^"]*)"')
# What lies there belongs to no app.
SHARED = ("site/static/", "site/templates/")
# Where the template puts something in: a whole class, or the end of one.
GAP = "\x00"
# Without a look of their own: what tests find an element by, and Wagtail's own words.
HOOKS = frozenset(
    {
        "agenda__name",
        "barrier-link",
        "journey-related",
        "place-import",
        "search-hit__found",
        "search-hit__text",
        "w-field--char_field",
        "w-field--text_input",
        "w-mt-2",
        "waste-import",
        "waste-number",
        "waste-upload",
    }
)


def tracked(*patterns) -> list[Path]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    names = subprocess.run(command, cwd=BASE, capture_output=True, text=True, check=True).stdout
    return [BASE / name for name in names.split("\n") if name and (BASE / name).exists()]


def styled() -> set[str]:
    sheets = tracked("*.css") + [sheet for folder in FOREIGN for sheet in folder.rglob("*.css")]
    found = set()
    for sheet in sheets:
        names = SELECTOR.findall(sheet.read_text(errors="replace"))
        found.update(name.replace("\\", "") for name in names)
    return found


def used() -> dict[str, set[str]]:
    """{class: templates}; of `place--{{ kind }}` the beginning with its hyphens."""
    found = {}
    for template in tracked("*/templates/*.html"):
        for classes in CLASS.findall(TEMPLATE_CODE.sub(GAP, template.read_text())):
            for name in names_in(classes):
                found.setdefault(name, set()).add(str(template.relative_to(BASE)))
    return found


def names_in(classes: str) -> set[str]:
    names = set()
    for word in classes.split():
        first, *others = word.split(GAP)
        names.add(first)
        # After `kern-alert--` come the ends of its names, not names.
        names.update([] if first.endswith("-") else others)
    return names - {""}


def is_known(name, known) -> bool:
    if name.endswith("-"):
        return any(one.startswith(name) for one in known)
    return name in known


def test_every_class_is_styled_or_a_known_hook():
    scripts = re.findall(r"[\w-]+", " ".join(path.read_text() for path in tracked("*.js")))
    known = styled() | HOOKS | set(scripts)
    lost = {name: sorted(places) for name, places in used().items() if not is_known(name, known)}
    assert not lost


def test_no_hook_is_known_that_no_template_has():
    assert set(used()) >= HOOKS


def test_a_class_that_nobody_styles_is_found():
    known = styled()
    assert {"breadcrumb", "kern-alert"} <= known
    assert not is_known("table-scroll", known)
    assert names_in(f"a kern-alert--{GAP}danger{GAP} b{GAP} c{GAP}") == {
        "a",
        "kern-alert--",
        "b",
        "c",
    }


def owner(path: Path) -> str:
    """The app that a template or a style sheet lies in; "" for what belongs to nobody alone."""
    name = str(path.relative_to(BASE))
    return "" if name.startswith(SHARED) else re.split("/(?:templates|static)/", name)[0]


def owners() -> dict[str, set[str]]:
    """{class: apps whose templates have it}."""
    return {name: {owner(BASE / path) for path in paths} for name, paths in used().items()}


def public_sheets() -> list[Path]:
    names = stylesheets.bundles()[stylesheets.SITE]
    return [sheet for sheet in tracked("*.css") if str(sheet).rpartition("/static/")[2] in names]


def selectors(sheet: Path) -> list[list[str]]:
    """The classes of each selector of a sheet; KERN's are everybody's."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    found = []
    for words in re.findall(r"([^{};]+)\{", text):
        if not words.strip().startswith("@"):
            # A comma within :is(…) parts no selectors.
            found += [SELECTOR.findall(one) for one in re.split(r",(?![^(]*\))", words)]
    return [[name for name in names if not name.startswith("kern-")] for names in found]


def test_what_one_app_alone_has_is_styled_in_that_app():
    whose = owners()
    lost = {
        (str(sheet.relative_to(BASE)), name, *whose[name])
        for sheet in public_sheets()
        if not owner(sheet)
        for names in selectors(sheet)
        for name in names
        if len(whose.get(name, ())) == 1 and whose[name] != {""}
    }
    assert not lost


def test_an_app_styles_nothing_that_others_have_too():
    """All public sheets come to all pages: a selector needs a class of the app's own."""
    whose = owners()
    shared = [sheet for sheet in public_sheets() if not owner(sheet)]
    everybodys = {name for sheet in shared for names in selectors(sheet) for name in names}
    lost = {
        (str(sheet.relative_to(BASE)), *names)
        for sheet in set(public_sheets()) - set(shared)
        for names in selectors(sheet)
        if all(whose.get(name, set()) - {owner(sheet)} or name in everybodys for name in names)
    }
    assert not lost


def test_a_script_that_one_app_alone_loads_lies_in_that_app():
    templates = {path: path.read_text() for path in tracked("*/templates/*.html")}
    whose = {
        script.name: {
            owner(path) for path, text in templates.items() if f"js/{script.name}" in text
        }
        for script in tracked("site/static/js/*.js")
    }
    assert whose
    assert not {name: apps for name, apps in whose.items() if len(apps) < 2 and apps != {""}}
