"""Walking one form: from the page that leads there to what stands there afterwards.

A form that is reached only by sending another one (the next page of a wizard, the preview of an
upload) is walked by sending that one first: `Case.before`.
"""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

import requests

from . import chromium, forms, looking, outcome
from .controls import uploads
from .crawl import within
from .views import ADMIN, Address

DRAFTS = ("Entwurf", "Prüfung", "Vorschau", "Workflow", "einplanen")
SECRETS = ("password", "code", "csrf", "slug", "hostname", "email", "url", "path")


@dataclass(frozen=True)
class Case:
    """One way to send one form. origin: the page whose link leads there."""

    path: str
    origin: str
    button: forms.Button
    before: "Case | None" = None

    @property
    def view(self):
        return Address.of(self.path).view

    @property
    def target(self):
        found = Address.of(self.button.action)
        return found and found.view

    @property
    def kind(self) -> tuple:
        """What is the same for another object: walked once.

        Every type of page is published; that drafts and reviews are told apart is not the type's.
        """
        label = self.button.label.partition(":")[0]
        is_draft = any(word in label for word in DRAFTS)
        place = self.view if is_draft else Address.of(self.path).kind
        return place, self.target, label if self.target else ""

    def __str__(self):
        return f"{self.view}: “{self.button.label}” on {self.path}"


@dataclass
class Outcome:
    """typed: {field: text}. offered: the buttons that the page had before.

    tree, path: the page that answered. has_written: whether the database changed.
    faults: in one line each.
    """

    case: Case
    typed: dict = field(default_factory=dict)
    offered: list = field(default_factory=list)
    tree: object = None
    path: str = ""
    has_written: bool = False
    faults: list = field(default_factory=list)


def cases_of(tree, path, origin, before=None) -> list[Case]:
    return [Case(path, origin, button, before) for button in forms.buttons(tree, path)]


@dataclass
class Walker:
    """Who walks. window: where Chromium is logged in; session: the same login over HTTP.

    led: (view, view) of which one led to the other by a link; the next is opened at once.
    tried: see `chromium.fill`.
    """

    base: str
    session: requests.Session
    kept: object
    window: object
    public: dict[str, str] = field(default_factory=dict)
    number: int = 0
    read: int = 0
    led: set = field(default_factory=set)
    tried: set = field(default_factory=set)

    def __post_init__(self):
        self.cookies = {one["name"]: one["value"] for one in self.window.cookies}

    def walk(self, case: Case) -> Outcome:
        self.put_back()
        before = self.kept.changes
        made = self._send(case)
        made.has_written = self.kept.changes != before
        if made.tree is not None:
            self._judge(made)
        return made

    def press(self, path, origin, address) -> list[str]:
        """A button of a page that sends by script. Returns what is wrong afterwards."""
        self.put_back()
        with self.window.opened() as (page, said):
            self._open(page, origin, path)
            chromium.press_action(page, address)
            tree = chromium.tree_of(page)
            return [*said, *outcome.refusals(tree, True), *looking.faults_of(tree)]

    def put_back(self):
        """The city as it was, and the login: a form may have made another one of it."""
        self.kept.put_back()
        self.session.cookies.clear()
        self.session.cookies.update(self.cookies)

    def _send(self, case) -> Outcome:
        self.number += 1
        return self._by_hand(case) if case.button.by_hand else self._as_read(case)

    def _as_read(self, case) -> Outcome:
        tree = self._page_of(case)
        response, typed = forms.send(
            self.session, self.base, case.path, tree, case.button, self.number
        )
        made = Outcome(case, typed, forms.buttons(tree, case.path))
        made.path = response.url.removeprefix(self.base)
        if response.status_code >= 400:
            made.faults.append(f"answers {response.status_code}")
        elif looking.is_page(response):
            made.tree = looking.parse(response)
        return made

    def _page_of(self, case):
        """The page on which the form stands."""
        if case.before:
            before = self._send(case.before)
            if _is_same(before.path, case.path):
                return before.tree
        return looking.parse(self.session.get(self.base + case.path))

    def _by_hand(self, case) -> Outcome:
        with self.window.opened() as (page, said):
            self._arrive(page, case)
            made = Outcome(case, offered=forms.buttons(chromium.tree_of(page), case.path))
            if page.locator(chromium.UPLOAD).count():
                made.typed = chromium.upload(page, uploads(case.path), self.number)
                made.path = case.origin
                made.tree = looking.parse(self.session.get(self.base + case.origin))
            else:
                made.typed = self._fill(page, case)
                answer = chromium.press(page, case.button.button, self.window.run_no_more_scripts)
                made.path = answer.url.removeprefix(self.base)
                made.tree = answer.tree
                if answer.status >= 400:
                    made.faults.append(f"answers {answer.status}")
            made.faults += said
        return made

    def _arrive(self, page, case):
        """Before the form: by its link, or by the form that has to be sent first."""
        before = case.before
        if not before:
            self._open(page, case.origin, case.path)
        elif before.button.by_hand:
            self._arrive(page, before)
            self._fill(page, before)
            chromium.press(page, before.button.button, when_sent=lambda: None)
            page.wait_for_load_state()
        else:
            self._send(before)
        if not _is_same(page.url.removeprefix(self.base), case.path):
            page.goto(self.base + case.path)

    def _open(self, page, origin, path):
        way = Address.of(origin or path), Address.of(path)
        way = tuple(address and address.view for address in way)
        if origin and way not in self.led:
            chromium.open_by_link(page, self.base, origin, path)
            self.led.add(way)
        else:
            page.goto(self.base + path)

    def _fill(self, page, case) -> dict[str, str]:
        return chromium.fill(page, case.button.form, self.number, self.tried)

    def _judge(self, made):
        case = made.case
        is_again = _is_same(made.path, case.path) or _is_same(made.path, case.button.action)
        made.faults += [f"refused: {text}" for text in outcome.refusals(made.tree, is_again)]
        made.faults += looking.faults_of(made.tree)
        is_same = made.path == case.path and forms.buttons(made.tree, made.path) == made.offered
        if is_same and not (outcome.is_told(made.tree) or made.typed):
            made.faults.append("nothing tells that it was done")
        if not made.faults:
            public = self._read_as_reader(made, case)
            made.faults += self._reread(made, case, public)

    def _reread(self, made, case, public):
        """What was typed stands on the page that answered, where it leads, or in the form again."""
        told = {
            name: text
            for name, text in made.typed.items()
            if not any(word in name for word in SECRETS) and " " in text and text not in public
        }
        trees = [made.tree]
        for path in [*outcome.links_told(made.tree), case.path]:
            if not (missing := {n: t for n, t in told.items() if not _stands(trees, t)}):
                return []
            if (target := within(made.path, path)).startswith(ADMIN):
                response = self.session.get(self.base + target)
                if looking.is_page(response):
                    trees.append(looking.parse(response))
        missing = {n: t for n, t in told.items() if not _stands(trees, t)}
        return [f"{name}: “{text}” is gone" for name, text in missing.items()]

    def _read_as_reader(self, made, case) -> str:
        """What readers see of it. Something of what was typed must stand there, if published."""
        told = [link for link in outcome.links_told(made.tree) if not _is_admin(link)]
        if not any(word in case.button.label for word in DRAFTS):
            told += [path for name, path in self.public.items() if name == case.view.name]
        seen = ""
        for path in told if made.typed else []:
            response = requests.get(within_site(self.base, path), timeout=60)
            seen += response.text
            if response.status_code != 200:
                made.faults.append(f"{path} answers readers {response.status_code}")
            elif not any(text in response.text for text in made.typed.values()):
                made.faults.append(f"readers of {path} see nothing of {list(made.typed.values())}")
        self.read += bool(seen)
        return seen


def _is_same(path, other) -> bool:
    return path.partition("?")[0] == other.partition("?")[0]


def _is_admin(link) -> bool:
    return urlsplit(link).path.startswith(ADMIN)


def within_site(base, link) -> str:
    """The same page on the server of this test, whatever host its address names."""
    parts = urlsplit(link)
    return base + parts.path + (f"?{parts.query}" if parts.query else "")


def _stands(trees, text) -> bool:
    return any(outcome.stands_in(tree, text) for tree in trees)
