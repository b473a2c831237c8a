"""Each view of the admin is of exactly one class.

Which one is found by asking it; what belongs to none is a fault and named.
"""

import re
from collections import defaultdict

from django.urls import NoReverseMatch, reverse
from wagtail.blocks import Block

from . import looking
from .crawl import FORM, LINK, SCRIPT
from .views import Address, View

WALKED = "form walked"
TARGET = "takes what a walked form sends"
PAGE = "page without a form"
FORWARD = "leads on to another view"
DATA = "answers a script or a program"
PRESSED = "button pressed that sends by script"
POSTED = "takes what a script sends"
CLOSED = "closed to everybody, and linked from nowhere"
UNLINKED = "of no class"
BLOCK_PREVIEW = "wagtailadmin_block_preview"  # a script asks with the key of a block
# A script puts the key of a page in its place.
ANY_KEY = "/999999/"
# What no page mentions, and no other address tells.
HINTS = {
    "wagtailimages:preview": {"filter_spec": "original"},
    "wagtailadmin_tag_model_autocomplete": {"app_name": "taggit", "model_name": "tag"},
}


class Directory:
    """Real addresses for views, from those that pages mention."""

    def __init__(self, mentioned):
        self.mentioned = mentioned
        self.paths = defaultdict(list)
        self.values = defaultdict(list)
        for path in mentioned:
            if ANY_KEY not in path and (address := Address.of(path)):
                self.paths[address.view].append(path)
                for name, value in address.kwargs:
                    self.values[prefix_of(address.view), name].append(value)
                    self.values["", name].append(value)

    def how(self, view: View) -> set[str]:
        return {how for path in self.paths[view] for how in self.mentioned[path]}

    def path(self, view: View) -> str:
        """A mentioned address, or one made from what other addresses of the same family name."""
        if view.name == BLOCK_PREVIEW:
            return f"{reverse(view.name)}?id={next(iter(Block.definition_registry))}"
        for how in (LINK, FORM, SCRIPT):
            for path in self.paths[view]:
                if how in self.mentioned[path]:
                    return path
        names = re.findall(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>", view.route)
        kwargs = {name: self._value(view, name) for name in ("".join(pair) for pair in names)}
        try:
            path = reverse(view.name, kwargs={**kwargs, **HINTS.get(view.name, {})})
        except NoReverseMatch:
            return ""
        return f"{path}?id={self._value(view, 'pk')}" if view.name.endswith(":find") else path

    def _value(self, view, name) -> str:
        """Of this family, else of what an interface calls by another name, else any."""
        family = prefix_of(view)
        other = family.rpartition(":")[2].removesuffix("s") + "_id"
        for found in (self.values[family, name], self.values["", other], self.values["", name]):
            if found:
                return found[0]
        return "1"


def prefix_of(view: View) -> str:
    """The family of a view: its namespace, or the model in a name of modeladmin."""
    if ":" in view.name:
        return view.name.rpartition(":")[0]
    return view.name.partition("_modeladmin_")[0]


def class_of_answer(response, how: set[str]) -> str:
    """Of what a view answers that shows no form; "" where that is no answer."""
    if response.status_code in (301, 302):
        is_refused = looking_like_refusal(response)
        return CLOSED if is_refused and LINK not in how else FORWARD
    if response.status_code == 403:
        return CLOSED if not how else ""
    if response.status_code == 405:
        return POSTED
    if response.status_code != 200:
        return ""
    return PAGE if looking.is_page(response) else DATA


def looking_like_refusal(response) -> bool:
    """Wagtail sends whoever may not to the front page, and says so there."""
    return response.headers["Location"].rstrip("/") == "/admin"
