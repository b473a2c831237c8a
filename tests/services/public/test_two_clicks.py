"""Two clicks: the check passes on a good site and names what is further."""

import pytest
from django.core.management import CommandError, call_command

from harvest.models import Source
from services import records
from services.harvest.sync import sync
from services.models import LifeSituation, Service
from services.public import two_clicks
from tests.services.records.builders import delivery, job, ref, responsibility, service

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(home_page):
    source = Source.objects.create(name="state", title="State", kind="xzufi")
    online = records.OnlineService(
        ref=ref("o1"), names={"de": "Antrag"}, links=(records.OnlineLink("https://x.example/a"),)
    )
    served = responsibility(1, ref("o1"), ref(1), kind="online_service")
    items = [service(number, f"{letter}mt") for number, letter in enumerate("ABCÄÖ9", start=1)]
    sync(delivery(*items, online, served), job(source))


def test_everything_is_two_clicks_away(city, capsys):
    call_command("check_two_clicks")
    assert "6" in capsys.readouterr().out


def test_what_no_page_links_to_is_named(city):
    # No letter page shows it, and no life situation does.
    Service.objects.filter(external_id="3").update(letter="?")
    LifeSituation.objects.all().delete()
    reach = two_clicks.measure()
    assert len(reach.far_services) == 1
    with pytest.raises(CommandError):
        call_command("check_two_clicks")


def test_an_online_application_that_no_page_links_to_is_named(city):
    Service.objects.filter(external_id="1").update(letter="?")
    assert two_clicks.measure().far_applications == ["Amt: https://x.example/a"]
