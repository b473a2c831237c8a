"""The next step of a journey is a related service."""

import pytest
from wagtail.models import Page

from home.journeys import next_services
from home.models import HomePage, StepByStepPage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return Page.get_first_root_node().add_child(instance=HomePage(title="Stadt", slug="stadt"))


def step(title, *services):
    links = [
        {"service": service.pk, "page": None, "url": "", "title": "", "role": "part"}
        for service in services
    ]
    return {"type": "step", "value": {"title": title, "links": links}}


def test_the_service_of_the_next_step_follows(home):
    first, second, third = (factories.ServiceFactory() for _number in range(3))
    steps = [step("Eins", first), step("Zwei", second), step("Drei", third)]
    field = StepByStepPage._meta.get_field("steps")
    page = StepByStepPage(title="Umzug", slug="umzug", introduction="So geht es.")
    page.steps = field.stream_block.to_python(steps)
    home.add_child(instance=page)
    page.save_revision().publish()
    assert next_services(first) == [second.pk]
    assert next_services(second) == [third.pk]
    assert next_services(third) == []
    page.unpublish()
    assert next_services(first) == []
