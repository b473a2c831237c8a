"""A city with one page of every type, each with content, and what lists hold."""

from wagtail.models import Page, get_page_models

from content.pages import CityPage
from home.models import HomePage
from tests.home import examples
from tests.home.forms.conftest import make_form
from tests.lists import KINDS


def build() -> HomePage:
    """The home page; all others stand below it, published."""
    examples.build()
    home = HomePage.objects.get()
    for make in KINDS.values():
        make(home)
    make_form(home)
    assert not missing(), missing()
    return home


def missing() -> set:
    """The page types of which no page is published."""
    types = {model for model in get_page_models() if issubclass(model, CityPage)}
    return {model for model in types if not Page.objects.live().exact_type(model).exists()}
