"""Forms as a browser would send them, read from the page over HTTP.

Whatever stands in the form is sent along, hidden fields and the pressed button's name as well, to
the address that the form (or the button) names. A form whose fields need script is left to
`chromium`.
"""

from dataclasses import dataclass

from .controls import Control, file_for, wanted
from .crawl import within

# Block fields, rich text, choosers, and rows that a button adds.
NEEDS_SCRIPT = (
    ".//*[@data-draftail-input or @data-chooser-url or @data-w-block-data-value"
    " or contains(concat(' ', @class, ' '), ' chooser ')]"
    "|.//button[contains(@id, '-ADD')]|.//*[@data-chooser-action-choose]"
    "|.//input[@type='file' and @multiple]"
)
LOGOUT = "/logout/"


@dataclass(frozen=True)
class Button:
    """One way to send a form. form, button: their numbers on the page; label: of the button.

    by_hand: whether the form needs script.
    """

    form: int
    button: int
    action: str
    label: str
    by_hand: bool


def post_forms(tree) -> list:
    """Those that people send; not the one that tells the server who edits at the moment."""
    found = [form for form in tree.iter("form") if (form.get("method") or "").lower() == "post"]
    return [
        form for form in found if LOGOUT not in (form.get("action") or "") and submits(tree, form)
    ]


def submits(tree, form) -> list:
    """Its buttons. Those that open a dialog first are of that dialog."""
    inside = form.xpath(".//button[not(@type) or @type='submit'] | .//input[@type='submit']")
    if name := form.get("id"):
        inside += tree.xpath("//button[@form=$name]", name=name)
    return [
        one
        for one in inside
        if one.get("disabled") is None
        and not one.xpath("ancestor::*[@role='dialog' or @data-w-dialog-target]")
        and not any(name.startswith("data-workflow-action") for name in one.attrib)
    ]


def buttons(tree, path) -> list[Button]:
    """Every way in which a page can be sent."""
    return [
        Button(
            number,
            place,
            within(path, button.get("formaction") or form.get("action") or path),
            " ".join((button.text_content() or button.get("value") or "").split()),
            bool(form.xpath(NEEDS_SCRIPT)),
        )
        for number, form in enumerate(post_forms(tree))
        for place, button in enumerate(submits(tree, form))
    ]


def controls(form) -> list[Control]:
    found = []
    for one in form.xpath(".//input | .//select | .//textarea"):
        if one.get("name") and one.get("disabled") is None and one.get("readonly") is None:
            found.append(_control(form, one))
    return found


def _control(form, one):
    options = [option.get("value") or "" for option in one.iter("option")]
    value = one.value if one.tag != "input" else one.get("value")
    return Control(
        name=one.get("name"),
        kind=one.get("type", "text") if one.tag == "input" else one.tag,
        value="".join(value) if value is not None else "",
        required=one.get("required") is not None or _is_marked(form, one),
        checked=one.get("checked") is not None,
        options=tuple(options),
        accept=one.get("accept") or "",
    )


def _is_marked(form, one) -> bool:
    mark = "*[contains(@class, 'w-required-mark')]"
    return bool(form.xpath(f".//label[@for=$id]//{mark}", id=one.get("id", "")))


def send(session, base, path, tree, button: Button, number: int):
    """Fill a form in and press its button. Returns (response, {name: what was typed})."""
    form = post_forms(tree)[button.form]
    pressed = submits(tree, form)[button.button]
    entered = {one.name: wanted(one, number, tree) for one in controls(form)}
    ticks = {name: value for name, value in entered.items() if isinstance(value, bool)}
    typed = {name: value for name, value in entered.items() if isinstance(value, str)}
    kept = [(name, value) for name, value in form.form_values() if name not in typed | ticks]
    ticked = [(name, _tick(form, name)) for name, is_ticked in ticks.items() if is_ticked]
    pairs = [*kept, *typed.items(), *ticked]
    if pressed.get("name"):
        pairs.append((pressed.get("name"), pressed.get("value") or ""))
    files = [(one.name, file_for(path)) for one in controls(form) if is_wanted(one)]
    if files or (form.get("enctype") or "").startswith("multipart"):
        plain = [(name, (None, value)) for name, value in pairs]
        response = session.post(
            base + button.action, files=plain + files, headers=_from(base, path)
        )
    else:
        response = session.post(base + button.action, data=pairs, headers=_from(base, path))
    return response, typed


def _from(base, path) -> dict:
    return {"Referer": base + path, "Origin": base}


def _tick(form, name):
    box = form.xpath(".//input[@name=$name]", name=name)[0]
    return box.get("value") or "on"


def is_wanted(control) -> bool:
    """Whether a file is attached: where there is none yet."""
    return control.kind == "file" and control.required
