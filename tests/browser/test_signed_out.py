"""The login ends while an editor writes: she is told, signs in again, and loses nothing."""

import pytest
from django.contrib.auth import get_user_model

from home.models import StandardPage
from tests.home import examples

from .admin import edit_page, publish

pytestmark = pytest.mark.browser

PASSWORD = "ein langes Wort am Abend"
TEXT = "Das steht hier schon seit einer Stunde."


@pytest.fixture
def pages(django_db_serialized_rollback, live_server):
    get_user_model().objects.create_superuser("mira", "mira@lindenfurt.example", PASSWORD)
    page = StandardPage(title="Unser Park", slug="park")
    return {"park": examples.add(examples.make_home(), page).pk}


@pytest.fixture
def look(visit):
    look = visit("/admin/login/?next=/admin/account/")
    sign_in(look.page)
    return look


def sign_in(page):
    page.locator("#id_username").fill("mira")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("form.login-form button[type=submit]").click()
    page.wait_for_url(lambda url: "/login/" not in url)


def sign_out(look):
    """In another tab, as one does who has finished for today."""
    other = look.page.context.new_page()
    other.goto(f"{look.base}/admin/account/")
    press_sign_out(other)
    other.close()


def press_sign_out(page):
    """The button at the foot of the menu, behind the editor's name."""
    page.locator(".sidebar-footer__account").click()
    page.get_by_role("button", name="Abmelden").click()
    page.wait_for_url("**/admin/login/**")


def sign_in_again(look):
    """By the dialog's link, in the second tab that it opens."""
    dialog = look.page.get_by_role("dialog", name="Sie sind abgemeldet")
    dialog.wait_for()
    look.picture("signed-out")
    with look.page.expect_popup() as opened:
        dialog.get_by_role("link").click()
    sign_in(opened.value)
    opened.value.get_by_role("heading", name="Sie sind wieder angemeldet").wait_for()
    opened.value.close()
    dialog.wait_for(state="hidden")


def test_one_signs_out_by_the_button_of_the_menu(pages, look):
    press_sign_out(look.page)
    assert look.page.locator("#id_password").is_visible()
    assert "/login/" in look.go("/admin/account/").page.url


def test_what_is_typed_into_a_page_is_saved_by_itself_after_a_new_login(pages, look):
    edit_page(look, pages["park"])
    sign_out(look)
    look.page.locator("#id_introduction").fill(TEXT)
    look.page.locator("#id_introduction").blur()
    sign_in_again(look)
    assert look.page.locator("#id_introduction").input_value() == TEXT
    publish(look.page)
    assert TEXT in look.go("/park/").page.locator("main").inner_text()


def test_the_save_button_tells_it_and_saves_after_a_new_login(pages, look):
    page = look.go("/admin/snippets/news/category/add/").page
    page.wait_for_load_state("networkidle")
    write_category(page)
    sign_out(look)
    page.locator("main form [type=submit]").first.click()
    sign_in_again(look)
    assert page.locator("#id_title").input_value() == TEXT
    save_category(page)


def test_no_answer_is_no_end_of_the_login(pages, look):
    page = look.go("/admin/snippets/news/category/add/").page
    page.wait_for_load_state("networkidle")
    page.route("**/anmeldung/besteht-noch/", lambda route: route.abort())
    write_category(page)
    save_category(page)


def write_category(page):
    page.locator("#id_kind").select_option("news")
    page.locator("#id_title").fill(TEXT)


def save_category(page):
    with page.expect_navigation():
        page.locator("main form [type=submit]").first.click()
    page.locator("main table").get_by_role("link", name=TEXT).wait_for()
