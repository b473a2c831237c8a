"""Every type of page and every error page: light and dark, on a desk and on a phone."""

import pytest
from wagtail.models import Page, Site

from home.models import StandardPage
from tests.home import examples
from tests.home.forms.conftest import make_form

from . import newsroom, playgrounds
from .page_types import all_types

pytestmark = pytest.mark.browser

REFUSED = "the server responded with a status of 500"


@pytest.fixture
def pages(django_db_serialized_rollback, live_server):
    """{name: path}: one page of each type, filled as editors would, and in its rarer states."""
    made = examples.build()
    home = Site.objects.get().root_page
    made |= newsroom.build(home)
    playgrounds.build(home)
    form = make_form(home)
    return {**made, **playgrounds.PAGES, "form": form.url}


@pytest.fixture
def types(pages):
    """{type of page: paths of its pages}; asked before Playwright's event loop runs."""
    found = {}
    for page in Page.objects.filter(depth__gt=1).live().specific():
        found.setdefault(page._meta.label_lower, set()).add(page.url)
    return found


def test_every_type_of_page_is_accessible_quiet_and_fits(pages, types, visit):
    looked_at = set(pages.values())
    assert [kind for kind in all_types() if not types.get(kind, set()) & looked_at] == []
    assert visit("/").faults_of(pages) == []


@pytest.fixture
def gone(settings, pages):
    """The path of a page that was deleted; and addresses that fail."""
    settings.ROOT_URLCONF = "tests.browser.error_urls"
    home = Site.objects.get().root_page
    page = examples.add(home, StandardPage(title="Hallenbad", slug="hallenbad"))
    page.delete()
    return "/hallenbad/"


def test_every_error_page_is_accessible_quiet_and_fits(gone, visit):
    look, faults = visit("/admin/login/"), []
    look.page.context.clear_cookies()
    with look.page.expect_navigation() as sent:
        look.page.locator("form.login-form button[type=submit]").click()
    assert sent.value.status == 403
    look.complaints.clear()  # the login's form is Wagtail's
    faults += look.faults("403-csrf")
    for path, status in (
        ("/fehler/400/", 400),
        ("/fehler/403/", 403),
        ("/gibt-es-nicht/", 404),
        (gone, 410),
        ("/fehler/500/", 500),
    ):
        look.go(path)
        assert look.response.status == status
        faults += look.faults(str(status))
    assert [fault for fault in faults if REFUSED not in fault] == []
