"""Things that may be linked: published ones in their order, one query for each kind."""

import pytest
from wagtail.models import Page

from core.registries import linkable

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages():
    root = Page.objects.get(depth=2)
    return [root.add_child(title=title, slug=title) for title in ("a", "b", "c")]


def test_pages_can_be_linked_everywhere():
    assert linkable.get("page") in linkable.kinds()
    assert linkable.get("gibt-es-nicht") is None


def test_targets_keep_their_order_each_once(pages, django_assert_num_queries):
    a, b, _c = pages
    targets = linkable.get("page").targets([b.pk, a.pk, b.pk, 999_999])
    assert [(target.title, target.url) for target in targets] == [("b", b.url), ("a", a.url)]
    with django_assert_num_queries(0):
        assert linkable.get("page").targets([]) == []


def test_what_is_not_published_is_left_out_and_comes_back(pages):
    a = pages[0]
    a.unpublish()
    assert linkable.get("page").targets([a.pk]) == []
    a.save_revision().publish()
    assert [target.title for target in linkable.get("page").targets([a.pk])] == ["a"]
