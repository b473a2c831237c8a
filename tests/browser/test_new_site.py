"""The wizard for a further site, and the wastebasket, in the admin as an editor sees them."""

import pytest
import requests
from django.contrib.auth.models import User

from . import city
from .admin import session_of

pytestmark = pytest.mark.browser
HOST = "werke.lindenfurt.example"
WIDTHS = (1280, 390)


@pytest.fixture
def pages(django_db_serialized_rollback, live_server, settings):
    settings.ALLOWED_HOSTS = ["*"]
    city.make_pages()
    chief = User.objects.create_superuser("chef", "chef@stadt.example")
    return {"chief": session_of(chief, live_server.url)}


@pytest.fixture
def look(pages, visit):
    return visit("/admin/", storage_state=pages["chief"])


def fits(look, name):
    """No line runs out of the window, on a desk and on a phone."""
    for width in WIDTHS:
        look.wear("light", width)
        look.picture(f"{name}-{width}")
        assert not look.is_wider_than_the_window(), (name, width)
    look.wear("light", 1280)


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def test_a_site_is_made_in_four_steps_and_answers(look, live_server):
    page = look.go("/admin/neue-website/").page
    fits(look, "wizard-1")
    page.get_by_label("Name der Website").fill("Stadtwerke")
    page.get_by_label("Adresse").fill(HOST)
    press(page, "Weiter")
    fits(look, "wizard-2")
    press(page, "Weiter")
    fits(look, "wizard-3")
    page.locator("[name=light_brand]").fill("#0b4f4a")
    press(page, "Weiter")
    fits(look, "wizard-4")
    page.get_by_text(HOST).first.wait_for()
    press(page, "Website anlegen")
    fits(look, "wizard-done")
    answer = requests.get(f"{live_server.url}/", headers={"Host": HOST}, timeout=60)
    assert answer.status_code == 200 and "Stadtwerke" in answer.text
    press(page, "Diese Website löschen")
    page.get_by_text("liegen im Papierkorb").first.wait_for()
    look.go("/admin/papierkorb/")
    fits(look, "wastebasket")
    page.get_by_role("link", name="Endgültig löschen").click()
    fits(look, "wastebasket-delete")
    page.go_back()
    page.get_by_role("link", name="Wiederherstellen").click()
    fits(look, "wastebasket-restore")
    assert look.complaints == []
