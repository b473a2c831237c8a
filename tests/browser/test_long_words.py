"""A word of 67 letters on the narrowest phone: no page of any kind grows wider than the window.

German law has such words, and they come from councils and catalogues unasked. The word stands in
the names and titles of everything, and then in whatever else the pages show.
"""

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db.models import CharField, Value
from django.db.models.functions import Concat, Substr
from wagtail.models import Page, Site

from core import caching
from home.waste.models import Street
from tests.home import examples
from tests.home.forms.conftest import make_form
from tests.home.waste import building as waste

from . import city, council, newsroom, playgrounds
from .page_types import all_types

pytestmark = pytest.mark.browser

WORD = "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung"
NARROW = 320
NAMED = (
    *("home", "news", "jobs", "places", "waste", "forms", "services", "oparl", "directory"),
    "wagtailcore",
)
# Keys and names that programs go by.
TECHNICAL = {"wagtailcore.Collection", "wagtailcore.Task", "wagtailcore.Workflow"}
# Dates, amounts, signs of two letters and words of our own stay together on purpose.
INTO_EVERYTHING = """word => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  for (const node of nodes) {
    const parent = node.parentElement;
    const own = "time, .nowrap, .fees td, .kern-label__optional, .waste-bin";
    if (node.data.trim() && !parent.closest(`script, style, svg, option, noscript, ${own}`))
      node.data = `${word} ${node.data}`;
  }
}"""
OUTSIDE = """() => {
  const scrolls = element => {
    for (let one = element; one; one = one.parentElement)
      if (getComputedStyle(one).overflowX !== "visible" && one !== document.body) return true;
    return false;
  };
  if (document.documentElement.scrollWidth <= window.innerWidth) return [];
  return [...document.body.querySelectorAll("*")]
    .filter(one => one.getBoundingClientRect().right > window.innerWidth + 1 && !scrolls(one))
    .map(one => `${one.tagName.toLowerCase()}.${one.getAttribute("class") || ""}`)
    .slice(0, 8);
}"""


def lengthen():
    """Give everything that has a title or a name the word."""
    for model in apps.get_models():
        if model._meta.app_label not in NAMED or model._meta.label in TECHNICAL:
            continue
        for field in model._meta.local_fields:
            is_name = field.name in ("title", "name", "label", "heading")
            if not (is_name and isinstance(field, CharField)) or field.unique or field.choices:
                continue
            if (field.max_length or 999) >= 100:
                longer = Substr(Concat(Value(f"{WORD} "), field.name), 1, field.max_length or 999)
                model._base_manager.update(**{field.name: longer})
    cache.clear()
    caching.invalidate()


def build_types():
    made = examples.build()
    home = Site.objects.get().root_page
    made |= newsroom.build(home)
    playgrounds.build(home)
    return {**made, **playgrounds.PAGES, "form": make_form(home).url}


def build_council():
    city.make_pages()
    return council.build()


BUILDERS = {"city": city.build, "council": build_council, "types": build_types}


@pytest.fixture(params=BUILDERS)
def pages(request, django_db_serialized_rollback, live_server):
    made = BUILDERS[request.param]()
    if request.param == "types":
        shown = {page._meta.label_lower for page in Page.objects.live().specific()}
        assert set(all_types()) <= shown
        made["api"] = "/api/"
    lengthen()
    return made


def test_streets_are_among_what_is_lengthened(transactional_db):
    waste.street("Lindenallee", waste.areas()[0])
    lengthen()
    assert Street.objects.get().name == f"{WORD} Lindenallee"


def test_no_page_grows_wider_than_the_window(pages, visit):
    look = visit("/", width=NARROW)
    wide = {}
    for name, path in pages.items():
        look.go(path)
        assert look.response.status < 500, path
        if found := look.page.evaluate(OUTSIDE):
            wide[name] = found
        look.page.evaluate(INTO_EVERYTHING, WORD)
        if found := look.page.evaluate(OUTSIDE):
            wide[f"{name}, everything"] = found
        look.picture(f"long-{name}")
    assert not wide, "\n".join(f"{name}: {found}" for name, found in wide.items())
