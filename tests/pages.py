"""What tests look for in a page."""

import json
from urllib.parse import urljoin

from bs4 import BeautifulSoup


def parse(response) -> BeautifulSoup:
    """As a browser shows it: what stands in a `<template>` is not part of the page."""
    page = BeautifulSoup(response.content, "lxml")
    for template in page.select("template"):
        template.clear()
    return page


def folded(element) -> str:
    """The text of an element, white space folded."""
    return " ".join(element.get_text(" ").split())


def text_of(response) -> str:
    """What a reader sees, white space folded."""
    page = parse(response)
    for element in page.select("script, head"):
        element.decompose()
    return folded(page)


def links(response, selector="main") -> dict[str, str]:
    """{text: address} of the links in one part of the page."""
    return {folded(link): link["href"] for link in parse(response).select(f"{selector} a[href]")}


def schemas(response) -> dict[str, dict]:
    """{@type: data} of the page's structured data."""
    blocks = parse(response).select('script[type="application/ld+json"]')
    return {block["@type"]: block for block in (json.loads(item.string) for item in blocks)}


def send(client, response, typed: dict, **options):
    """Send the page's form by its own address, as it was rendered, with this typed into it.

    `typed`: {name: value}; None unticks a box. The form is the first one that has all the names.
    """
    forms = [form for form in parse(response).select("form") if _has_fields(form, typed)]
    assert forms, f"no form has the fields {sorted(typed)}"
    form, here = forms[0], response.wsgi_request.get_full_path()
    data = {**values_of(form), **typed}
    data = {name: value for name, value in data.items() if value is not None}
    return client.post(urljoin(here, form.get("action") or here), data, **options)


def _has_fields(form, names) -> bool:
    return {field["name"] for field in form.select("[name]")} >= set(names)


def values_of(form) -> dict:
    """{name: value} of what a browser would send without anything being typed."""
    values = {}
    for field in form.select("input[name], textarea[name]"):
        kind = field.get("type", "text")
        if kind in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        if kind not in ("submit", "button", "file", "image"):
            text = field.text.removeprefix("\n") if field.name == "textarea" else ""
            values[field["name"]] = text or field.get("value", "on" if kind == "checkbox" else "")
    for field in form.select("select[name]"):
        options = field.select("option[selected]") or field.select("option")[:1]
        values[field["name"]] = [option.get("value", folded(option)) for option in options]
    return values
