"""Foreign text in its other spelling: every adapter reads the same records from it."""

import json
import re
import unicodedata
from dataclasses import replace
from functools import partial

import orjson
import pytest
from django.conf import settings

from harvest.jobs import Job
from harvest.models import Source
from home.places import csv_files
from home.waste import importing
from home.waste.models import Upload
from opendata.oparl.models import MODELS
from services.harvest.infodienste import reader as infodienste
from services.harvest.pvog import reader as pvog
from services.harvest.xzufi import reader as xzufi
from tests.fakes import city
from tests.fakes.bereitstelldienst import CLIENT_SECRET, FakeBereitstelldienst
from tests.fakes.infodienste import API_KEY, FakeInfodienste
from tests.fakes.infodienste_shapes import AREA_ID
from tests.fakes.oparl import FakeOparl
from tests.fakes.pvog import FakePvog
from tests.fakes.server import running
from tests.home.waste import building as waste
from tests.opendata.oparl.harvest.harvesting import harvest, source_at

pytestmark = pytest.mark.django_db


def other_spelling(text: str) -> str:
    """As macOS and PDF write it, with signs that nobody sees; nothing changes without umlauts."""
    apart = unicodedata.normalize("NFD", text)
    return apart if apart == text else apart.replace("\u0308", "\u200b\u0308\ufeff")


def mangled(value):
    if isinstance(value, str):
        return other_spelling(value) + ("\x00" if not value.isascii() else "")
    if isinstance(value, dict):
        return {key: mangled(one) for key, one in value.items()}
    return [mangled(one) for one in value] if isinstance(value, list) else value


class Mangling:
    """A fake whose JSON has the other spelling."""

    def respond(self, request):
        answer = super().respond(request)
        if isinstance(answer.body, (bytes, str)):
            return answer
        return replace(answer, body=mangled(answer.body))


def read(reader, fake, **values):
    with running(fake) as server:
        source = Source.objects.create(
            name=type(fake).__name__.lower(), title="X", url=server.url, **values
        )
        delivery = reader.read(Job(source=source))
        return {each.ref: orjson.dumps(each) for each in delivery.records if each.ref}


@pytest.fixture
def infodienste_values(monkeypatch):
    monkeypatch.setenv("INFODIENSTE_KEY", API_KEY)
    options = {"area_id": AREA_ID, "agency": city.AGENCY}
    return {
        "kind": "infodienste",
        "area": city.ARS,
        "secret_name": "INFODIENSTE_KEY",
        "options": options,
    }


def has_umlauts(records) -> bool:
    return any("ü" in json.dumps(orjson.loads(each), ensure_ascii=False) for each in records)


def test_infodienste(infodienste_values):
    class Mangled(Mangling, FakeInfodienste):
        pass

    clean = read(infodienste, FakeInfodienste(), **infodienste_values)
    assert read(infodienste, Mangled(), **infodienste_values) == clean
    assert has_umlauts(clean.values())


def test_pvog():
    class Mangled(Mangling, FakePvog):
        pass

    ask = partial(read, pvog, kind="pvog", area=city.ARS)
    clean = ask(FakePvog())
    assert ask(Mangled()) == clean
    assert has_umlauts(clean.values())


def test_xzufi(tmp_path):
    delivered = sorted((settings.SITE_DIR / "demo" / "data" / "catalogue").rglob("*.xml"))
    assert delivered
    source = Source.objects.create(name="land", title="Land", kind="xzufi")

    def records(change):
        path = tmp_path / "delivery.xml"
        found = {}
        for each in delivered:
            path.write_text(change(each.read_text()))
            for record in xzufi.read(Job(source=source, file=path)).records:
                if hasattr(record, "label"):
                    found[record.ref] = orjson.dumps(record)
        return found

    clean = records(str)
    assert records(other_spelling) == clean
    assert has_umlauts(clean.values())


def test_bereitstelldienst(monkeypatch):
    monkeypatch.setenv("BEREITSTELLDIENST_SECRET", CLIENT_SECRET)
    folder = settings.SITE_DIR / "demo" / "data" / "catalogue"
    entries = [
        entry
        for file in sorted(folder.glob("*.xml"))[:3]
        for entry in re.findall(r"<xzufi:schreibe>.*?</xzufi:schreibe>", file.read_text(), re.S)
    ]
    assert len(entries) > 20

    def records(change):
        fake = FakeBereitstelldienst(entries=[change(entry) for entry in entries], page=50)
        with running(fake) as server:
            source = Source.objects.create(
                name=f"b-{change.__name__}",
                title="B",
                kind="xzufi",
                url=server.api_url,
                options=server.options(),
                secret_name="BEREITSTELLDIENST_SECRET",
            )
            found = xzufi.read(Job(source=source)).records
            return {each.ref: orjson.dumps(each) for each in found if hasattr(each, "label")}

    clean = records(str)
    assert records(other_spelling) == clean
    assert has_umlauts(clean.values())


def test_oparl():
    class Mangled(Mangling, FakeOparl):
        pass

    def texts(fake, name):
        with running(fake) as server:
            harvest(source_at(server.system_url, name=name))
            return {
                (type, row.url.removeprefix(server.url)): row.name
                for type, model in MODELS.items()
                if hasattr(model, "name")
                for row in model.objects.filter(source__name=name)
            }

    clean = texts(FakeOparl(), "rat")
    assert texts(Mangled(), "rat-2") == clean
    assert any("ü" in name for name in clean.values())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_csv(encoding):
    clean = "titel;öffnungszeiten;straße\nBürgerbüro am Markt;Mo–Fr;Südstraße 1\n"
    dirty = other_spelling(clean).replace(" ", "\xa0 ")
    table = csv_files.read(dirty.encode(encoding))
    assert table.lines == csv_files.read(clean.encode()).lines
    assert table.columns == ("titel", "oeffnungszeiten", "strasse")


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
def test_csv_of_older_programs_tells_its_guess(encoding):
    clean = "titel;öffnungszeiten;straße\nBürgerbüro am Markt;Mo-Fr;Südstraße 1\n"
    table = csv_files.read(clean.encode(encoding))
    assert table.lines == csv_files.read(clean.encode()).lines
    assert table.is_guess


STREETS = "strasse;bezirk;ortsteil\nMühlgäßchen;Süd;Mühlöd\nAm Bächle;Süd;\n"
DATES = "bezirk;art;datum;hinweis\nSüd;Restmüll;05.03.2027;früh hinausstellen\n"
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    "SUMMARY:Restmüll in Süd\r\nDTSTART;VALUE=DATE:20270305\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.mark.parametrize(
    ("holds", "clean"),
    [("strassen", STREETS), ("termine", DATES), ("termine", CALENDAR)],
    ids=["streets", "dates", "calendar"],
)
def test_waste_files(holds, clean):
    """In the other spelling they are the same streets, areas, kinds and notes."""
    waste.kinds()
    area = waste.areas()[1]

    def planned(text):
        upload = Upload(holds=holds, content=text.encode(), area=area, name="datei")
        made = importing.plan(upload)
        assert made.faults == [], made.faults
        return made

    waste.take_over(holds, clean, area=area)
    # Nothing is new, and nothing of it has changed.
    assert planned(clean).number == 0
    dirty = other_spelling(clean)
    assert dirty != clean
    assert planned(dirty).number == 0
    if holds == "strassen":
        assert planned(dirty.replace("Am B", "Am\xa0B")).number == 0
