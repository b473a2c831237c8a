"""Units: imported ones take own parts, own ones are written whole."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from directory.models import OrganisationalUnit
from services.composing import derive
from tests.factories import (
    AddressFactory,
    HoursExceptionFactory,
    ResponsibilityFactory,
    ServiceFactory,
    UnitFactory,
)
from tests.services.editing.support import get

pytestmark = pytest.mark.django_db


def unit_form(**fields):
    rows = {
        name: fields.pop(name, [])
        for name in ("hours_exceptions", "hours", "channels", "addresses", "persons")
    }
    return nested_form_data({**fields, **{k: inline_formset(v) for k, v in rows.items()}})


CLOSED = {"first_day": "2026-12-24", "last_day": "2026-12-31", "opens": "", "closes": "",
          "reason": "Feiertage"}  # fmt: skip


def test_imported_units_take_own_parts_and_keep_the_imported_ones(client, editor):
    unit = UnitFactory(name="Bürgerbüro")
    AddressFactory(unit=unit)
    imported = HoursExceptionFactory(unit=unit)
    form = unit_form(
        note="Bitte klingeln",
        name="Umbenannt",
        hours_exceptions=[CLOSED],
        channels=[{"kind": "phone", "value": "069 123", "title": ""}],
    )
    response = client.post(reverse("catalogue_units:edit", args=[unit.pk]), form)
    assert response.status_code == 302
    unit.refresh_from_db()
    assert (unit.name, unit.note) == ("Bürgerbüro", "Bitte klingeln")
    assert unit.addresses.count() == 1
    own = unit.hours_exceptions.get(own=True)
    assert own.reason == "Feiertage" and unit.hours_exceptions.filter(pk=imported.pk).exists()
    assert unit.channels.get().own
    assert unit.contact["channels"] == [{"kind": "phone", "value": "069 123"}]


def test_the_form_of_an_imported_unit_shows_only_own_parts(client, editor):
    unit = UnitFactory()
    HoursExceptionFactory(unit=unit, reason="Vom Land")
    HoursExceptionFactory(unit=unit, reason="Von uns", own=True)
    tree = get(client, "catalogue_units:edit", unit.pk)
    values = tree.xpath(
        "//input[starts-with(@name,'hours_exceptions-')][contains(@name,'reason')]/@value"
    )
    assert values == ["Von uns"]
    assert not tree.xpath("//input[@name='name']")


def test_own_parts_can_be_removed(client, editor):
    unit = UnitFactory()
    row = HoursExceptionFactory(unit=unit, own=True)
    form = unit_form(hours_exceptions=[{**CLOSED, "id": str(row.pk), "DELETE": "on"}])
    form["hours_exceptions-INITIAL_FORMS"] = "1"
    client.post(reverse("catalogue_units:edit", args=[unit.pk]), form)
    assert not unit.hours_exceptions.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"last_day": "2026-12-01"}, {"opens": "08:00"}, {"opens": "12:00", "closes": "08:00"}],
)
def test_impossible_hours_are_refused(client, editor, wrong):
    unit = UnitFactory()
    form = unit_form(hours_exceptions=[{**CLOSED, **wrong}])
    response = client.post(reverse("catalogue_units:edit", args=[unit.pk]), form)
    assert response.status_code == 200
    assert response.context["form"].formsets["hours_exceptions"].errors[0]


@pytest.mark.parametrize(
    ("kind", "value"), [("email", "keine"), ("web", "javascript:x"), ("phone", "ruf an")]
)
def test_impossible_channels_are_refused(client, editor, kind, value):
    unit = UnitFactory()
    form = unit_form(channels=[{"kind": kind, "value": value, "title": ""}])
    response = client.post(reverse("catalogue_units:edit", args=[unit.pk]), form)
    assert "value" in response.context["form"].formsets["channels"].errors[0]


def test_own_units_are_written_whole(client, editor):
    parent = UnitFactory(name="Dezernat I")
    form = unit_form(
        name="Ämterlotsen", kind="Servicestelle", parent=str(parent.pk),
        also_called="Lotsen\nLotsen",
        description="Erste Zeile <b>\n\nZweiter Absatz", hours_text="", accepted_payment="Bar",
        appointment_url="", note="",
        addresses=[{"kind": "visit", "street": "Am Tor", "house_number": "1", "postcode": "60999",
                    "place": "Lindenfurt", "wheelchair": "unknown", "lift": "unknown"}],
    )  # fmt: skip
    response = client.post(reverse("catalogue_units:add"), form)
    assert response.status_code == 302, response.context["form"].errors
    unit = OrganisationalUnit.objects.get(name="Ämterlotsen")
    assert (unit.slug, unit.sort_key, unit.parent) == ("aemterlotsen", "amterlotsen", parent)
    assert unit.alternative_names == ["Lotsen"] and unit.payment_methods == ["Bar"]
    assert unit.descriptions == {"de": "<p>Erste Zeile &lt;b&gt;</p><p>Zweiter Absatz</p>"}
    assert unit.addresses.get().own
    tree = get(client, "catalogue_units:edit", unit.pk)
    assert "Zweiter Absatz" in tree.xpath("string(//textarea[@name='description'])")


def test_a_unit_cannot_be_part_of_itself(client, editor):
    unit = UnitFactory(source=None)
    below = UnitFactory(source=None, parent=unit)
    form = unit_form(
        name=unit.name, kind="", parent=str(below.pk), also_called="", description="",
        hours_text="", accepted_payment="", appointment_url="", note="",
    )  # fmt: skip
    response = client.post(reverse("catalogue_units:edit", args=[unit.pk]), form)
    assert "parent" in response.context["form"].errors


def test_hiding_a_unit_makes_its_services_incomplete(client, editor):
    unit, service = UnitFactory(), ServiceFactory()
    ResponsibilityFactory(service=service, unit=unit)
    derive.refresh([service.pk])
    client.post(reverse("catalogue_units:edit", args=[unit.pk]), unit_form(hidden="on"))
    service.refresh_from_db()
    assert service.missing_unit


def test_only_own_units_can_be_deleted(client, editor):
    imported, own = UnitFactory(), UnitFactory(source=None)
    for unit in (imported, own):
        client.post(reverse("catalogue_units:delete", args=[unit.pk]))
    assert list(OrganisationalUnit.objects.all()) == [imported]
