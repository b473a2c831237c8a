"""One stretch of the walk: all forms of some views, and the class of each of these views."""

from dataclasses import dataclass, field

from . import forms, looking
from .chromium import ACTIONS
from .classes import PAGE, PRESSED, TARGET, UNLINKED, WALKED, Directory, class_of_answer
from .crawl import LINK, Crawl, mentions
from .exceptions import EXCEPTIONS
from .views import ADMIN, Address, View
from .walker import Case, Walker, cases_of


@dataclass
class Stretch:
    """found: {view: its class}. faults: what is wrong, one line each.

    done, pressed: the kinds of forms and of buttons that were walked.
    """

    views: set[View]
    crawl: Crawl
    walker: Walker
    errors: object = list
    found: dict[View, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    walked: list[Case] = field(default_factory=list)
    done: set = field(default_factory=set)
    pressed: set = field(default_factory=set)

    def run(self):
        self.mentioned = {path: dict(how) for path, how in self.crawl.mentioned.items()}
        for seen in self.crawl.seen:
            if seen.address.view in self.views:
                self.faults += [f"{seen.path}: {fault}" for fault in seen.faults]
        self._walk_all()
        self._press_all()
        self.walker.put_back()
        directory = Directory(self.mentioned)
        for view in sorted(self.views - set(self.found)):
            self._ask(view, directory)
        return self

    def _walk_all(self):
        todo = [case for seen in self.crawl.seen for case in self._cases(seen)]
        while todo:
            case = todo.pop(0)
            if case.kind not in self.done and case.view in self.views:
                self.done.add(case.kind)
                todo += self._walk(case)

    def _cases(self, seen):
        if seen.tree is None or seen.address.view not in self.views:
            return []
        return cases_of(seen.tree, seen.path, self.crawl.mentioned[seen.path].get(LINK, ""))

    def _press_all(self):
        """The buttons that send by script: to lock, to send back with a remark, to restrict."""
        for seen in self.crawl.seen:
            for address in actions(seen):
                target = Address.of(address)
                if target and target.view in self.views and target.kind not in self.pressed:
                    self.pressed.add(target.kind)
                    self._press(seen, address, target)

    def _press(self, seen, address, target):
        origin = self.crawl.mentioned[seen.path].get(LINK, "")
        try:
            faults = self.walker.press(seen.path, origin, address)
        except Exception as error:  # noqa: BLE001 - the walk goes on, and the fault is told
            faults = [repr(error)[:600]]
        self.faults += [f"{target.view}: pressed on {seen.path}: {one}" for one in faults]
        self.faults += [f"{target.view}: {error}" for error in self.errors()]
        self.found[target.view] = PRESSED

    def _walk(self, case) -> list[Case]:
        """Walk one form; returns what can be sent from there."""
        try:
            made = self.walker.walk(case)
        except Exception as error:  # noqa: BLE001 - the walk goes on, and the fault is told
            self.faults.append(f"{case}: {error!r}"[:600])
            self.faults += [f"{case}: {one}" for one in self.errors()]
            return []
        self.faults += [f"{case}: {fault}" for fault in made.faults]
        self.faults += [f"{case}: {error}" for error in self.errors()]
        self.walked.append(case)
        self.found[case.view] = WALKED
        if case.target:
            self.found.setdefault(case.target, TARGET)
        return [] if made.tree is None else self._behind(case, made)

    def _behind(self, case, made) -> list[Case]:
        """What is reached only when this form was sent: that page's forms, and its links."""
        here = Address.of(made.path)
        if here is None or here.view not in self.views:
            return []
        self.mentioned.setdefault(made.path, {}).setdefault(LINK, case.path)
        self.found.setdefault(here.view, PAGE)
        opened = []
        for how, path in mentions(made.tree, made.path):
            is_new = path not in self.mentioned
            self.mentioned.setdefault(path, {}).setdefault(how, made.path)
            address = Address.of(path)
            if is_new and how == LINK and address and address.view in self.views - set(self.found):
                opened += self._open(path, address, case)
        cases = cases_of(made.tree, made.path, case.path, before=case)
        # At the end: it puts the city back.
        if any(one.kind not in self.done for one in cases) and self._stands_alone(made):
            cases = cases_of(made.tree, made.path, origin="")
        return cases + opened

    def _stands_alone(self, made) -> bool:
        """Whether the form only asked where to go: the same page opens without it."""
        if made.has_written:
            return False
        self.walker.put_back()
        response = self.walker.session.get(self.walker.base + made.path, allow_redirects=False)
        if not looking.is_page(response):
            return False
        buttons = forms.buttons(looking.parse(response), made.path)
        return buttons == forms.buttons(made.tree, made.path)

    def _open(self, path, address, case) -> list[Case]:
        response = self.walker.session.get(self.walker.base + path, allow_redirects=False)
        kind = class_of_answer(response, {LINK})
        if not kind:
            self.faults.append(f"{address.view}: {path} answers {response.status_code}")
            return []
        self.found[address.view] = kind
        if not looking.is_page(response):
            return []
        tree = looking.parse(response)
        self.faults += [f"{path}: {fault}" for fault in looking.faults_of(tree)]
        return cases_of(tree, path, case.path, before=case)

    def _ask(self, view, directory):
        """The class of a view without a form that was walked."""
        if view in EXCEPTIONS:
            self.found[view] = EXCEPTIONS[view]
            return
        path, how = directory.path(view), directory.how(view)
        if not path:
            self.faults.append(f"{view}: no address is known")
            return
        response = self.walker.session.get(self.walker.base + path, allow_redirects=False)
        kind = class_of_answer(response, how)
        if kind == PAGE and not how:
            self.faults.append(f"{view}: {path} is a page that nothing leads to")
        elif not kind:
            self.faults.append(f"{view}: {path} answers {response.status_code}, known by {how}")
        self.found[view] = kind or UNLINKED


def actions(seen) -> list[str]:
    """What the buttons of a page send to by script."""
    if seen.tree is None:
        return []
    found = [value for name in ACTIONS for value in seen.tree.xpath(f"//button/@{name}")]
    return [value for value in found if value.startswith(ADMIN)]
