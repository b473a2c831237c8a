"""Going through the admin by its links, over HTTP: what there is, who leads there, what is wrong.

Each kind of address is opened once (of pages, each one's editor and folder). Addresses are taken
from links, from the menu (JSON that a script draws), from forms, and from attributes and scripts
that ask for parts of a page.
"""

import json
import re
from collections import deque
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import requests

from . import looking
from .views import ADMIN, Address

LINK, FORM, SCRIPT = "link", "form", "script"
MENU, SEARCH = "wagtail-sidebar-props", "wagtail.sidebar.SearchModule"
MENTIONED = re.compile(r"(?<![\w/.-])/admin/[^\s\"'<>\\]*")
# Of these each object is opened, because types and states of pages differ.
EACH = {
    *("wagtailadmin_pages:edit", "wagtailadmin_explore", "wagtailadmin_pages:history"),
    *("wagtailadmin_workflows:edit", "wagtailadmin_workflows:edit_task"),
    *("catalogue_supplements:edit", "catalogue_supplements:history"),
    *("wagtailsnippets_alerts_alert:edit", "wagtailsnippets_alerts_alert:history"),
    *("oparl_paper_modeladmin_inspect", "oparl_paperlink_modeladmin_create"),
}
OF_MANY = "data-bulk-action-button"
# Lists that tell of more when they are asked.
MORE = {"show_disabled"}


@dataclass
class Seen:
    """An address that was opened. tree: None where it is no page."""

    path: str
    address: Address
    status: int
    content_type: str
    leads_to: str = ""
    tree: object = None
    faults: list[str] = field(default_factory=list)


@dataclass
class Crawl:
    """seen: what was opened; mentioned: {address: {how: path of the page that leads there}}."""

    base: str
    session: requests.Session
    seen: list[Seen] = field(default_factory=list)
    mentioned: dict[str, dict[str, str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def run(self, start=ADMIN):
        todo, done = deque([start]), set()
        self.mentioned[start] = {LINK: start}
        while todo:
            path = todo.popleft()
            address = Address.of(path)
            if address is None:
                self.faults.append(f"{path} leads nowhere, on {self.mentioned[path]}")
                continue
            if (kind := kind_of(path, address)) in done:
                continue
            done.add(kind)
            for how, found in self.open(path, address):
                known = self.mentioned.setdefault(found, {})
                if how not in known:
                    known[how] = path
                    if how == LINK:
                        todo.append(found)
        return self

    def open(self, path, address):
        """Look at one address; yields (how, address) of what it mentions."""
        response = self.session.get(self.base + path, allow_redirects=False)
        kind = response.headers.get("Content-Type", "")
        seen = Seen(path, address, response.status_code, kind)
        self.seen.append(seen)
        if target := response.headers.get("Location"):
            seen.leads_to = within(path, target)
            yield LINK, seen.leads_to
        if response.status_code >= 400:
            seen.faults.append(f"status {response.status_code}")
        elif looking.is_page(response):
            seen.tree = looking.parse(response)
            seen.faults += looking.faults_of(seen.tree)
            yield from mentions(seen.tree, path)


def kind_of(path, address) -> tuple:
    names = MORE & set(parse_qs(urlsplit(path).query))
    return (*address.kind, frozenset(names), address.kwargs if address.view.name in EACH else ())


def within(path, target) -> str:
    """The address that a page at `path` means, without its fragment and host."""
    parts = urlsplit(urljoin(path, target))
    return parts.path + (f"?{parts.query}" if parts.query else "")


def mentions(tree, path):
    """(how, address) of all that a page leads to."""
    yield from ((LINK, target) for target in ticked(tree, path))
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        for name, value in element.attrib.items():
            if element.get(OF_MANY) is not None or is_asking(element):
                continue
            if element.tag == "a" and name == "href" or name in ("action", "formaction"):
                target = within(path, value)
                how = LINK if name == "href" else FORM
                if value and "://" not in value and target.startswith(ADMIN):
                    yield how, target
            else:
                yield from ((SCRIPT, one) for one in MENTIONED.findall(value))
        if element.tag == "script" and element.text:
            if element.get("id") == MENU:
                yield from ((LINK, one) for one in menu_links(json.loads(element.text)))
            else:
                yield from ((SCRIPT, one) for one in MENTIONED.findall(element.text))


def ticked(tree, path):
    """Where one gets with the first row of a list ticked: what is done to several things at once.

    A script writes into those links which rows are ticked, and where to go afterwards.
    """
    row = next(iter(tree.xpath("//@data-object-id")), None)
    for link in tree.xpath(f"//a[@{OF_MANY}]"):
        if row is not None:
            yield f"{within(path, link.get('href'))}?{urlencode({'id': row, 'next': path})}"
    for form in filter(is_asking, tree.iter("form")):
        for box in form.xpath(".//tbody//input[@type='checkbox'][@name][@value]")[:1]:
            yield within(path, f"{form.get('action')}?{box.get('name')}={box.get('value')}")


def is_asking(form) -> bool:
    """A list whose ticked rows go to another view, which asks before it does anything."""
    is_get = form.tag == "form" and form.get("action") and form.get("method", "get") == "get"
    return bool(is_get and form.xpath(".//tbody//input[@type='checkbox'][@name][@value]"))


def menu_links(value):
    """The addresses of all items of the menu, wherever they stand in its description.

    The field of its search leads to that as well.
    """
    if isinstance(value, dict):
        if value.get("_type") == SEARCH:
            yield from value["_args"]
        if isinstance(value.get("url"), str) and value.get("method", "get") == "get":
            yield from MENTIONED.findall(value["url"])
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from menu_links(one)
