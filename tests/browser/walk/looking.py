"""What every page of the admin owes to whoever opens it."""

import re
from collections import Counter

from lxml import html

SINGLE = (
    ".//*[self::input[not(@type='checkbox' or @type='radio')] or self::select or self::textarea]"
    "[@name != 'csrfmiddlewaretoken']/@name"
)
RAW = {"None", "True", "False", "Yes", "No"}
SAID = ".//@alt | .//@title | .//@aria-label"


def is_page(response) -> bool:
    """Whether it is a whole page, not a part of one, a file or data."""
    kind = response.headers.get("Content-Type", "")
    return kind.startswith("text/html") and b"<html" in response.content[:2000]


def faults_of(tree) -> list[str]:
    """tree: of lxml. Each fault in one line."""
    found = []
    headings = [one for one in tree.iter("h1") if words(one)]
    if len(headings) != 1:
        found.append(f"{len(headings)} h1")
    title = words(tree.find(".//title"))
    if not re.search(r"\w", title.partition(" - ")[0]):
        found.append(f"title {title!r}")
    for cell in tree.iter("td", "dd"):
        found += [f"a cell says {raw}" for raw in RAW & {words(cell), *cell.xpath(SAID)}]
    for form in tree.iter("form"):
        counted = Counter(form.xpath(SINGLE))
        found += [f"field {name} stands twice" for name, times in counted.items() if times > 1]
    return found


def words(element) -> str:
    return "" if element is None else " ".join(element.text_content().split())


def parse(response):
    return html.fromstring(response.content)
