"""The week of an office in the admin: opened, filled in and sent as it is rendered."""

import json

import pytest
from django.urls import reverse

from directory.models import OpeningHours, OrganisationalUnit
from tests.factories import UnitFactory
from tests.pages import parse

pytestmark = pytest.mark.django_db
PREFIX = "hours"


def fields_of(form) -> dict:
    """{name: value or values} of a rendered form, as a browser would send it."""
    data: dict[str, list] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        kind = field.get("type", "")
        if field.name == "select":
            values = [o.get("value", "") for o in field.select("option[selected]")] or [""]
        elif kind in ("checkbox", "radio"):
            values = [field.get("value", "on")] if field.has_attr("checked") else []
        elif kind in ("submit", "file"):
            values = []
        else:
            values = [
                field.text.lstrip("\n") if field.name == "textarea" else field.get("value", "")
            ]
        data.setdefault(field["name"], []).extend(values)
    return {name: values for name, values in data.items() if values}


class Desk:
    """The edit page of one unit."""

    def __init__(self, client, unit):
        self.client, self.unit = client, unit
        self.address = reverse("catalogue_units:edit", args=[unit.pk])

    def open(self):
        page = parse(self.client.get(self.address))
        return page, fields_of(page.select_one("form[method=post][action], form#w-editor-form"))

    def rows(self):
        """[(days, times)] as the form shows them."""
        _page, data = self.open()
        count = int(data[f"{PREFIX}-TOTAL_FORMS"][0])
        return [
            ([int(day) for day in data[f"{PREFIX}-{n}-days"]], data[f"{PREFIX}-{n}-times"][0])
            for n in range(count)
        ]

    def add(self, *rows):
        """Each row: (days, times) or (days, times, other fields)."""
        _page, data = self.open()
        count = int(data[f"{PREFIX}-TOTAL_FORMS"][0])
        for n, (days, times, *more) in enumerate(rows, start=count):
            data[f"{PREFIX}-{n}-days"], data[f"{PREFIX}-{n}-times"] = days, times
            for name, value in (more[0] if more else {}).items():
                data[f"{PREFIX}-{n}-{name}"] = value
        data[f"{PREFIX}-TOTAL_FORMS"] = count + len(rows)
        return self.client.post(self.address, data)

    def change(self, n, **values):
        _page, data = self.open()
        return self.client.post(
            self.address, data | {f"{PREFIX}-{n}-{name}": value for name, value in values.items()}
        )


@pytest.fixture
def desk(admin_client):
    return Desk(admin_client, UnitFactory(source=None, name="Bürgerbüro"))


def stored(unit):
    return [
        (row.weekday, f"{row.opens:%H:%M}", f"{row.closes:%H:%M}")
        for row in OpeningHours.objects.filter(unit=unit)
    ]


def test_days_with_the_same_hours_are_one_row(desk):
    response = desk.add(([1, 2, 3, 4, 5], "8–12 und 14–16 Uhr"), ([6], "9-12"))
    assert response.status_code == 302
    assert len(stored(desk.unit)) == 11
    assert desk.rows() == [([1, 2, 3, 4, 5], "8–12 und 14–16 Uhr"), ([6], "9–12 Uhr")]


@pytest.mark.parametrize(
    ("times", "closes", "shown"),
    [
        ("18:00–02:00", "02:00", "18–2 Uhr"),
        ("18:00–00:00", "00:00", "18–24 Uhr"),
        ("18-24 Uhr", "00:00", "18–24 Uhr"),
        ("00:00–24:00", "00:00", "rund um die Uhr"),
        ("rund um die Uhr", "00:00", "rund um die Uhr"),
    ],
)
def test_nights_and_whole_days_are_taken(client, desk, times, closes, shown):
    assert desk.add(([5], times)).status_code == 302
    assert [row[2] for row in stored(desk.unit)] == [closes]
    assert desk.rows() == [([5], shown)]
    page = client.get(desk.unit.get_absolute_url()).content.decode()
    assert "Freitag" in page


def test_saving_without_a_change_touches_no_row(desk):
    desk.add(([1, 2], "8–12"))
    before = list(OpeningHours.objects.values_list("pk", flat=True))
    _page, data = desk.open()
    assert desk.client.post(desk.address, data).status_code == 302
    assert list(OpeningHours.objects.values_list("pk", flat=True)) == before


def test_a_row_is_changed_and_deleted(desk):
    desk.add(([1, 2], "8–12"), ([3], "9–12"))
    desk.change(0, days=[1, 2, 4])
    assert [row[0] for row in stored(desk.unit)] == [1, 2, 3, 4]
    desk.change(0, DELETE="on")
    assert stored(desk.unit) == [(3, "09:00", "12:00")]


def test_imported_hours_stay_when_own_ones_change(desk):
    OpeningHours.objects.create(unit=desk.unit, weekday=7, opens="10:00", closes="12:00")
    desk.add(([1], "8–12"))
    desk.change(0, DELETE="on")
    assert stored(desk.unit) == [(7, "10:00", "12:00")]


@pytest.mark.parametrize(
    ("days", "times", "words"),
    [
        ([1], "ab 8 Uhr", "„ab“"),
        ([1], "12–8", "12–8"),
        ([1], "Mo 8–12", "8–12 und 14–18 Uhr"),
        ([1], "8–12 und 11–13", "überschneiden"),
        ([], "8–12", "Tag"),
    ],
)
def test_what_cannot_be_read_is_said_with_an_example_and_stays_typed(desk, days, times, words):
    response = desk.add((days, times))
    assert response.status_code == 200
    page = parse(response)
    assert words in page.text
    assert page.select_one(f"[name={PREFIX}-0-times]")["value"] == times
    assert not OpeningHours.objects.exists()


def test_two_rows_must_not_lie_over_each_other_unless_they_are_valid_at_other_times(desk):
    assert desk.add(([1, 2], "8–12"), ([2], "11–13")).status_code == 200
    seasons = (
        ([1], "8–12", {"valid_through": "2026-09-30"}),
        ([1], "9–13", {"valid_from": "2026-10-01"}),
    )
    assert desk.add(*seasons).status_code == 302


def test_programs_read_the_night_as_schema_org_writes_it(client, desk):
    desk.add(([5], "18–2 und 10–12"), ([6], "18–24"), ([7], "rund um die Uhr"))
    page = parse(client.get(desk.unit.get_absolute_url()))
    document = json.loads(page.select_one("script[type='application/ld+json']").string)
    times = [
        (item["dayOfWeek"].rsplit("/")[-1], item["opens"], item["closes"])
        for item in document["openingHoursSpecification"]
    ]
    assert times == [
        ("Friday", "10:00", "12:00"),
        ("Friday", "18:00", "02:00"),
        ("Saturday", "18:00", "00:00"),
        ("Sunday", "00:00", "23:59"),
    ]


def test_the_api_gives_the_night_as_it_is(client, desk):
    desk.add(([5], "18–2"))
    found = client.get(f"/api/aemter/{desk.unit.pk}/")
    if found.status_code == 404:
        found = client.get(reverse("api:unit", args=[desk.unit.pk]))
    (row,) = found.json()["opening_hours"]
    assert (row["weekday"], row["opens"], row["closes"]) == (5, "18:00", "02:00")
    assert OrganisationalUnit.objects.get().contact["hours"]
