"""Related services: few, useful, by the editors' word first."""

import pytest

from services.composing import related
from services.composing.layers import compose
from services.models import Service, Supplement
from tests import factories
from tests.pages import parse

pytestmark = pytest.mark.django_db


def titles(service, supplement=None):
    page = compose(Service.objects.get(pk=service.pk), supplement=supplement)
    return [item.title for item in page.related]


@pytest.fixture
def town():
    """Passports share a small situation and an office; forty others share another."""
    office = factories.UnitFactory(name="Bürgerbüro")
    papers = factories.LifeSituationFactory(title="Ausweise")
    far = factories.LifeSituationFactory(title="Alles")
    names = ("Personalausweis beantragen", "Reisepass beantragen", "Personalausweis verlieren")
    found = [factories.ServiceFactory(title=name) for name in names]
    for service in found:
        service.life_situations.add(papers, far)
        factories.ResponsibilityFactory(service=service, unit=office)
    for number in range(40):
        factories.ServiceFactory(title=f"Anderes {number:02}").life_situations.add(far)
    return found


def test_the_same_situation_and_office_come_first_and_few(town):
    card, passport, lost = town
    assert titles(card) == [lost.title, passport.title]


def test_editors_put_first_and_leave_out(town):
    card, passport, lost = town
    other = Service.objects.get(title="Anderes 07")
    supplement = Supplement.objects.create(service=card, live=False)
    supplement.relations.create(service=other, mode="show")
    supplement.relations.create(service=lost, mode="hide")
    assert titles(card, supplement) == [other.title, passport.title]


def test_the_next_step_of_a_journey_stands_before_what_is_near(town, monkeypatch):
    card, _passport, lost = town
    third = Service.objects.get(title="Anderes 03")
    monkeypatch.setattr(related, "_next", [lambda service: [third.pk]])
    assert titles(card)[0] == third.title


def test_what_citizens_do_not_see_is_not_named(town):
    card, passport, lost = town
    Service.objects.filter(pk__in=[passport.pk]).update(visible=False)
    assert titles(card) == [lost.title]


def test_never_more_than_a_handful_and_four_queries(town, django_assert_max_num_queries):
    card = Service.objects.get(pk=town[0].pk)
    shared = factories.LifeSituationFactory(title="Viele")
    for number in range(12):
        factories.ServiceFactory(title=f"Personalausweis {number}").life_situations.add(shared)
    card.life_situations.add(shared)
    situations = list(card.life_situations.all())
    with django_assert_max_num_queries(4):
        found = related.related_services(card, {}, [], situations)
    assert len(found) == related.AT_MOST


def test_the_page_shows_them(client, town, home_page):
    page = parse(client.get(town[0].get_absolute_url()))
    assert [a.get_text() for a in page.select("#verwandt a")] == [town[2].title, town[1].title]
