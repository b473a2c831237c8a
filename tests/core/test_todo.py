"""What waits for editors, as the apps say it."""

import pytest

from core.registries import worklist as todo


@pytest.fixture(autouse=True)
def nothing_yet(monkeypatch):
    monkeypatch.setattr(todo, "_todos", {})


def test_kinds_with_work_come_in_their_order_and_others_not_at_all():
    item = todo.Item("Three pages", "/admin/", count=3)
    todo.register(todo.Todo("later", "Later", lambda request: [item], position=20))
    todo.register(todo.Todo("none", "None", lambda request: []))
    todo.register(todo.Todo("first", "First", lambda request: [item], position=10))
    assert [(kind.name, items) for kind, items in todo.waiting(None)] == [
        ("first", [item]),
        ("later", [item]),
    ]


def test_registering_a_name_again_replaces_it():
    todo.register(todo.Todo("one", "Old", lambda request: [todo.Item("x", "/")]))
    todo.register(todo.Todo("one", "New", lambda request: [todo.Item("y", "/")]))
    assert [kind.label for kind, _items in todo.waiting(None)] == ["New"]


def test_buttons_come_in_their_order_for_those_who_may(monkeypatch):
    monkeypatch.setattr(todo, "_actions", {})
    todo.register_action(todo.Action("later", "Later", lambda request: "/b/", position=20))
    todo.register_action(todo.Action("first", "First", lambda request: "/a/", position=10))
    todo.register_action(todo.Action("hidden", "Hidden", lambda request: "", position=5))
    assert [(action.name, url) for action, url in todo.actions(None)] == [
        ("first", "/a/"),
        ("later", "/b/"),
    ]
