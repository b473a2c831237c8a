"""The fakes themselves: they change, slow down, and start by one command."""

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from .city import SERVICES, UNITS, City
from .infodienste import API_KEY, FakeInfodienste
from .pvog import FakePvog
from .server import running

ROOT = Path(__file__).resolve().parents[2]
GERMAN = {"api_key": API_KEY, "Accept-Language": "de_DE"}


@pytest.fixture
def session():
    with requests.Session() as session:
        session.trust_env = False
        yield session


def test_the_city_is_no_toy():
    assert len(SERVICES) >= 25 and len(UNITS) >= 6
    assert sum(bool(entry.english) for entry in SERVICES) >= 3


def test_an_entry_can_change_and_go():
    city = City.lindenfurt()
    city.change("1001", title="Neu")
    city.remove("2001")
    assert city.services["1001"].title == "Neu" and "2001" not in city.units
    assert City.lindenfurt().services["1001"].title != "Neu"


def test_infodienste_want_key_and_language(session):
    with running(FakeInfodienste()) as server:
        url = f"{server.url}/pst/find"
        assert session.get(url).status_code == 401
        assert session.get(url, headers={"api_key": API_KEY}).status_code == 400
        answer = session.get(url, headers=GERMAN, params={"limit": 2, "offset": 26})
        assert answer.headers["total-item-count"] == "27"
        assert [each["object"]["id"] for each in answer.json()["results"]] == ["0001027"]


def test_a_change_shows_in_the_next_answer(session):
    with running(FakePvog()) as server:
        url = f"{server.url}/v6/servicedescriptions/L999901.LB.1001/detail"
        before = session.get(url).json()["name"]
        server.catalogue.change("1001", title="Neuer Titel")
        assert (before, session.get(url).json()["name"]) == (
            "Personalausweis beantragen",
            "Neuer Titel",
        )


def test_answers_can_be_slowed_down(session):
    with running(FakePvog()) as server:
        server.delay = 60
        with pytest.raises(requests.ReadTimeout):
            session.get(f"{server.url}/v2/onlineservices/detail?q=x", timeout=(10, 0.1))
        assert server.at_once == 1


def test_faults_come_and_go(session):
    with running(FakeInfodienste()) as server:
        url = f"{server.url}/common/languages"
        server.fail("/common", status=503, after=1, times=2)
        codes = [session.get(url, headers=GERMAN).status_code for _ in range(4)]
        assert codes == [200, 503, 503, 200]
        server.show_login_page()
        assert "html" in session.get(url, headers=GERMAN).headers["Content-Type"]
        server.behave()
        assert session.get(url, headers=GERMAN).json()


def test_one_command_serves_all_and_says_what_to_type(session):
    ports = ["--infodienste-port", "0", "--pvog-port", "0", "--bereitstelldienst-port", "0"]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.fakes", *ports, "--delay", "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        said = ""
        while "Ctrl+C" not in said:
            line = process.stdout.readline()
            assert line, said
            said += line
        assert API_KEY in said
        for name in ("demo-infodienste", "demo-pvog", "demo-bereitstelldienst"):
            assert f"sync_services --source {name}" in said
        fixture = json.loads(Path(re.search(r"loaddata (\S+)", said)[1]).read_text())
        addresses = {each["fields"]["name"]: each["fields"]["url"] for each in fixture}
        answer = session.get(f"{addresses['demo-infodienste']}/common/languages", headers=GERMAN)
        assert answer.status_code == 200
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
        process.stdout.close()
