"""An office closed for a day: entered once in the admin, read wherever its hours stand."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.urls import reverse

from accounts import groups
from accounts.groups import setup_groups
from accounts.models import Profile
from alerts.models import Alert
from directory.models import Closure, OpeningHours, OpeningHoursException
from tests.factories import ResponsibilityFactory, ServiceFactory, UnitFactory
from tests.home.examples import make_home
from tests.pages import parse, schemas, send, text_of

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
CLOSED = {"first_day": "2026-12-01", "last_day": "", "reason": "Betriebsausflug"}


def at(day, hour=10):
    return time_machine.travel(datetime(2026, *day, hour, tzinfo=BERLIN), tick=False)


@pytest.fixture
def office():
    make_home()
    unit = UnitFactory(name="Bürgerbüro", source=None)
    for weekday in range(1, 6):
        OpeningHours.objects.create(unit=unit, weekday=weekday, opens="08:00", closes="16:00")
    return unit


@pytest.fixture
def editor(client, admin_user):
    """Signed in at the moment of the test: a session ends after an hour."""

    def sign_in():
        client.force_login(admin_user)
        return client

    return sign_in


@pytest.fixture
def close(editor):
    """`close(unit, **fields)` opens the form by the button of the office, and sends it."""

    def close(unit, client=None, **fields):
        client = client or editor()
        # The menu of the page's head, which a script opens.
        edit = client.get(reverse("catalogue_units:edit", args=[unit.pk])).content.decode()
        (link,) = set(re.findall(r'href="([^"]*schliesstage[^"]*unit=[^"]*)"', edit))
        return send(client, client.get(link), {**CLOSED, **fields})

    return close


@at((11, 30))
def test_one_entry_shows_everywhere_and_ends_by_itself(client, office, close):
    service = ServiceFactory(title="Meldebescheinigung")
    ResponsibilityFactory(service=service, unit=office)
    with at((11, 30)):
        assert close(office).status_code == 302
    pages = [office.get_absolute_url(), service.get_absolute_url()]
    for page in pages:
        with at((11, 30)):
            assert "am 1. Dezember: geschlossen (Betriebsausflug)" in text_of(client.get(page))
        with at((12, 1)):
            text = text_of(client.get(f"{page}?neu"))
            assert "Heute geschlossen (Betriebsausflug), öffnet morgen um 8:00 Uhr" in text
            assert "heute: geschlossen (Betriebsausflug)" in text
        with at((12, 2)):
            text = text_of(client.get(f"{page}?noch-einmal"))
            assert "Betriebsausflug" not in text
            assert "Heute geöffnet bis 16:00 Uhr" in text


@at((11, 30))
def test_programs_read_it(client, office, close):
    close(office)
    found = client.get(reverse("api:unit", args=[office.pk])).json()
    (item,) = found["opening_hours_exceptions"]
    assert (item["first_day"], item["last_day"], item["opens"], item["reason"]) == (
        "2026-12-01",
        "2026-12-01",
        None,
        "Betriebsausflug",
    )
    special = schemas(client.get(office.get_absolute_url()))["GovernmentOffice"]
    (item,) = special["specialOpeningHoursSpecification"]
    assert (item["validFrom"], item["opens"], item["closes"]) == ("2026-12-01", "00:00", "00:00")


@at((11, 30))
def test_the_alert_comes_with_it_and_goes_by_itself(client, office, close):
    close(office, tell="on", before="1", last_day="2026-12-02")
    alert = Alert.objects.get()
    assert alert.title == "Bürgerbüro geschlossen: 1. Dezember bis 2. Dezember 2026"
    assert alert.link_url.endswith(office.get_absolute_url())
    with at((12, 1)):
        assert alert.title in text_of(client.get("/?neu"))
    with at((12, 3), 0):
        assert alert.title not in text_of(client.get("/?noch-einmal"))


@at((11, 30))
def test_a_change_moves_exceptions_and_alert(client, office, close):
    part = UnitFactory(name="Kasse", source=None, parent=office)
    close(office, tell="on", before="0", with_parts="on")
    closure = Closure.objects.get()
    edit = reverse("directory_closures:edit", args=[closure.pk])
    changed = {"first_day": "2026-12-03", "last_day": "2026-12-04", "with_parts": None}
    assert send(client, client.get(edit), changed).status_code == 302
    (row,) = OpeningHoursException.objects.all()
    assert (row.unit, row.first_day, row.last_day) == (office, date(2026, 12, 3), date(2026, 12, 4))
    assert Alert.objects.get().ends_at == datetime(2026, 12, 5, tzinfo=BERLIN)
    part.refresh_from_db()
    assert not part.contact.get("hours_exceptions")


@at((11, 30))
def test_taking_it_back_opens_the_office_and_ends_the_alert(client, office, close):
    close(office, first_day="2026-11-30", tell="on", before="0")
    title = Alert.objects.get().title
    assert title in text_of(client.get("/"))
    address = reverse("directory_closures:delete", args=[Closure.objects.get().pk])
    page = client.get(address)
    assert "wie gewohnt" in text_of(page)
    assert send(client, page, {}).status_code == 302
    assert not OpeningHoursException.objects.exists()
    assert "Betriebsausflug" not in text_of(client.get(f"{office.get_absolute_url()}?neu"))
    assert title not in text_of(client.get("/?neu"))


@at((11, 30))
def test_parts_close_with_the_house(client, office, close):
    below = UnitFactory(name="Kasse", source=None, parent=UnitFactory(source=None, parent=office))
    close(office, with_parts="on")
    assert OpeningHoursException.objects.count() == 3
    with at((12, 1)):
        assert "Heute geschlossen (Betriebsausflug)" in text_of(
            client.get(below.get_absolute_url())
        )


@at((11, 30))
@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"last_day": "2026-11-01"}, "last_day"),
        ({"first_day": "2026-11-28"}, "last_day"),
        ({"first_day": ""}, "first_day"),
    ],
)
def test_impossible_days_are_refused_and_nothing_is_written(office, close, fields, name):
    response = close(office, **fields)
    assert response.status_code == 200
    assert name in response.context["form"].errors
    assert not OpeningHoursException.objects.exists()


@at((11, 30))
def test_who_may_not_publish_alerts_closes_own_offices_without_one(
    client, django_user_model, office, close
):
    setup_groups()
    foreign = UnitFactory(name="Steueramt", source=None)
    user = django_user_model.objects.create_user("lea", "lea@lindenfurt.example", "x")
    user.groups.add(Group.objects.get(name=groups.DEPARTMENT_EDITOR))
    Profile.objects.get_or_create(user=user)[0].units.add(office)
    client.force_login(user)
    form = parse(client.get(reverse("directory_closures:add")))
    assert not form.select("[name=tell]")
    offered = [option["value"] for option in form.select("[name=unit] option")]
    assert str(office.pk) in offered
    assert str(foreign.pk) not in offered
    assert close(office, client=client).status_code == 302
    assert not Alert.objects.exists()
    Closure.objects.create(unit=foreign, first_day="2026-12-01", last_day="2026-12-01")
    other = reverse("directory_closures:edit", args=[Closure.objects.get(unit=foreign).pk])
    assert client.get(other).status_code in (302, 403)


@at((11, 30))
def test_an_office_whose_hours_are_a_text_says_that_it_is_closed(client, close):
    make_home()
    unit = UnitFactory(source=None, opening_hours_texts={"de": "<p>jeden 1. Montag im Monat</p>"})
    close(unit, first_day="2026-11-30")
    assert "Heute geschlossen (Betriebsausflug)" in text_of(client.get(unit.get_absolute_url()))
