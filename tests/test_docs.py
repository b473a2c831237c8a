"""The pages of docs/ are true: links lead on, files and names exist, messages are in the code."""

import json
import re
from functools import cache
from pathlib import Path

import polib
import pytest

from core.registries import periodic
from tests.test_requirements import LOCKS, wanted
from tests.test_structure import layers

BASE = Path(__file__).resolve().parent.parent
DOCS = BASE / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), BASE / "README.md", BASE / "CHANGELOG.md"])
# These say where things are in the code.
ON_CODE = [page for page in PAGES if page.parent.name in ("architecture", "how-to")]
ON_CODE.append(DOCS / "troubleshooting.md")
OURS = ("docs", "home", "opendata", "scripts", "search", "services", "site", "tests")
# Files that whoever follows a page is to write.
TO_BE_WRITTEN = {
    *("home/news/models/press.py", "tests/home/news/test_press.py"),
    *("home/news/templates/news/press_index.html", "home/news/templates/news/press_page.html"),
    *("site/directory/data.py", "tests/directory/test_data.py"),
}
# Read in five minutes.
MOST_WORDS = 1250

_FENCED = re.compile(r"^( *)```.*?^\1```", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*/?")


def named(page: Path) -> str:
    return str(page.relative_to(BASE))


@cache
def prose(page: Path) -> str:
    """The page without its blocks of code."""
    return _FENCED.sub("", page.read_text("utf-8"))


def spans(page: Path) -> list[str]:
    return _SPAN.findall(prose(page))


def anchors(page: Path) -> set[str]:
    """What a heading is called in an address, as GitHub and GitLab do it."""
    headings = [heading.replace("`", "").lower() for heading in _HEADING.findall(prose(page))]
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in headings}


# --- Links -----------------------------------------------------------------------------------


def links(page: Path) -> list[str]:
    return [one for one in _LINK.findall(prose(page)) if "://" not in one]


def leads_on(page: Path, link: str) -> bool:
    path, _hash, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    return target.exists() and (not anchor or anchor in anchors(target))


def test_links_are_seen():
    assert sum(len(links(page)) for page in PAGES) > 60
    assert not leads_on(DOCS / "README.md", "nowhere.md")
    assert not leads_on(DOCS / "README.md", "operators.md#no-such-section")


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_to_a_file_and_a_heading(page):
    assert [link for link in links(page) if not leads_on(page, link)] == []


@pytest.mark.parametrize("folder", [DOCS / "architecture", DOCS / "how-to", DOCS], ids=named)
def test_the_contents_name_every_page(folder):
    linked = {(folder / link.partition("#")[0]).resolve() for link in links(folder / "README.md")}
    pages = {*folder.glob("*.md"), *folder.glob("*/README.md")} - {folder / "README.md"}
    assert pages - linked == set()


@pytest.mark.parametrize("page", [p for p in ON_CODE if p.parent != DOCS], ids=named)
def test_a_page_is_read_in_five_minutes(page):
    words = [word for word in page.read_text("utf-8").split() if re.search(r"\w", word)]
    assert len(words) <= MOST_WORDS


# --- Files and names ---------------------------------------------------------------------------


def is_there(path: str) -> bool:
    """A file or folder, from the root of the project; or a template by its name."""
    first = path.split("/")[0]
    return (BASE / path).exists() or (BASE / first / "templates" / path).exists()


def paths(page: Path) -> list[str]:
    """What looks like a path that begins at the root of the project."""
    found = [span for span in spans(page) if "/" in span.rstrip("/") and _PATH.fullmatch(span)]
    return [path for path in found if path.split("/")[0] in OURS]


@pytest.mark.parametrize("page", ON_CODE, ids=named)
def test_every_file_that_is_named_exists(page):
    missing = {path for path in paths(page) if "NAME" not in path and not is_there(path)}
    assert missing - TO_BE_WRITTEN == set()


def resolves(name: str) -> bool:
    """Whether `package.module.Name.attribute` is a module, or a word in the one that it begins."""
    parts = name.split(".")
    for number in range(len(parts), 0, -1):
        for root in (BASE, BASE / "site"):
            place = root.joinpath(*parts[:number])
            files = [place.with_suffix(".py"), place / "__init__.py"]
            if module := next((file for file in files if file.exists()), None):
                text = module.read_text("utf-8")
                return all(re.search(rf"\b{word}\b", text) for word in parts[number:])
    return False


def dotted(page: Path) -> list[str]:
    """Names of modules, and of what is in them; not the numbers of checks (core.E010)."""
    ours = "|".join([*layers(), "tests"])
    pattern = re.compile(rf"(?:{ours})(?:\.[A-Za-z_]\w*)+(?:\(\))?")
    found = [span.removesuffix("()") for span in spans(page) if pattern.fullmatch(span)]
    return [name for name in found if not re.search(r"\.(?:[EW]\d{3}|\w*\.?py|toml|json)$", name)]


def test_names_are_seen():
    assert sum(len(dotted(page)) for page in ON_CODE) > 100
    assert resolves("core.registries.slots") and resolves("content.pages.CityPage.serve")
    assert not resolves("core.blocks") and not resolves("content.pages.TownPage")


@pytest.mark.parametrize("page", ON_CODE, ids=named)
def test_every_name_that_is_named_exists(page):
    assert {name for name in dotted(page) if not resolves(name)} == set()


def templates(page: Path) -> set[str]:
    """Names of templates, as in `{% include %}`."""
    return {span for span in spans(page) if re.fullmatch(r"[\w-]+/[\w/-]+\.html", span)}


def is_template(name: str) -> bool:
    found = (next((BASE / folder).rglob(f"templates/{name}"), None) for folder in OURS)
    return (BASE / name).exists() or any(found)


@pytest.mark.parametrize("page", ON_CODE, ids=named)
def test_every_template_that_is_named_exists(page):
    assert {one for one in templates(page) if not is_template(one)} - TO_BE_WRITTEN == set()


def test_the_plan_names_every_registry_and_every_job():
    folder = BASE / "site" / "core" / "registries"
    registries = {f"core.registries.{file.stem}" for file in folder.glob("[a-z]*.py")}
    assert registries - set(dotted(DOCS / "architecture" / "README.md")) == set()
    jobs = {job.name for job in periodic.jobs()}
    assert jobs and jobs - set(spans(DOCS / "architecture" / "engines-and-processes.md")) == set()


# --- Dependencies and messages -----------------------------------------------------------------


def test_every_dependency_has_a_reason():
    text = (DOCS / "architecture" / "libraries.md").read_text("utf-8").lower()
    told = set(re.findall(r"[@\w./-]+", text.replace("_", "-")))
    packages = {name for lock in LOCKS for name in wanted(BASE / f"{lock}.in")}
    package = json.loads((BASE / "package.json").read_text())
    packages |= {*package["dependencies"], *package["devDependencies"]}
    assert packages - told == set()


@cache
def said() -> str:
    """All that the program may say: code, scripts, translations."""
    files = [
        file
        for folder in OURS
        for kind in ("*.py", "*.sh")
        for file in (BASE / folder).rglob(kind)
        if file != Path(__file__)
    ]
    code = "".join(file.read_text("utf-8") for file in [*files, BASE / "conftest.py"])
    german = polib.pofile(str(BASE / "site" / "locale" / "de" / "LC_MESSAGES" / "django.po"))
    return "\n".join([code, *(entry.msgstr for entry in german)])


def messages() -> list[str]:
    """The program's own words: code with blanks in the columns of what one sees."""
    rows = re.findall(r"^\| ([^|]+)\|(?: ([^|]+)\|)?", prose(DOCS / "troubleshooting.md"), re.M)
    found = [span for row in rows for cell in row for span in _SPAN.findall(cell)]
    return [span for span in found if span.count(" ") > 1 and not span.startswith("manage.py")]


def test_every_message_is_still_in_the_code():
    assert len(messages()) > 40
    pieces = {part.strip() for message in messages() for part in message.split("…")}
    assert {part for part in pieces if len(part) > 3 and part not in said()} == set()
