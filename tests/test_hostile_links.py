"""Deliveries full of tricks: no adapter makes a link of one, on no page and in no data.

Nor does any text reach the database that it cannot keep.

The second line (core.middleware.SafeLinksMiddleware) is taken away here: each adapter stands alone.
"""

import json
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.test import Client
from django.urls import NoReverseMatch

from directory.models import OrganisationalUnit
from harvest.models import Run, Source
from harvest.runs import execute
from home.places import links as place_links
from opendata.oparl.models import MODELS
from services.models import Service
from tests.fakes import city
from tests.fakes.infodienste import API_KEY, FakeInfodienste
from tests.fakes.infodienste_shapes import AREA_ID
from tests.fakes.oparl import FakeOparl
from tests.fakes.pvog import FakePvog
from tests.fakes.server import Answer, running
from tests.hostile import LINKS, runs_something, spoilt, spoilt_xml, unstorable
from tests.opendata.oparl.harvest.harvesting import source_at

CATALOGUE = Path(site_settings.SITE_DIR) / "demo" / "data" / "catalogue"
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
