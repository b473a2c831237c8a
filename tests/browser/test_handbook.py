"""Every type of page and every block, made through the real editor and read by a reader."""

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Page

from home.blocks import PageBody
from tests import blocks, factories
from tests.home import examples

from .admin import (
    add_block,
    choose,
    edit_page,
    key_of,
    new_page,
    publish,
    save_draft,
    session_of,
)
from .block_types import FILLINGS
from .page_types import HOME, in_german, recipes

pytestmark = pytest.mark.browser

UNKEPT = {"extra_http_headers": {"Cache-Control": "no-cache"}}  # browsers keep a page a minute
CLIENT = "stadtwerke.localhost"  # every browser takes *.localhost for this machine


@pytest.fixture
def pages(django_db_serialized_rollback, live_server):
    """{type: (primary key, path)} of what there is before an editor comes: a home page."""
    home = examples.make_home()
    return {"wagtailcore.page": (Page.get_first_root_node().pk, ""), HOME: (home.pk, "/")}


@pytest.fixture
def editor(pages, live_server):
    user = get_user_model().objects.create_superuser("mira", "mira@lindenfurt.example", "x")
    return session_of(user, live_server.url)


def test_every_type_is_created_edited_published_and_read(pages, editor, visit, settings):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0  # each form would take two seconds to begin with it
    look, reader = visit("/admin/", storage_state=editor), visit("/", **UNKEPT)
    below, faults = dict(pages), []
    for kind, recipe in recipes().items():
        parent, path = below[recipe.parent]
        new_page(look, parent, kind, recipe.title)
        recipe.fill(look.page)
        save_draft(look.page)
        key = key_of(look.page)
        path = f"{path}{look.page.locator('#id_slug').input_value()}/"
        if kind == HOME:
            path = make_site(look, recipe.title)
        else:
            below[kind] = key, path
        faults += read(reader, path, kind, 404, [])
        if kind == HOME:
            edit_page(look, key)
        publish(look.page)
        faults += read(reader, path, kind, 200, [recipe.title])
        edit_page(look, key)
        look.page.locator("#id_title").fill(f"{recipe.title} neu")
        publish(look.page)
        faults += read(reader, path, kind, 200, [f"{recipe.title} neu"])
        faults += [f"{kind}: {fault}" for fault in reader.axe()]  # all looks: test_looks
    assert faults + look.complaints == []


def make_site(look, title):
    """Give a second home page an address of its own; returns it."""
    page = look.go("/admin/sites/new/").page
    page.locator("#id_hostname").fill(CLIENT)
    page.locator("#id_site_name").fill(title)
    choose(page, page.locator("#id_root_page-chooser [data-chooser-action-choose]:visible"), title)
    page.locator("main form [type=submit]").first.click()
    page.locator(".messages .success").wait_for()
    return look.base.replace("localhost", CLIENT) + "/"


def read(reader, path, kind, status, headings):
    """What is wrong with what a reader gets."""
    reader.response = reader.page.goto(path if "://" in path else reader.base + path)
    faults = []
    if reader.response.status != status:
        faults.append(f"{kind}: {reader.response.status} at {path}")
    if headings and reader.page.locator("h1").all_inner_texts() != headings:
        faults.append(f"{kind}: {reader.page.locator('h1').all_inner_texts()}")
    return faults


@pytest.fixture
def content(pages):
    """What blocks can choose."""
    blocks.make_picture()
    blocks.make_document()
    situation = factories.LifeSituationFactory(title="Umzug")
    factories.ServiceFactory(title="Wohnung anmelden").life_situations.add(situation)


def test_every_block_is_chosen_filled_published_and_read(content, pages, editor, visit):
    look = visit("/admin/", storage_state=editor)
    page, kinds = look.page, PageBody().child_blocks
    new_page(look, pages[HOME][0], "home.standardpage", "Alle Bausteine")
    for position, (name, block) in enumerate(kinds.items()):
        add_block(page, in_german(block.label))
        page.locator(f"[name=body-{position}-type]").wait_for(state="attached")
        FILLINGS[name](page, f"body-{position}-value")
    publish(page)
    reader = visit("/alle-bausteine/")
    assert reader.page.locator("main .block").count() == len(kinds) == 14
    assert reader.faults("blocks") + look.complaints == []
