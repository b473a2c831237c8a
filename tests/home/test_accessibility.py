"""The accessibility statement, as the law's model has it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from home.federal_states import HESSEN, RHEINLAND_PFALZ
from tests.home import examples
from tests.pages import folded, links, parse, text_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def home():
    return examples.make_home()


def faults(home, **fields):
    with pytest.raises(ValidationError) as error:
        home.add_child(instance=examples.statement(**fields))
    return set(error.value.error_dict)


def test_tells_what_is_not_accessible_why_and_what_helps(client, home):
    examples.add(home, examples.statement())
    page = parse(client.get("/barrierefreiheit/"))
    lists = page.select(".barriers")
    assert [item.find_previous_sibling().name for item in lists] == ["h3", "h3"]
    assert "Vorleseprogramme finden die Felder nicht." in folded(lists[0])
    assert "Rufen Sie uns an" in folded(lists[0])
    assert "Bebauungspläne" in folded(lists[1])


def test_names_law_contact_and_the_way_to_report(client, home):
    examples.add(home, examples.statement())
    response = client.get("/barrierefreiheit/")
    assert HESSEN.accessibility_law in text_of(response)
    assert "/barriere-melden/" in links(response).values()
    assert links(response)["06999 115-12"] == "tel:0699911512"


@pytest.mark.parametrize(("key", "land"), [("06", HESSEN), ("07", RHEINLAND_PFALZ)])
def test_names_the_enforcement_body_of_the_state(client, home, key, land):
    examples.add(home, examples.statement(land=key))
    response = client.get("/barrierefreiheit/")
    assert land.enforcement.name in text_of(response)
    assert land.enforcement.url in links(response).values()


def test_editors_name_another_body_and_law(client, home):
    own = {"enforcement": "Ombudsstelle", "enforcement_url": "https://ombud.example/"}
    examples.add(home, examples.statement(land="05", law="BGG NRW", **own))
    response = client.get("/barrierefreiheit/")
    assert "Ombudsstelle" in text_of(response)
    assert "BGG NRW" in text_of(response)


def test_a_state_without_a_known_body_asks_for_it(home):
    assert faults(home, land="05") == {"enforcement", "law"}


@pytest.mark.parametrize(
    ("fields", "faulty"),
    [
        ({"status": "fully"}, {"status"}),
        ({"status": "partly", "barriers": []}, {"barriers"}),
        # Two days: midnight may pass while the tests run.
        ({"checked_on": TODAY + timedelta(days=2)}, {"checked_on"}),
        ({"created_on": TODAY, "checked_on": TODAY - timedelta(days=1)}, {"checked_on"}),
        ({"contact_email": ""}, {"contact_email"}),
    ],
)
def test_what_does_not_fit_together_is_told(home, fields, faulty):
    assert faults(home, **fields) == faulty


def test_a_site_without_barriers_says_so(client, home):
    examples.add(home, examples.statement(status="fully", barriers=[]))
    assert not parse(client.get("/barrierefreiheit/")).select(".barriers")


def test_is_to_be_checked_again_within_a_year(home):
    checked = TODAY - timedelta(days=100)
    late = examples.statement(checked_on=checked, review_on=TODAY + timedelta(days=900))
    assert examples.add(home, late).review_on == checked + timedelta(days=365)
    late.review_on = TODAY + timedelta(days=10)
    late.save_revision().publish()
    assert late.review_on == TODAY + timedelta(days=10)
