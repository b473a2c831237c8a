"""Requests reach views without what no database keeps, in UTF-8."""

import json

import pytest
from django.http import JsonResponse
from django.test import RequestFactory

from core.input import StorableInputMiddleware


def seen(request):
    def view(request):
        return JsonResponse(
            {
                "path": request.path,
                "get": dict(request.GET.lists()),
                "post": dict(request.POST.lists()),
                "files": [file.name for file in request.FILES.values()],
                "cookies": request.COOKIES,
            }
        )

    return json.loads(StorableInputMiddleware(view)(request).content)


@pytest.mark.parametrize("name", ["q", "life_situation", "n\x00n"])
def test_parameters_and_fields(name):
    clean = name.replace("\x00", "")
    factory = RequestFactory()
    assert seen(factory.get("/", {name: "a\x00b"}))["get"] == {clean: ["ab"]}
    assert seen(factory.post("/", {name: ["a\x00", "ü"]}))["post"] == {clean: ["a", "ü"]}


def test_paths_cookies_and_names_of_files():
    factory = RequestFactory()
    assert seen(factory.get("/a%00b/"))["path"] == "/a\ufffdb/"
    request = factory.get("/", headers={"Cookie": 'sessionid="\\000abcdefgh"'})
    assert seen(request)["cookies"] == {"sessionid": "abcdefgh"}
    body = (
        b"--x\r\nContent-Disposition: form-data; name=\"f\"; filename*=utf-8''a%00b.pdf\r\n\r\n"
        b"x\r\n--x--\r\n"
    )
    request = factory.generic("POST", "/", body, "multipart/form-data; boundary=x")
    assert seen(request)["files"] == ["ab.pdf"]


@pytest.mark.parametrize("charset", ["utf-7", "hex", "utf-16", "unicode_escape", "rot13", "idna"])
def test_no_other_charset_decodes_the_address(charset):
    request = RequestFactory().get("/?q=%C3%BC+2AA-", content_type=f"text/plain; charset={charset}")
    assert seen(request)["get"] == {"q": ["ü 2AA-"]}


def test_what_is_not_odd_is_left_alone():
    request = RequestFactory().get("/?b=1&a=%C3%BC&b=2")
    before = request.META["QUERY_STRING"]
    assert seen(request)["get"] == {"b": ["1", "2"], "a": ["ü"]}
    assert request.META["QUERY_STRING"] == before
