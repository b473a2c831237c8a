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
    """typed: {field: text}. tree, path: the page that answered. faults: in one line each."""

    case: Case
    typed: dict = field(default_factory=dict)
    tree: object = None
    path: str = ""
    faults: list = field(default_factory=list)


def cases_of(tree, path, origin, before=None) -> list[Case]:
    return [Case(path, origin, button, before) for button in forms.buttons(tree, path)]


@dataclass
class Walker:
    """Who walks. open_page: a new page of Chromium that is logged in."""

    base: str
    session: requests.Session
    kept: object
    open_page: object
    public: dict[str, str] = field(default_factory=dict)
    number: int = 0
    read: int = 0

    def walk(self, case: Case) -> Outcome:
        self.kept.put_back()
        return self._send(case)

    def press(self, path, origin, address) -> list[str]:
        """A button of a page that sends by script. Returns what is wrong afterwards."""
        self.kept.put_back()
        page, said = self.open_page()
        try:
            chromium.open_by_link(page, self.base, origin, path)
            chromium.press_action(page, address)
            tree = chromium.tree_of(page)
        finally:
            page.close()
        return said + outcome.refusals(tree, True) + looking.faults_of(tree)

    def _send(self, case):
        if case.before:
            before = self._send(case.before)
            tree, path = before.tree, before.path
            if path.partition("?")[0] != case.path.partition("?")[0]:
                tree = looking.parse(self.session.get(self.base + case.path))
        else:
            tree = looking.parse(self.session.get(self.base + case.path))
        self.number += 1
        form = forms.post_forms(tree)[case.button.form]
        if form.xpath(forms.NEEDS_SCRIPT) and not case.before:
            return self._by_hand(case)
        return self._as_read(case, tree)

    def _as_read(self, case, tree) -> Outcome:
        response, typed = forms.send(
            self.session, self.base, case.path, tree, case.button, self.number
        )
        made = Outcome(case, typed, path=response.url.removeprefix(self.base))
        if response.status_code >= 400:
            made.faults.append(f"answers {response.status_code}")
        elif looking.is_page(response):
            made.tree = looking.parse(response)
            self._judge(made, case, forms.buttons(tree, case.path))
        return made

    def _by_hand(self, case) -> Outcome:
        page, said = self.open_page()
        try:
            if case.origin:
                chromium.open_by_link(page, self.base, case.origin, case.path)
            else:
                page.goto(self.base + case.path)
            before = forms.buttons(chromium.tree_of(page), case.path)
            if page.locator("#fileupload").count():
                typed = chromium.upload(page, uploads(case.path), self.number)
                page.goto(self.base + case.origin)
            else:
                typed = chromium.fill(page, case.button.form, self.number)
                chromium.press(page, case.button.button)
            made = Outcome(case, typed, chromium.tree_of(page), page.url.removeprefix(self.base))
        finally:
            page.close()
        self._judge(made, case, before)
        made.faults += said
        return made

    def _judge(self, made, case, before):
        here = made.path.partition("?")[0]
        is_again = here in (case.path.partition("?")[0], case.button.action.partition("?")[0])
        made.faults += [f"refused: {text}" for text in outcome.refusals(made.tree, is_again)]
        made.faults += looking.faults_of(made.tree)
        is_same = made.path == case.path and forms.buttons(made.tree, made.path) == before
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


def _is_admin(link) -> bool:
    return urlsplit(link).path.startswith(ADMIN)


def within_site(base, link) -> str:
    """The same page on the server of this test, whatever host its address names."""
    parts = urlsplit(link)
    return base + parts.path + (f"?{parts.query}" if parts.query else "")


def _stands(trees, text) -> bool:
    return any(outcome.stands_in(tree, text) for tree in trees)
