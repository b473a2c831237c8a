"""A page is complete when fee, documents and responsible unit have an answer."""

import pytest

from services import modules
from services.composing.completeness import missing
from services.composing.layers import compose
from services.models import Responsibility
from tests.factories import ResponsibilityFactory, ServiceFactory, UnitFactory

pytestmark = pytest.mark.django_db

COMPLETE = {modules.FEES: "<p>37,00 Euro</p>", modules.DOCUMENTS: "<p>Ausweis</p>"}


def service(**texts):
    made = ServiceFactory(german_version={**COMPLETE, **texts})
    ResponsibilityFactory(service=made, unit=UnitFactory())
    return made


def test_a_page_with_all_three_lacks_nothing():
    assert missing(compose(service())) == frozenset()


def test_an_empty_page_lacks_all_three():
    assert missing(compose(ServiceFactory())) == {"fee", "documents", "unit"}


@pytest.mark.parametrize(
    "nothing",
    ["", "<p></p>", "<p><br/></p>", "<p>&nbsp;</p>", "<p>\u00a0 </p>", "<ul><li></li></ul>",
     "<p>nicht angegeben</p>", "-", "<p>k.A.</p>"],
)  # fmt: skip
def test_a_text_that_shows_or_says_nothing_is_missing(nothing):
    page = compose(service(**{modules.FEES: nothing, modules.DOCUMENTS: nothing}))
    assert missing(page) == {"fee", "documents"}


def test_none_needed_is_an_answer():
    page = compose(service(**{modules.FEES: "<p>Keine</p>", modules.DOCUMENTS: "keine"}))
    assert missing(page) == frozenset()


def test_a_structured_fee_is_an_answer_without_text():
    made = service(**{modules.FEES: ""})
    made.record = '{"fees":[{"kind":"fixed","amount":"28.80","currency":"EUR"}]}'
    assert "fee" not in missing(compose(made))


def test_a_link_is_an_answer_without_text():
    made = service(**{modules.DOCUMENTS: ""})
    version = made.versions.get()
    version.modules[modules.DOCUMENTS] = {
        "html": "",
        "links": [{"url": "https://stadt.example/liste", "title": "Liste"}],
    }
    version.save()
    assert "documents" not in missing(compose(made))


def test_a_point_of_contact_is_no_responsible_unit():
    made = service()
    made.responsibilities.update(role=Responsibility.Role.CONTACT)
    assert missing(compose(made)) == {"unit"}


def test_a_placeholder_of_the_state_is_no_responsible_unit():
    made = service()
    unit = made.responsibilities.get().unit
    unit.generalised = True
    unit.save()
    assert missing(compose(made)) == {"unit"}
