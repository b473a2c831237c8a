"""Saving a draft by itself and by the button is one thing, for every block and type of page."""

from threading import Event, Thread

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.blocks import StreamValue
from wagtail.models import DraftStateMixin, get_page_models
from wagtail.test.utils.form_data import nested_form_data, streamfield

from content.pages import CityPage
from core.fields import BlocksField
from home.models import StandardPage
from tests.home import examples
from tests.pages import parse, values_of

FIELDS = [
    field
    for model in get_page_models()
    if issubclass(model, CityPage) and issubclass(model, DraftStateMixin)
    for field in model._meta.get_fields()
    if isinstance(field, BlocksField)
]
BLOCKS = [(field, name) for field in FIELDS for name in field.stream_block.child_blocks]


def fresh(block, name):
    """What stands there right after an editor has chosen a block."""
    return StreamValue(block, [(name, block.child_blocks[name].get_default())])


@pytest.mark.parametrize(("field", "name"), BLOCKS, ids=lambda one: getattr(one, "name", one))
def test_a_draft_keeps_a_block_that_is_not_filled_yet_and_publishing_refuses_it(field, name):
    block = field.stream_block
    block.clean_deferred(fresh(block, name))
    with pytest.raises(ValidationError):
        block.clean(fresh(block, name))


def test_publishing_beside_a_draft_keeps_its_rules():
    """And the other way round: each of two requests at once is checked by its own rules."""
    field = StandardPage._meta.get_field("body")
    draft, published = field.formfield(), field.formfield()
    draft.is_deferred_validation = True
    value, block = fresh(field.stream_block, "quote"), field.stream_block.child_blocks["quote"]
    inside, finished, outcome = Event(), Event(), []

    def slow(value, clean=block.clean):
        if not inside.is_set():
            inside.set()
            finished.wait(1)
        return clean(value)

    def publish():
        try:
            outcome.append(published.clean(value))
        except ValidationError as error:
            outcome.append(error)
        finished.set()

    block.clean = slow
    try:
        saving = Thread(target=lambda: draft.clean(value))
        saving.start()
        inside.wait(5)
        publishing = Thread(target=publish)
        publishing.start()
        for thread in (saving, publishing):
            thread.join(10)
    finally:
        del block.clean
    assert isinstance(outcome[0], ValidationError)


@pytest.mark.django_db
def test_autosave_and_button_say_the_same_of_an_empty_quote(admin_client):
    page = examples.add(examples.make_home(), StandardPage(title="Unser Park", slug="park"))
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])

    def send(**options):
        form = values_of(parse(admin_client.get(url)).select_one("#page-edit-form"))
        form = {name: value for name, value in form.items() if not name.startswith("body")}
        quote = {"text": "", "name": "", "role": ""}
        body = nested_form_data({"body": streamfield([("quote", quote)])})
        return admin_client.post(url, {**form, **body, **options.pop("pressed", {})}, **options)

    saved = send(headers={"accept": "application/json"})
    assert (saved.status_code, saved.json()["success"]) == (200, True)
    assert send().status_code == 302
    assert send(pressed={"action-publish": "1"}).status_code == 200
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().body[0].block_type == "quote"
    assert not page.body
