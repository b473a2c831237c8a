"""The editors' side in a browser: who is logged in, and an editor's steps, as she makes them."""

from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from playwright.sync_api import TimeoutError

# What the editor's form last saved by itself, beside what stands in it now. The keys of rows and
# the marks of revisions are the server's. What is typed while it saves may pass unnoticed: when
# nothing has happened for a while, nothing will.
_WATCH = """() => {
  const form = document.querySelector("#page-edit-form");
  const told = (data) => JSON.stringify(
    [...data].filter(([name]) => !/-id$|csrf|revision/.test(name)));
  let sent = null;
  let saved = told(new FormData(form));
  let last = Date.now();
  const on = (name, note) => document.addEventListener(name, (event) => {
    note(event);
    last = Date.now();
  });
  on("w-unsaved:add", () => {});
  on("w-autosave:save", (event) => { sent = told(event.detail.formData); });
  on("w-autosave:success", () => { [saved, sent] = [sent, null]; });
  on("w-autosave:error", () => { sent = null; });
  window.isSettled = () => saved === told(new FormData(form))
    || (sent === null && Date.now() - last > 3000);
}"""
# The editor compares with what it noted two seconds after it opened: changes before are no edits.
_IS_WATCHING = """() => {
  const form = document.querySelector("#page-edit-form");
  if (!form.matches("[data-controller~=w-autosave]")) return true;
  const app = window.wagtail.app;
  return app.getControllerForElementAndIdentifier(form, "w-unsaved")?.initialFormData !== undefined;
}"""


def session_of(user, base: str) -> dict:
    """`visit(path, storage_state=session_of(user, base))` opens a page as this user.

    Make it before `visit`: beside Playwright's event loop the database is out of reach.
    """
    client = Client()
    client.force_login(user)
    cookie = {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "domain": urlsplit(base).hostname,
        "path": "/",
        "expires": -1,
        "httpOnly": True,
        "secure": False,
        "sameSite": "Lax",
    }
    return {"cookies": [cookie], "origins": []}


def new_page(look, parent: int, kind: str, title: str):
    """From the explorer of a page: "add a page below", the type ("home.standardpage"), its title.

    Where the editor saves by itself, it has then made the page: a button pressed earlier could
    make a second one.
    """
    page = look.go(f"/admin/pages/{parent}/").page
    with page.expect_navigation():
        page.locator(f"a[href='/admin/pages/{parent}/add_subpage/']").first.click()
    if page.url.endswith("/add_subpage/"):  # where only one type fits, its form comes at once
        page.locator(f"a[href^='/admin/pages/add/{kind.replace('.', '/')}/']").click()
    wait_for_form(page)
    page.locator("#id_title").fill(title)
    page.locator("#id_title").blur()
    page.wait_for_function("() => document.querySelector('#id_slug').value")
    settle(page)


def edit_page(look, key: int):
    """Open the editor of a page."""
    page = look.go(f"/admin/pages/{key}/edit/").page
    wait_for_form(page)


def wait_for_form(page):
    page.locator("#page-edit-form").wait_for()
    page.wait_for_function(_IS_WATCHING)
    page.evaluate(_WATCH)


def key_of(page) -> int:
    """The primary key of the page whose editor is open."""
    return int(urlsplit(page.url).path.split("/")[3])


def settle(page):
    """Wait until the editor has saved by itself what was typed last, where it does so."""
    if page.locator("#page-edit-form[data-controller~=w-autosave]").count():
        page.evaluate("document.activeElement.blur()")  # only then a field counts as changed
        page.wait_for_function("() => window.isSettled()")


def save_draft(page):
    """Press "save draft"; fails with what the editor is told when it was refused."""
    settle(page)
    with _answered(page):
        page.locator("footer button[type=submit]:visible").first.click()


def publish(page):
    """Press "publish", which stands in a menu beside "save draft"."""
    settle(page)
    with _answered(page):
        press_in_menu(page, "[name=action-publish]")


def submit(page):
    """Press "submit to review", as who may not publish."""
    settle(page)
    with _answered(page):
        press_in_menu(page, "[name=action-submit]")


def press_in_menu(page, button: str):
    """Open the menu beside the editor's first button, and press the one with this selector."""
    page.locator("#page-edit-form footer [data-w-dropdown-target=toggle]").click()
    page.locator(button).click()


@contextmanager
def _answered(page):
    """Wait for the page that answers what is pressed within; fails with what it refuses."""
    with page.expect_navigation():
        yield
    page.locator(".messages li").first.wait_for()
    refusals = page.locator(".messages .error, .error-message").all_text_contents()
    assert not refusals, [" ".join(text.split()) for text in refusals]


def add_block(page, label: str, field: str = "body"):
    """Press the last "+" of a field of blocks, and choose by label."""
    kind = page.locator("[role=option]").get_by_text(label, exact=True)
    press_add(page, field, kind)
    kind.click()


def press_add(page, field: str, brings):
    """Press the last "+" of a field until it brings what it should."""
    press(page.locator(f"[data-contentpath={field}] .c-sf-add-button:visible").last, brings)


def press(button, brings):
    """While the editor still moves to what was added before, it may overlook a press."""
    for _attempt in range(3):
        button.click()
        with suppress(TimeoutError):
            return brings.wait_for(timeout=5_000)
    return brings.wait_for()


def write_rich_text(page, name: str, text: str):
    """Type into the rich text whose hidden field has this name."""
    hidden = page.locator(f"[name='{name}']")
    hidden.locator("xpath=..").locator("[contenteditable=true]").click()
    page.keyboard.insert_text(text)
    page.wait_for_function(
        "([name, text]) => document.getElementsByName(name)[0].value.includes(text)",
        arg=[name, text],
    )


def choose(page, opener, text: str):
    """Press a chooser's button and take the row of its dialog that has this text."""
    opener.click()
    dialog = page.locator(".modal.in, .modal.show").last
    dialog.get_by_role("link", name=text).first.click()
    dialog.wait_for(state="hidden")
