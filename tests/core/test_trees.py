from types import SimpleNamespace

import pytest

from core.trees import Tree


def row(pk, parent=None):
    return SimpleNamespace(pk=pk, parent_id=parent)


@pytest.fixture
def tree():
    return Tree([row(3, 1), row(1), row(2), row(5, 99), row(4, 3)])


def test_rows_follow_their_parents_and_keep_the_order_given(tree):
    assert [(item.pk, item.depth) for item in tree] == [(1, 0), (3, 1), (4, 2), (2, 0), (5, 0)]


def test_ancestors_begin_at_the_top(tree):
    assert [item.pk for item in tree.ancestors(tree.rows[4])] == [1, 3]
    assert tree.ancestors(tree.rows[5]) == []


def test_a_subtree_holds_the_row_itself(tree):
    assert tree.subtree(1) == {1, 3, 4}
    assert tree.subtree(4, 5) == {4, 5}


def test_a_circle_ends_every_walk():
    tree = Tree([row(1, 2), row(2, 1)])
    assert list(tree) == []
    assert tree.subtree(1) == {1, 2}
    assert [item.pk for item in tree.ancestors(tree.rows[1])] == [1, 2]
