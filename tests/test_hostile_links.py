"""Deliveries full of tricks: no adapter makes a link of one, on no page and in no data.

Nor does any text reach the database that it cannot keep.

The second line (core.middleware.SafeLinksMiddleware) is taken away here: each adapter stands alone.
"""

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import NoReverseMatch
from django.utils import timezone

from directory.models import OrganisationalUnit
from harvest.models import Run, Source
from harvest.runs import execute
from home.places import links as place_links
from home.waste.models import CollectionDate, Street
from opendata.oparl.models import MODELS
from services.models import Service
from tests.fakes import city
from tests.fakes.bereitstelldienst import CLIENT_SECRET, FakeBereitstelldienst
from tests.fakes.infodienste import API_KEY, FakeInfodienste
from tests.fakes.infodienste_shapes import AREA_ID
from tests.fakes.oparl import FakeOparl
from tests.fakes.pvog import FakePvog
from tests.fakes.server import Answer, running
from tests.home import examples
from tests.home.waste import building as waste
from tests.hostile import LINKS, runs_something, spoilt, spoilt_xml, unstorable
from tests.opendata.oparl.harvest.harvesting import source_at

CATALOGUE = Path(site_settings.SITE_DIR) / "demo" / "data" / "catalogue"
ENTRY = re.compile("<xzufi:schreibe>.*?</xzufi:schreibe>", re.DOTALL)
OF_THE_COUNCIL = ("web", "license", "website", "externalServiceUrl")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _first_line_alone(settings):
    second = "core.middleware.SafeLinksMiddleware"
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != second]


def harvest(source):
    outcome = execute(source, trigger=Run.Trigger.COMMAND)
    assert outcome.error is None, outcome.error


def spoiling(fake, spoil=spoilt):
    """A fake source whose answers hold tricks where they held addresses of the web."""
    kind = type(fake)

    class Hostile(kind):
        def respond(self, request):
            answer = super().respond(request)
            if isinstance(answer, Answer) and isinstance(answer.body, dict | list):
                answer.body = json.dumps(spoil(answer.body))
            return answer

    fake.__class__ = Hostile
    return fake


def see_all(paths):
    """Every page is read, and no link of it runs anything."""
    client = Client()
    for path in paths:
        response = client.get(path)
        assert response.status_code == 200, path
        assert runs_something(response) == [], path


def links_in_api(path):
    """[(name, text)] of what stands where an address belongs and is none."""
    client, wrong = Client(), []
    url = path
    while url:
        answer = client.get(url)
        assert answer.status_code == 200
        value = json.loads(answer.content)
        for key, text in named(value):
            if key.endswith("url") and text and not text.startswith(("http://", "https://")):
                wrong.append((key, text))
        url = value.get("next")
    return wrong


def named(value, name=""):
    if isinstance(value, dict):
        for key, one in value.items():
            yield from named(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from named(one, name)
    elif isinstance(value, str):
        yield name, value


def check_catalogue():
    units, services = OrganisationalUnit.objects.published(), Service.objects.published()
    assert units.count() > 3 and services.count() > 3
    see_all(unit.get_absolute_url() for unit in units)
    see_all(service.get_absolute_url() for service in services[:60])
    assert links_in_api("/api/dienstleistungen/") == []
    assert links_in_api("/api/aemter/") == []
    for row in services[:60]:
        assert links_in_api(f"/api/dienstleistungen/{row.pk}/") == []


@pytest.mark.parametrize("appointment", ["javascript:alert(1)", "data:text/html,x"])
def test_xzufi(tmp_path, appointment):
    for file in CATALOGUE.glob("*.xml"):
        text = spoilt_xml(file.read_text("utf-8"))
        # The demo city's offices take no appointments by a link.
        text = text.replace(
            "</xzufi:organisationseinheit>",
            f"<xzufi:onlineTermin><xzufi:uri>{appointment}</xzufi:uri></xzufi:onlineTermin>"
            "<xzufi:kommunikation><xzufi:kanal><xzufi:name>Internet</xzufi:name></xzufi:kanal>"
            f"<xzufi:kennung>{appointment}</xzufi:kennung></xzufi:kommunikation>"
            "</xzufi:organisationseinheit>",
        )
        (tmp_path / file.name).write_text(text, "utf-8")
    (tmp_path / "index.txt").write_text((CATALOGUE / "index.txt").read_text())
    harvest(Source.objects.create(name="x", title="X", kind="xzufi", url=str(tmp_path)))
    assert not OrganisationalUnit.objects.exclude(appointment_url="").exists()
    check_catalogue()


def test_bereitstelldienst(monkeypatch):
    monkeypatch.setenv("BEREITSTELLDIENST_SECRET", CLIENT_SECRET)
    entries = [
        entry
        for file in sorted(CATALOGUE.glob("*.xml"))[:3]
        for entry in ENTRY.findall(spoilt_xml(file.read_text("utf-8")))
    ]
    with running(FakeBereitstelldienst(entries=entries, page=100)) as server:
        source = Source.objects.create(
            name="b",
            title="B",
            kind="xzufi",
            url=server.api_url,
            options=server.options(),
            secret_name="BEREITSTELLDIENST_SECRET",
        )
        harvest(source)
    check_catalogue()


@pytest.mark.parametrize("spoil", [spoilt, unstorable])
def test_infodienste(monkeypatch, spoil):
    monkeypatch.setenv("INFODIENSTE_KEY", API_KEY)
    with running(spoiling(FakeInfodienste(), spoil)) as server:
        source = Source.objects.create(
            name="i",
            title="I",
            kind="infodienste",
            url=server.url,
            area=city.ARS,
            secret_name="INFODIENSTE_KEY",
            options={"area_id": AREA_ID, "agency": city.AGENCY},
        )
        harvest(source)
    check_catalogue()


@pytest.mark.parametrize("spoil", [spoilt, unstorable])
def test_pvog(spoil):
    with running(spoiling(FakePvog(), spoil)) as server:
        harvest(
            Source.objects.create(name="p", title="P", kind="pvog", url=server.url, area=city.ARS)
        )
    check_catalogue()


def test_oparl():
    with running(FakeOparl()) as server:
        for number, one in enumerate(server.council.objects.values()):
            for name in OF_THE_COUNCIL:
                one[name] = LINKS[(number + len(name)) % len(LINKS)]
        harvest(source_at(server.system_url))
    pages = 0
    for model in MODELS.values():
        for row in model.objects.published()[:20]:
            try:
                address = row.get_absolute_url()
            except (AttributeError, NoReverseMatch):
                continue  # has no page of its own
            response = Client().get(address)
            assert runs_something(response) == [], row
            pages += response.status_code == 200
            # A licence may be words; it is a link only where it is an address.
            stored = {name: getattr(row, name, "") for name in OF_THE_COUNCIL if name != "license"}
            assert not {name: text for name, text in stored.items() if text in LINKS}
    assert pages > 20


def test_places_by_csv():
    for text in LINKS:
        assert not [link for link in place_links.read(f"Mehr {text}") if link.url in LINKS], text


WASTE_ENTRY = (
    "BEGIN:VEVENT\r\nUID:{1}\r\nSUMMARY:Verpackungen {0}\r\nDESCRIPTION:{0}\r\nLOCATION:{0}\r\n"
    "URL:{0}\r\nDTSTART;VALUE=DATE:{1:%Y%m%d}\r\nEND:VEVENT\r\n"
)


def waste_calendar(*entries):
    whole = "".join(WASTE_ENTRY.format(*entry) for entry in entries)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{whole}END:VCALENDAR\r\n"


def test_waste_by_files():
    """Streets, districts and notes are text, whatever stands in a table or a calendar."""
    page = waste.page(examples.make_home())
    area, kind = waste.areas()[0], waste.kinds()[1]
    today = timezone.localdate()
    days = [today + timedelta(days=number) for number in range(len(LINKS))]
    # What a cell of a table cannot hold is not sent.
    texts = [re.sub(r"[\r\n;\"\x00]", "", link) for link in LINKS]
    rows = [f"Weg {number};{area};{text}" for number, text in enumerate(texts)]
    waste.take_over("strassen", "\n".join(["strasse;bezirk;ortsteil", *rows]))
    rows = [f"{area};{kind};{day:%d.%m.%Y};{text}" for day, text in zip(days, texts, strict=True)]
    waste.take_over("termine", "\n".join(["bezirk;art;datum;hinweis", *rows]))
    entries = [(text, day + timedelta(days=100)) for day, text in zip(days, texts, strict=True)]
    waste.take_over("termine", waste_calendar(*entries), area=area)
    assert Street.objects.count() == len(LINKS)
    assert CollectionDate.objects.count() == 2 * len(LINKS)
    assert CollectionDate.objects.exclude(note="").count() > len(LINKS) / 2
    see_all([page.url, f"{page.url}strassen/"])
    see_all(f"{page.url}{street.slug}/" for street in Street.objects.all()[::8])


def test_waste_files_with_signs_that_no_database_keeps():
    """A table with them is none (a wide encoding read wrongly); a calendar goes without them."""
    area, kind = waste.areas()[0], waste.kinds()[2]
    for holds, rows in {
        "termine": f"bezirk;art;datum;hinweis\n{area};{kind};05.03.2027;fr\x00üh\n",
        "strassen": f"strasse;bezirk;ortsteil\nLinden\x00weg;{area};Nord\n",
    }.items():
        with pytest.raises(ValidationError):
            waste.take_over(holds, rows)
    waste.take_over("termine", waste_calendar(("\x00x", date(2027, 4, 5))), area=area)
    assert CollectionDate.objects.get().kind == kind
