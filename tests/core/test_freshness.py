"""Kept pages: made once a minute, dropped when something is published, never for editors."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from core import freshness
from core.http import public_page


@pytest.fixture
def page():
    made = []

    def view(request):
        made.append(request.path)
        return HttpResponse(f"made {len(made)}")

    view = public_page(view)
    view.made = made
    return view


def ask(view, path="/", **headers):
    return view(RequestFactory().get(path, **headers))


def test_a_page_is_made_once(page):
    assert ask(page).content == ask(page).content == b"made 1"
    assert "max-age=60" in ask(page)["Cache-Control"]


def test_each_address_has_its_own_page(page):
    ask(page, "/?sprache=en")
    ask(page, "/?sprache=de")
    assert len(page.made) == 2


def test_publishing_makes_it_anew(page):
    ask(page)
    freshness.bump()
    assert ask(page).content == b"made 2"


def test_an_editor_always_sees_the_present(page, settings):
    request = RequestFactory().get("/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    page(request)
    page(request)
    assert len(page.made) == 2


def test_an_unchanged_page_is_not_sent_again(page):
    etag = ask(page)["ETag"]
    assert ask(page, HTTP_IF_NONE_MATCH=etag).status_code == 304


def test_an_error_is_not_kept():
    answers = iter([503, 200])
    view = public_page(lambda request: HttpResponse(status=next(answers)))
    assert [ask(view).status_code, ask(view).status_code] == [503, 200]
