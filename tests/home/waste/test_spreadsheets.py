"""Waste tables go through a spreadsheet and come back: nothing is lost, or it is said what is."""

from datetime import date

import pytest

from home.waste import exports, importing
from home.waste.models import Area, CollectionDate, Street, Upload
from tests.home.waste import building
from tests.readers import soffice

pytestmark = pytest.mark.django_db
TABLES = {"strassen": exports.streets, "termine": exports.dates}


@pytest.fixture
def waste():
    """With the cells that spreadsheets are known to spoil: zeros in front, ranges, dates, signs."""
    areas = [Area.objects.create(name=name) for name in ("07", "1-19", "Süd")]
    kinds = building.kinds()
    building.street("Straße des 17. Juni", (areas[0], "odd", 1, 19), (areas[1], "even", 2, 40))
    building.street("1. Mai", areas[1], district="Neuhof")
    building.street("=1+1", areas[2])
    for area in areas:
        for kind in kinds:
            building.day(area, kind, date(2027, 3, 5), '-2 °C: früh hinaus; "Tonne"')
            building.day(area, kind, date(2027, 12, 1))
    assert Street.objects.count() == 3 and CollectionDate.objects.count() == 18


def planned(holds, content):
    return importing.plan(Upload(holds=holds, content=content, name="datei", is_whole=True))


@pytest.mark.parametrize("holds", TABLES)
def test_as_it_is_written_it_is_read(waste, holds):
    made = planned(holds, TABLES[holds]())
    assert (made.faults, made.number) == ([], 0)


@pytest.mark.parametrize("target", ["csv", "xlsx", "ods"])
@pytest.mark.parametrize("holds", TABLES)
def test_through_libreoffice(tmp_path, waste, holds, target):
    """A zero that was cut is found again; what became a date is told, and nothing is doubled."""
    back = soffice.resaved(tmp_path, TABLES[holds](), "csv", target)
    made = planned(holds, back)
    told = [fault.reason for fault in made.faults]
    assert made.number == 0 or made.faults
    assert all("Tabellenkalkulation" in text for text in told), told
