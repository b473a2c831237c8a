"""One rule for what may become a link, at the doors and once more where pages leave."""

import json

import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpResponse, JsonResponse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.blocks import URLBlock

from core.middleware import SafeLinksMiddleware
from core.safe_links import (
    can_stand_in_a_page,
    defuse,
    link_address,
    own_address,
    web_address,
)
from tests.hostile import GOOD, LINKS, runs_something

OUR_APPS = (
    "core",
    "directory",
    "home",
    "news",
    "jobs",
    "places",
    "forms",
    "waste",
    "services",
    "oparl",
    "alerts",
)


@pytest.mark.parametrize("text", LINKS)
def test_no_trick_becomes_a_link(text):
    assert web_address(text) == ""
    assert link_address(text) == ""


@pytest.mark.parametrize("text", GOOD)
def test_what_is_an_address_stays_as_it_is(text):
    assert web_address(f" {text}\n") == link_address(text) == text


@pytest.mark.parametrize("value", [None, 5, [], {"url": "https://a.example"}, b"https://a.example"])
def test_what_is_no_text_is_no_link(value):
    assert web_address(value) == link_address(value) == own_address(value) == ""


def test_mail_and_telephone_are_links_but_no_web_addresses():
    for text in ("mailto:a@b.example?subject=x", "tel:+49-6421(0)115", "TEL:115"):
        assert link_address(text) == text
        assert web_address(text) == ""


def test_blanks_in_names_of_files_are_written_as_browsers_do():
    assert web_address("https://a.example/Antrag 1.pdf") == "https://a.example/Antrag%201.pdf"


@given(st.text())
def test_whatever_becomes_a_link_is_one_to_a_browser(text):
    for prefix in ("", "https://", "java", "mailto:"):
        found = link_address(prefix + text)
        page = HttpResponse(f'<a href="{quoted(found)}">x</a>')
        assert runs_something(page) == []


@pytest.mark.parametrize(
    "text",
    [
        *("/", "/rat/?seite=2", "/suche/?q=a b#c", "/straße/", "/a//b", "/x?next=/y"),
        *("/admin/reports/?next=%2Fadmin%2F", "/a:b/"),
    ],
)
def test_addresses_of_this_site(text):
    assert own_address(text) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "rat/", "?seite=2", "https://a.example/", "javascript:1", "//evil.example/"),
        *("/\\evil.example/", "/%5Cevil.example/", "/%5cevil.example/", "/%2Fevil.example/"),
        *("/%2fevil.example", "/%255Cevil.example/", "/%252Fevil.example/", "/\t/evil.example/"),
        *("/\n/evil.example", "/\r\nSet-Cookie: a=b", "/%0d%0aSet-Cookie:a=b", "/a\\b", "/a\x00b"),
        *("/\u202ea", "/\u2028/evil.example", " /x", "\\/evil.example", "/" + "x" * 2000),
        *LINKS,
    ],
)
def test_addresses_of_others(text):
    assert own_address(text, "/zurueck/") == "/zurueck/"


# --- Where pages leave ---------------------------------------------------------------------


def left(response) -> HttpResponse:
    return SafeLinksMiddleware(lambda request: response)(None)


def quoted(text):
    return text.replace("&", "&amp;").replace('"', "&quot;")


@pytest.mark.parametrize("text", [text for text in LINKS if not can_stand_in_a_page(text)])
@pytest.mark.parametrize("attribute", ["href", "action", "formaction", "src", "xlink:href"])
def test_a_stored_trick_leaves_no_page(text, attribute):
    for quote in "\"'":
        value = quoted(text).replace("'", "&#x27;")
        page = left(HttpResponse(f"<a class=x {attribute} = {quote}{value}{quote}>Hier</a>"))
        assert runs_something(page) == [] and b"Hier" in page.content
        assert int(page.get("Content-Length", len(page.content))) == len(page.content)


def test_a_page_of_good_links_is_sent_as_it_is():
    html = "".join(f'<a href="{quoted(text)}">x</a>' for text in (*GOOD, "/rat/", "#a", "?b", "c/"))
    html += '<img src="data:image/png;base64,AAAA"><p>href="javascript:1" ist ein Beispiel</p>'
    assert left(HttpResponse(html)).content.decode() == html
    assert defuse(html) == html


def test_data_and_feeds_bring_none_either():
    tricks = ["javascript:alert(1)", "data:text/html,x", "VBScript:x", "file:///etc/passwd"]
    texts = ["javascript: eine Einführung", "https://a.example/", "Datum: heute", 'a"javascript:x']
    answer = json.loads(left(JsonResponse({"a": tricks, "b": texts})).content)
    assert answer == {"a": [""] * 4, "b": texts}
    feed = (
        '<f><link href="javascript:x"/><link>javascript:x</link><link>https://a.example/</link></f>'
    )
    found = left(HttpResponse(feed, content_type="application/rss+xml; charset=utf-8")).content
    assert found == b"<f><link/><link></link><link>https://a.example/</link></f>"


# --- Where editors type --------------------------------------------------------------------


def typed_addresses():
    """Every field of ours in which an address is typed: models' and blocks'."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.URLField):
                yield f"{model.__name__}.{field.name}", field
            for block in getattr(getattr(field, "stream_block", None), "child_blocks", {}).values():
                yield from _in_block(f"{model.__name__}.{field.name}", block)


def _in_block(name, block):
    if isinstance(block, URLBlock):
        yield name, block.field
    children = getattr(block, "child_blocks", {})
    inner = [*children.values(), *([block.child_block] if hasattr(block, "child_block") else [])]
    for child in inner:
        yield from _in_block(f"{name}.{child.name}", child)


def test_no_field_takes_a_trick():
    found = dict(typed_addresses())
    assert len(found) > 20
    for name, field in found.items():
        for text in LINKS:
            try:
                taken = field.clean(text, *([None] * isinstance(field, models.Field)))
            except ValidationError:
                continue
            assert web_address(taken), (name, text, taken)


def test_a_form_says_what_is_wrong():
    class Form(forms.Form):
        url = forms.URLField(assume_scheme="https")

    form = Form({"url": "https://user:word@a.example/"})
    assert form.errors.as_data()["url"][-1].code == "web_address"
    assert not Form({"url": "ftp://a.example/"}).is_valid()
    assert Form({"url": "a.example"}).is_valid()
