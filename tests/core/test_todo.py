"""What waits for editors, as the apps say it."""

import pytest

from core.registries import worklist


@pytest.fixture(autouse=True)
def nothing_yet(monkeypatch):
    monkeypatch.setattr(worklist, "_todos", {})


def test_kinds_with_work_come_in_their_order_and_others_not_at_all():
    item = worklist.Item("Three pages", "/admin/", count=3)
    worklist.register(worklist.Todo("later", "Later", lambda request: [item], position=20))
    worklist.register(worklist.Todo("none", "None", lambda request: []))
    worklist.register(worklist.Todo("first", "First", lambda request: [item], position=10))
    assert [(kind.name, items) for kind, items in worklist.waiting(None)] == [
        ("first", [item]),
        ("later", [item]),
    ]


def test_registering_a_name_again_replaces_it():
    worklist.register(worklist.Todo("one", "Old", lambda request: [worklist.Item("x", "/")]))
    worklist.register(worklist.Todo("one", "New", lambda request: [worklist.Item("y", "/")]))
    assert [kind.label for kind, _items in worklist.waiting(None)] == ["New"]


def test_buttons_come_in_their_order_for_those_who_may(monkeypatch):
    monkeypatch.setattr(worklist, "_actions", {})
    worklist.register_action(worklist.Action("later", "Later", lambda request: "/b/", position=20))
    worklist.register_action(worklist.Action("first", "First", lambda request: "/a/", position=10))
    worklist.register_action(worklist.Action("hidden", "Hidden", lambda request: "", position=5))
    assert [(action.name, url) for action, url in worklist.actions(None)] == [
        ("first", "/a/"),
        ("later", "/b/"),
    ]
