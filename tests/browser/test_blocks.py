"""The blocks in Chromium: the component page in all looks, the contact form, the editor."""

import pytest
from django.contrib.auth import get_user_model

from tests import blocks
from tests.browser.admin import session_of

pytestmark = pytest.mark.browser

LOOKS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 320)]


@pytest.fixture
def content(pages):
    blocks.make_picture()
    blocks.make_document(accessible="no")
    blocks.make_document("Satzung", "satzung.pdf", accessible="yes")
    return blocks.make_office("Amt für Bausteine", sort_key="0")


@pytest.fixture
def editor(content, live_server):
    user = get_user_model().objects.create_superuser("mira", "mira@lindenfurt.example", "x")
    return session_of(user, live_server.url)


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_block_is_accessible_quiet_and_fits(editor, visit, scheme, width):
    look = visit("/styleguide/", scheme, width, storage_state=editor)
    look.page.evaluate("document.querySelectorAll('img').forEach(image => image.loading = 'eager')")
    look.page.wait_for_load_state("networkidle")
    look.picture(f"styleguide-{scheme}-{width}")
    assert look.page.locator(".specimen > .block").count() == 14
    assert [*look.axe(), *look.complaints] == []
    assert not look.is_wider_than_the_window()
