"""Forms that need script, filled in by hand in Chromium: blocks, rich text, choosers, rows.

What has nothing yet gets one: one block in each empty field of blocks, one row in each empty list
of rows, a choice in each empty chooser (the first in its dialog).
"""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from lxml import html

from tests.browser.admin import write_rich_text

from .controls import Control, wanted, words_for

READ = "domcontentloaded"  # what comes later is pictures
MODAL = ".modal.in, .modal.show"
# Attributes that name what a button sends to, or the dialog that it opens before.
ACTIONS = (
    *("data-w-action-url-value", "data-workflow-action-modal-url", "data-workflow-action-url"),
    "data-url",
)
SEND = ".modal.in form [type=submit]"
CONFIRM = ".modal.in form [type=submit], .modal.in .modal-body button.button:first-of-type"
BULK = "/admin/bulk/"
UPLOAD, PAGE_FORM = "#fileupload", "#page-edit-form"
BLANK = ".chooser.blank"
ASKED = (
    f".w-panel:has(> .w-panel__header .w-required-mark) {BLANK},"
    f"[data-inline-panel-child] {BLANK}, [data-streamfield-child] {BLANK}"
)
NO_ROW = {"skipped_dates"}  # of the one date that is typed none can be left out
AT_LEAST = {"steps": 2}
OFFERED = "[data-chooser-modal-choice]:visible, a.choose-page:visible"
OFFERED += ", a.image-choice:visible, .task-choice:visible"
# The form with this number among those that people send, as `forms.post_forms` counts them.
FORM = """number => {
  const submits = (form) => [...document.querySelectorAll(
    "button:not([type]), button[type=submit], input[type=submit]")].filter((one) =>
      one.form === form && !one.disabled && !one.closest("[role=dialog]")
      && ![...one.attributes].some((name) => name.name.startsWith("data-workflow-action")));
  const forms = [...document.forms].filter((form) =>
    form.method === "post" && !form.action.includes("/logout/") && submits(form).length);
  const form = forms[number];
  form.setAttribute("data-walk-form", "");
  submits(form).forEach((one, place) => one.setAttribute("data-walk-button", place));
}"""
CONTROLS = """() => [...document.querySelector("[data-walk-form]").elements]
  .filter((one) => one.name && !one.disabled && !one.readOnly
    && ["INPUT", "SELECT", "TEXTAREA"].includes(one.tagName)
    && !("draftailInput" in one.dataset) && !one.hasAttribute("data-walked")
    && one.checkVisibility())
  .map((one, place) => {
    const panel = one.closest(".w-field__wrapper, .w-panel, tr, li");
    one.setAttribute("data-walk", place);
    return {
      name: one.name,
      kind: one.tagName === "INPUT" ? one.type : one.tagName.toLowerCase(),
      value: one.value,
      required: one.required || Boolean(
        document.querySelector(`label[for="${one.id}"] .w-required-mark`)
        || panel?.querySelector(":scope > label .w-required-mark,"
          + ":scope > .w-panel__header .w-required-mark")),
      checked: Boolean(one.checked),
      options: one.options ? [...one.options].map((option) => option.value) : [],
      accept: one.accept || "",
    };
  })"""
# The names of the fields that stand behind the editors of rich text.
EDITORS = """() => [...document.querySelectorAll("[data-walk-form] .Draftail-Editor")]
  .filter((editor) => editor.checkVisibility() && !editor.hasAttribute("data-walked"))
  .map((editor) => {
    editor.setAttribute("data-walked", "");
    let around = editor;
    while (!around.querySelector("input[type=hidden][name], textarea[name]"))
      around = around.parentElement;
    return around.querySelector("input[type=hidden][name], textarea[name]").name;
  })"""


@dataclass
class Answer:
    tree: object
    url: str
    status: int


def open_by_link(page, base, origin, path):
    """From the page that leads there, through its own link, also where that stands in a menu."""
    page.goto(base + origin, wait_until=READ)
    here = path.partition("?")[0]
    if urlsplit(page.url).path == here:
        return  # that page leads on by itself
    if here.startswith(BULK):
        tick_and_go(page, here, path)
        return
    exact = page.locator(f"a[href='{path}']")
    link = exact.or_(page.locator(f"a[href^='{here}']"))
    open_menus_until(page, link)
    with page.expect_navigation():
        (exact if exact.count() else link).first.evaluate("link => link.click()")
    page.wait_for_load_state()


def tick_and_go(page, here, path):
    """What is done to several things at once: tick the row, press the button below the list."""
    [row] = parse_qs(urlsplit(path).query)["id"]
    page.locator(f"[data-bulk-action-checkbox][data-object-id='{row}']").check(force=True)
    link = page.locator(f"a[data-bulk-action-button][href^='{here}']")
    with page.expect_navigation(wait_until=READ):
        link.first.evaluate("link => link.click()")
    page.wait_for_load_state()


def open_menus_until(page, link):
    """What a menu holds is not in the page before it is opened."""
    toggles = page.locator("main [data-w-dropdown-target=toggle]:visible")
    for place in range(toggles.count()):
        if link.count():
            break
        # By its key: the menu that was opened before may lie over it.
        toggles.nth(place).press("Enter")
    link.first.wait_for(state="attached")


def fill(page, form: int, number: int, tried: set[str]) -> dict[str, str]:
    """Fill the form in; returns what was typed, by the names of the fields.

    tried: the kinds of choosers that were used in pages' forms up to now.
    """
    page.evaluate(FORM, form)
    typed = {}
    tabs = page.locator("[data-walk-form] [role=tab]")
    for place in range(max(1, tabs.count())):
        if tabs.count():
            tabs.nth(place).click()
        add_what_is_missing(page)
        typed |= fill_controls(page, number)
        typed |= fill_rich_text(page, number)
        choose_what_is_missing(page, tried)
    return typed


def add_what_is_missing(page):
    """A block where there is none, a row where there is none."""
    streams = page.locator("[data-walk-form] [data-streamfield-stream-container]:visible")
    for place in range(streams.count()):
        stream = streams.nth(place)
        path = stream.evaluate("one => one.closest('[data-contentpath]').dataset.contentpath")
        if not stream.locator("[data-streamfield-child]").count():
            for _each in range(AT_LEAST.get(path, 1)):
                add_block(page, stream)
    rows = page.locator("[data-walk-form] button[id$='-ADD']:visible")
    for place in range(rows.count()):
        button = rows.nth(place)
        prefix = button.get_attribute("id").removeprefix("id_").removesuffix("-ADD")
        total = page.locator(f"[name='{prefix}-TOTAL_FORMS']").input_value()
        if total == "0" and prefix not in NO_ROW:
            button.click()


def add_block(page, stream):
    """Of the first kind; where there is one kind only, it is there at once."""
    blocks = stream.locator("[data-streamfield-child]")
    before = blocks.count()
    stream.locator(".c-sf-add-button:visible").last.click()
    kind = page.locator("[role=option]:visible").first
    kind.or_(blocks.nth(before)).first.wait_for()
    if kind.is_visible():
        kind.click()
    blocks.nth(before).wait_for()


def fill_controls(page, number) -> dict[str, str]:
    typed = {}
    for place, told in enumerate(page.evaluate(CONTROLS)):
        control = Control(**{**told, "options": tuple(told["options"])})
        value = wanted(control, number)
        if value is None:
            continue
        field = page.locator(f"[data-walk='{place}']")
        if isinstance(value, bool):
            field.set_checked(value, force=True)
        elif control.kind.startswith("select"):
            field.select_option(value)
        else:
            field.fill(value)
            typed[control.name] = value
    page.evaluate(
        "document.querySelectorAll('[data-walk]').forEach((one) => {"
        " one.removeAttribute('data-walk'); one.setAttribute('data-walked', ''); })"
    )
    return typed


def fill_rich_text(page, number) -> dict[str, str]:
    typed = {}
    for place, name in enumerate(page.evaluate(EDITORS)):
        typed[name] = words_for(name, number + place)
        write_rich_text(page, name, typed[name])
    return typed


def choose_what_is_missing(page, tried):
    """In the choosers that must have something or stand in a row, and in the first where none has.

    Of several choosers without a mark some forms want exactly one; pages' forms want none, and
    each kind is used once in them.
    """
    form = page.locator("[data-walk-form]")
    free = form.locator(f"{BLANK}:not([data-walked]):visible")
    asked = form.locator(ASKED)
    chosen = form.locator(".chooser:not(.blank):visible")
    if free.count() and not asked.count() and not chosen.count():
        kind = free.first.get_attribute("data-chooser-url")
        if kind not in tried or not page.locator(PAGE_FORM).count():
            choose_in(page, free)
        tried.add(kind)
    while asked.and_(free).count():
        choose_in(page, asked.and_(free))


def choose_in(page, blank):
    place = page.evaluate("document.querySelectorAll('.chooser[data-walked]').length")
    blank.first.evaluate("(one, place) => one.setAttribute('data-walked', place)", str(place))
    page.locator(f".chooser[data-walked='{place}'] [data-chooser-action-choose]:visible").click()
    choose_first(page)


def choose_first(page):
    """Take the first thing that the dialog offers, also behind its second tab."""
    dialog = page.locator(MODAL).last
    dialog.locator(":is(form, table, .listing, p):visible").first.wait_for()
    offered = dialog.locator(OFFERED)
    if not offered.count() and (tabs := dialog.get_by_role("tab")).count():
        tabs.last.click()
        dialog.locator("[role=tabpanel]:visible table").or_(offered).first.wait_for()
    if offered.count():
        offered.first.click()
    else:  # there is nothing of this kind to choose
        dialog.locator("[data-dismiss=modal]").first.click()
    dialog.wait_for(state="hidden")


def press(page, button: int, when_sent) -> Answer:
    """Press the form's button with this number, also where it stands in a menu.

    What a dialog asks before is answered with yes. when_sent: called before the server answers.
    """
    sent = []

    def note(request):
        if not sent and is_for_window(request):
            sent.append(request)
            when_sent()

    page.on("request", note)
    dialog = page.locator(CONFIRM)
    with page.expect_response(is_answer) as answered:
        page.locator(f"[data-walk-button='{button}']").evaluate("button => button.click()")
        while not sent and not dialog.is_visible():
            page.wait_for_timeout(20)
        if not sent:
            dialog.click(no_wait_after=True)
    page.remove_listener("request", note)
    answer = answered.value
    return Answer(html.fromstring(answer.body()), answer.url, answer.status)


def is_answer(response) -> bool:
    """Whether it is the page to which a sent form leads in the end."""
    return is_for_window(response.request) and not 300 <= response.status < 400


def is_for_window(request) -> bool:
    """Whether it is for a page, not for a part of one or a frame in it."""
    return request.is_navigation_request() and request.frame.parent_frame is None


def press_action(page, address: str):
    """A button that sends by script; a dialog that it opens is filled in and sent."""
    page.evaluate("window.isBefore = true")
    button = page.locator(", ".join(f"[{name}='{address}']" for name in ACTIONS))
    open_menus_until(page, button)
    button.first.evaluate("button => button.click()")
    page.wait_for_function("dialog => !window.isBefore || document.querySelector(dialog)", arg=SEND)
    if page.evaluate("window.isBefore"):
        dialog = page.locator(MODAL)
        for field in dialog.locator("textarea:visible").all():
            field.fill(words_for("comment"))
        if (choices := dialog.locator("input[type=radio]:visible")).count():
            choices.nth(1).check(force=True)
        page.locator(SEND).first.click()
        page.wait_for_function(
            "dialog => !window.isBefore || !document.querySelector(dialog)", arg=SEND
        )
    page.wait_for_load_state(READ)


def upload(page, files: list[dict], number: int) -> dict[str, str]:
    """Two files at once: the first gets a title and is kept, the second is deleted again."""
    page.locator(UPLOAD).set_input_files(files)
    rows = page.locator("#upload-list > li")
    rows.locator("form button[type=submit]").nth(1).wait_for()
    title = rows.first.locator("[name$=title]")
    typed = {title.get_attribute("name"): words_for("title", number)}
    title.fill(*typed.values())
    rows.first.locator("form button[type=submit]").click()
    rows.nth(1).wait_for(state="detached")
    rows.first.locator("a.delete").click()
    rows.first.wait_for(state="detached")
    return typed


def tree_of(page):
    return html.fromstring(page.content())
