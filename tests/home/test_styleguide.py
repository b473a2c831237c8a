"""The component page: all blocks, for staff only."""

import pytest
from django.contrib.auth import get_user_model

from home.blocks import PageBody
from home.styleguide import icon_names
from tests import blocks, factories
from tests.pages import parse, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


def test_shows_every_block_and_every_drawing(admin_client):
    blocks.make_picture()
    blocks.make_document()
    blocks.make_office()
    factories.ServiceFactory(title="Hund anmelden")
    page = parse(admin_client.get("/styleguide/"))
    shown = [item["id"].removeprefix("block-") for item in page.select("[id^=block-]")]
    assert shown == list(PageBody().child_blocks)
    assert len(page.select(".specimen > .block")) == len(shown)
    assert len(page.select(".drawings svg")) == len(icon_names()) > 30
    ids = [item["id"] for item in page.select("[id]")]
    assert len(ids) == len(set(ids))


def test_an_empty_city_is_told_what_is_missing(admin_client):
    response = admin_client.get("/styleguide/")
    assert response.status_code == 200
    assert "Nothing to show yet" in text_of(response)


def test_is_for_those_who_may_edit(client):
    response = client.get("/styleguide/")
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")
    client.force_login(get_user_model().objects.create_user("reader"))
    assert client.get("/styleguide/").status_code == 302


def test_is_kept_by_nobody(admin_client):
    assert "public" not in admin_client.get("/styleguide/").get("Cache-Control", "")


@pytest.mark.parametrize("name", list(PageBody().child_blocks))
def test_the_editors_picker_shows_the_block(admin_client, name):
    block = PageBody().child_blocks[name]
    response = admin_client.get("/admin/block-preview/", {"id": block.definition_prefix})
    assert response.status_code == 200
    assert "bundles/site.css" in response.content.decode()
