"""A department editor's change on its way through the review, as both sides see it in Chromium."""

import pytest
from django.contrib.auth.models import Group, User

from accounts import groups
from accounts.models import Profile
from home.models import StandardPage
from tests.factories import UnitFactory
from tests.home import examples
from tests.subscriptions import smtp

from .admin import edit_page, press_in_menu, submit, wait_for_form

pytestmark = pytest.mark.browser

PASSWORD = "ein langes Wort am Abend"
UNKEPT = {"extra_http_headers": {"Cache-Control": "no-cache"}}  # browsers keep a page a minute
OLD = "Der Park ist immer offen."
WRONG = "Der Park ist bis 32 Uhr offen."
RIGHT = "Der Park ist bis 22 Uhr offen."
REMARK = "32 Uhr gibt es nicht. Bitte prüfen Sie die Zeit."


@pytest.fixture
def mailbox(settings, live_server):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0  # what is sent is what the button sends
    with smtp.running() as (mailbox, settings.EMAIL_PORT):
        yield mailbox


@pytest.fixture
def pages(django_db_serialized_rollback, live_server, mailbox):
    """{name: primary key} of a page of the office of parks and of one that is not its own."""
    home = examples.make_home()
    groups.setup_groups()
    parks = UnitFactory(name="Grünamt")
    person("ada", "Ada Grün", groups.DEPARTMENT_EDITOR, parks)
    person("mira", "Mira Beispiel", groups.EDITORIAL_TEAM)
    page = StandardPage(title="Unser Park", slug="park", introduction=OLD, unit=parks)
    return {"park": examples.add(home, page).pk}


def person(name, full_name, group, *units):
    given, family = full_name.split()
    user = User.objects.create_user(
        name, f"{name}@lindenfurt.example", PASSWORD, first_name=given, last_name=family
    )
    user.groups.add(Group.objects.get(name=group))
    Profile.objects.create(user=user).units.set(units)


def logged_in(visit, name):
    look = visit("/admin/login/")
    look.page.locator("#id_username").fill(name)
    look.page.locator("#id_password").fill(PASSWORD)
    look.page.locator("form.login-form button[type=submit]").click()
    look.page.locator(".today").wait_for()
    return look


def test_a_change_is_sent_back_mended_approved_and_only_then_public(pages, mailbox, visit):
    author, reviewer = logged_in(visit, "ada"), logged_in(visit, "mira")
    reader = visit("/park/", **UNKEPT)

    edit_page(author, pages["park"])
    hand_in(author, WRONG)
    (mail,) = mailbox.to("mira@lindenfurt.example")
    assert "Unser Park" in smtp.text_of(mail)
    assert WRONG not in text_of(reader)

    open_from(reviewer, "/admin/", "[aria-labelledby=today-reviewing]")
    assert reviewer.page.locator("#id_introduction").input_value() == WRONG
    send_back(reviewer, REMARK)
    (mail,) = mailbox.to("ada@lindenfurt.example")
    assert REMARK in smtp.text_of(mail)
    assert WRONG not in text_of(reader)

    open_from(author, "/admin/", "main")
    assert REMARK in told_in_review(author)
    author.page.keyboard.press("Escape")
    hand_in(author, RIGHT)
    assert len(mailbox.to("mira@lindenfurt.example")) == 2
    assert OLD in text_of(reader)

    open_from(reviewer, "/admin/reports/workflow/", "main")
    approve(reviewer)
    assert RIGHT in text_of(reader)
    assert OLD not in text_of(reader)
    assert len(mailbox.to("ada@lindenfurt.example")) == 2
    waiting = reviewer.go("/admin/").page.locator("[aria-labelledby=today-reviewing] a")
    assert waiting.filter(has_text="Unser Park").count() == 0
    complaints = author.complaints + reviewer.complaints + reader.complaints
    assert [line for line in complaints if line.startswith("foreign")] == []


def hand_in(author, text):
    author.page.locator("#id_introduction").fill(text)
    submit(author.page)


def open_from(look, path, part):
    """The page's editor, by the link in a part of a page of the admin."""
    look.go(path).page.locator(f"{part} a", has_text="Unser Park").first.click()
    wait_for_form(look.page)


def send_back(reviewer, remark):
    page = reviewer.page
    press_in_menu(page, "[data-workflow-action-name=reject]")
    page.locator(".modal #id_comment").fill(remark)
    page.locator(".modal form [type=submit]").click()
    page.locator(".messages .success").wait_for()


def told_in_review(author):
    """What the author reads of the review beside her page."""
    page = author.page
    page.locator("[data-side-panel-toggle=status]:visible").click()
    page.locator("[data-a11y-dialog-show=workflow-status-dialog]:visible").click()
    timeline = page.locator(".workflow-timeline:visible")
    timeline.wait_for()
    author.picture("review-remark")
    return timeline.inner_text()


def approve(reviewer):
    press_in_menu(
        reviewer.page, "[data-workflow-action-name=approve]:not([data-workflow-action-modal-url])"
    )
    reviewer.page.locator(".messages .success").wait_for()


def text_of(reader):
    return reader.go("/park/").page.locator("main").inner_text()
