"""Alerts and the state of services, on the pages around a service."""

from datetime import timedelta

import pytest
from django.utils import timezone

from home.models import StandardPage
from tests.factories import LifeSituationFactory, ServiceFactory
from tests.frame.conftest import add
from tests.pages import parse

from .conftest import make
from .test_showing import titles


@pytest.fixture
def situations(city):
    move = LifeSituationFactory(title="Wohnen")
    inner = LifeSituationFactory(title="Umzug", parent=move)
    service = ServiceFactory(title="Wohnung ummelden")
    service.life_situations.add(inner)
    return move, inner, service


def test_an_alert_on_a_life_situation_shows_on_it_below_it_and_on_its_services(get, situations):
    move, inner, service = situations
    other = ServiceFactory(title="Hund anmelden")
    make(everywhere=False, parts=[f"life-situation:{move.slug}"])
    for shown in (move, inner, service):
        assert titles(get(shown.get_absolute_url())), shown
    for path in (other.get_absolute_url(), "/dienstleistungen/", "/rathaus/"):
        assert not titles(get(path)), path


def test_an_alert_below_does_not_show_above(get, situations):
    move, inner, _service = situations
    make(everywhere=False, parts=[f"life-situation:{inner.slug}"])
    assert not titles(get(move.get_absolute_url()))


@pytest.fixture
def disturbed(city):
    return ServiceFactory(
        title="Wohnung ummelden",
        status="unavailable",
        own_layer={"status": "unavailable", "status_reason": "Das Amt zieht um."},
    )


@pytest.fixture
def guide(city, disturbed):
    """A page that names the service."""
    body = [("services", {"heading": "", "services": [disturbed]})]
    page = StandardPage(title="Umziehen", slug="umziehen", body=body)
    city.home.add_child(instance=page)
    page.save_revision().publish()
    return StandardPage.objects.get(pk=page.pk)


def notices(response):
    return [notice.get_text(" ", strip=True) for notice in parse(response).select("main .notice")]


def test_the_state_of_a_service_shows_on_pages_that_name_it_and_below(get, guide, disturbed):
    below = add(guide, "Mit Kindern", "kinder")
    for page in (guide, below):
        (notice,) = notices(get(page.url))
        assert "Wohnung ummelden" in notice
        assert "Das Amt zieht um." in notice
    assert notices(get("/rathaus/")) == []


def test_the_state_is_over_after_its_day(get, guide, disturbed):
    yesterday = timezone.localdate() - timedelta(days=1)
    disturbed.own_layer["status_until"] = yesterday.isoformat()
    disturbed.save()
    assert notices(get(guide.url)) == []


def test_a_service_that_works_says_nothing(get, guide, disturbed):
    disturbed.status = "available"
    disturbed.save()
    assert notices(get(guide.url)) == []


def test_naming_a_service_on_the_home_page_says_nothing_below(get, city, disturbed):
    city.home.body = [("services", {"heading": "", "services": [disturbed]})]
    city.home.save_revision().publish()
    assert notices(get("/rathaus/")) == []
