"""Jobs in Chromium: found without script, applied for, good to look at."""

import pytest

from home.models import HomePage

from . import city, newsroom

pytestmark = pytest.mark.browser


@pytest.fixture
def pages(django_db_serialized_rollback, live_server, settings):
    """{name: path} of the list of jobs in its states, and of two offers."""
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    city.make_pages()
    return newsroom.make_jobs(HomePage.objects.get())


def test_every_state_is_accessible_quiet_and_fits(pages, visit):
    assert visit("/").faults_of(pages) == []


def test_without_script_one_finds_a_training_and_its_way_to_apply(pages, visit):
    page = visit(pages["jobs"], java_script_enabled=False).page
    page.locator("#stellen-art").select_option("ausbildung")
    page.locator(".job-filter button").click()
    page.wait_for_url("**art=ausbildung**")
    assert page.locator("#stellen").inner_text() == "1 Stelle von 2"
    page.locator(".job-row h3 a").click()
    page.locator(".event__facts .kern-btn").click()
    page.wait_for_url("**#bewerben")
    mail = page.locator(".job-apply a[href^='mailto:']")
    assert mail.inner_text() == "bewerbung@lindenfurt.example"
    assert "subject=Bewerbung" in mail.get_attribute("href")
