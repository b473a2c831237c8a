"""Reviews, reports and the editor's checker in Chromium."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType

from home.models import StandardPage
from quality import completeness
from quality.models import ChangeRequest
from quality.reviews import tokens
from tests.browser.admin import session_of
from tests.home import examples
from tests.quality.watched import OWNER, days, page

pytestmark = pytest.mark.browser

FAULTY = (
    "<h2>Gebühren</h2><p>Die Steuer beträgt 90 Euro. Alles Weitere lesen Sie "
    '<a href="https://www.example.org/a">hier</a>.</p>'
    '<p><a href="https://www.example.org/b">https://www.example.org/b</a></p>'
    "<p>Rufen Sie an: 06999 115-12 34. BITTE UNBEDINGT LESEN.</p>"
    '<p><a href="/gibt-es-nicht/">Merkblatt zur Steuer</a></p>'
)


@pytest.fixture
def pages(django_db_serialized_rollback, live_server, settings):
    """A page that is overdue and written carelessly, and the link of its owner's mail."""
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    home = examples.make_home()
    text = page(home, "Hundesteuer", html=FAULTY, review_on=days(-40))
    page(home, "Märkte", html="", review_on=days(-400), owner_email="", owner_name="")
    ChangeRequest.objects.create(
        content=text, title="Märkte", name="Jana Muster", address=OWNER, text="Bitte 95 Euro."
    )
    completeness.refresh_all()
    kind = ContentType.objects.get_for_model(StandardPage).pk
    path = tokens.path_of(kind, text.pk, "neu@lindenfurt.example", str(text.review_on))
    text.owner_email = "neu@lindenfurt.example"
    text.save_revision().publish()
    return {"owner": path, "edit": f"/admin/pages/{text.pk}/edit/", "text": text.url}


@pytest.fixture
def editor(pages, live_server):
    user = get_user_model().objects.create_superuser("mira", "mira@lindenfurt.example", "x")
    return session_of(user, live_server.url)


def test_the_owners_page_is_accessible_quiet_and_fits(pages, visit):
    assert visit(pages["owner"]).faults("owner") == []


def test_an_owner_answers_without_script(pages, soonest, visit):
    soonest(60)
    look = visit(pages["owner"], java_script_enabled=False)
    page = look.page
    page.locator("textarea").fill("Bitte 95 Euro.")
    page.locator(".review-form button").click()
    page.locator("[role=alert]").wait_for()
    # A program would be as fast: what was typed is still there.
    assert page.locator("textarea").input_value() == "Bitte 95 Euro."
    soonest(0)
    page.locator(".review-form button").click()
    page.locator(".kern-alert--info", has_text="Bitte 95 Euro.").wait_for()


def test_an_owner_confirms_with_one_click(pages, visit):
    look = visit(pages["owner"])
    look.page.locator('button[name="right"]').click()
    look.page.locator(".kern-alert--success").wait_for()
    assert look.page.locator("textarea").count() == 0


def test_the_reports_show_what_waits(pages, editor, visit):
    look = visit("/admin/", storage_state=editor)
    for name, words in (
        ("pruefungen", "Hundesteuer"),
        ("aenderungswuensche", "Bitte 95 Euro."),
        ("links", "/gibt-es-nicht/"),
        ("fehlendes", "Märkte"),
    ):
        look.go(f"/admin/{name}/")
        look.picture(name)
        assert words in look.page.locator("main").inner_text()
    assert look.complaints == []


def test_the_editors_checker_finds_what_readers_stumble_over(pages, editor, visit):
    look = visit(pages["edit"], storage_state=editor)
    page = look.page
    page.get_by_role("button", name="Prüfungen umschalten").or_(
        page.locator('[aria-label*="checks" i], [data-side-panel="checks"]')
    ).first.click()
    rows = page.locator("[data-checks-panel] [data-content-checker-row]")
    rows.nth(4).wait_for()
    look.picture("checker")


def test_the_editor_sees_what_is_to_be_done_for_the_page(pages, editor, visit):
    look = visit(pages["edit"], storage_state=editor)
    look.page.locator("[role=tab]").last.click()
    panel = look.page.locator(".quality-panel")
    panel.wait_for(state="visible")
    look.picture("panel")
    shown = panel.inner_text()
    assert "Bitte 95 Euro." in shown
    assert "/gibt-es-nicht/" in shown
    panel.locator('a[href*="/geprueft/"]').click()
    look.page.wait_for_url("**/geprueft/**")
    look.page.locator("main form button").click()
    look.page.locator(".messages .success", has_text="Hundesteuer").wait_for()
    look.go("/admin/pruefungen/")
    assert "Hundesteuer" not in look.page.locator("main table").inner_text()
