"""Kept pages: made once a minute, dropped when something is published, never for editors."""

import pytest
from django.core.cache import caches
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import URLResolver, get_resolver

from core import caching, http
from core.http import public_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    made = []

    def view(request):
        made.append(request.path)
        return HttpResponse(f"made {len(made)}")

    view = public_page(view)
    view.made = made
    return view


@pytest.fixture
def archive():
    """A list that knows which page of it is asked for."""
    made = []

    @public_page(knows=("seite",))
    def view(request):
        made.append(request.get_full_path())
        return HttpResponse(request.GET.urlencode())

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
    caching.invalidate()
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


def test_what_a_page_does_not_know_makes_no_other_page(archive):
    for number in range(5):
        assert ask(archive, f"/?n={number}&seite=2&{number}=x").content == b"seite=2"
    ask(archive, "/?utm_source=newsletter")
    assert archive.made == ["/?seite=2", "/"]


def test_the_order_of_parameters_makes_no_other_page(archive):
    ask(archive, "/?seite=2&sprache=en")
    ask(archive, "/?sprache=en&seite=2")
    assert len(archive.made) == 1


def test_a_page_that_does_not_say_what_it_knows_is_not_kept_with_it(page):
    assert ask(page, "/?monat=5").content != ask(page, "/?monat=5").content


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(http, "MADE_UP_PER_MINUTE", 3)


def kept_pages() -> int:
    return sum(".cache_page." in key for key in caches["pages"]._cache)


def test_made_up_values_push_out_no_page(archive, few):
    ask(archive, "/", HTTP_HOST="localhost")
    for number in range(20):
        ask(archive, f"/?seite={number}")
    assert kept_pages() == 4
    ask(archive, "/", HTTP_HOST="localhost")
    assert archive.made.count("/") == 1


def test_made_up_names_and_ports_of_the_site_push_out_no_page(page, few):
    for number in range(20):
        ask(page, HTTP_HOST=f"localhost:{number + 1000}")
        ask(page, HTTP_HOST=f"x{number}.localhost")
    assert kept_pages() == 3


def test_made_up_headers_make_no_other_page(client):
    for number in range(20):
        headers = {"Accept-Language": f"x-{number}", "User-Agent": f"x{number}", "Accept": "a/b"}
        assert client.get("/hinweise/", headers=headers).status_code == 200
    assert kept_pages() == 1


def test_small_things_lie_elsewhere_than_pages(settings):
    from stadttor.settings import base

    assert base.CACHES["pages"]["LOCATION"] != base.CACHES["default"]["LOCATION"]


def views(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns)
        else:
            yield pattern.callback


def test_every_kept_page_says_what_it_knows():
    kept = [view for view in views(get_resolver().url_patterns) if hasattr(view, "knows")]
    assert len(kept) > 25
    assert [view.__qualname__ for view in kept if view.knows is None] == []
