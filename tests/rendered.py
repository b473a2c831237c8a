"""Forms as a browser sends them: what stands in the page goes back, but for what is changed."""

import json
from collections.abc import Iterator

from bs4 import BeautifulSoup
from django.http import QueryDict

from .pages import parse

# A browser sends the value of a button only when it is pressed.
NOT_SENT = {"button", "submit", "reset", "image", "file"}


def form_in(response, selector: str = "form") -> BeautifulSoup:
    """The one form of the page that is meant; fails when there is none, or several."""
    (form,) = parse(response).select(selector)
    return form


def filled(form, press: str = "", **changes) -> QueryDict:
    """All fields of the form with their values; `changes` by name (None: not sent, a list: all).

    press: the name of the button, when it has one. Fails for a field that the form does not have.
    """
    sent = QueryDict(mutable=True)
    for name, value in [*_fields(form), *_empty_blocks(form)]:
        sent.appendlist(name, value)
    names = {field["name"] for field in form.select("[name]")} | sent.keys()
    for name, value in changes.items():
        assert name in names, f"The form has no field {name!r}."
        sent.pop(name, None)
        if value is not None:
            sent.setlist(name, [*map(str, value)] if isinstance(value, list) else [str(value)])
    if press:
        (button,) = form.select(f"button[name='{press}'], input[type=submit][name='{press}']")
        sent[press] = button.get("value", "")
    return sent


def submit(client, response, selector="form", address="", press="", follow=True, **changes):
    """Fill the form of a page and send it to where it says. address: of the page itself."""
    form = form_in(response, selector)
    target = form.get("action") or address or response.request["PATH_INFO"]
    data = filled(form, press, **changes).urlencode()
    kind = "application/x-www-form-urlencoded"
    return client.post(target, data, content_type=kind, follow=follow)


def _fields(form) -> Iterator[tuple[str, str]]:
    for field in form.select("input[name], select[name], textarea[name]"):
        if field.has_attr("disabled") or field.get("type", "") in NOT_SENT:
            continue
        if field.name == "select":
            yield from ((field["name"], option) for option in _chosen(field))
        elif field.name == "textarea":
            # What directly follows the tag is no part of the value (HTML, 13.1.2.6).
            yield field["name"], field.get_text().removeprefix("\n")
        elif field.get("type") not in ("checkbox", "radio"):
            yield field["name"], field.get("value", "")
        elif field.has_attr("checked"):
            yield field["name"], field.get("value", "on")


def _empty_blocks(form) -> Iterator[tuple[str, str]]:
    """What the editor's script makes of a field of blocks that has none yet."""
    for field in form.select("[data-block]"):
        value, _error = json.loads(field["data-w-block-arguments-value"])
        assert value == [], f"{field['id']} has blocks: a browser has to send them."
        yield f"{field['id']}-count", "0"


def _chosen(select) -> list[str]:
    options = select.select("option")
    chosen = [option for option in options if option.has_attr("selected")]
    if not chosen and not select.has_attr("multiple"):
        chosen = options[:1]
    return [option.get("value", option.get_text()) for option in chosen]
