"""What tests look for in a page."""

import json

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
