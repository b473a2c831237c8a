"""Downloads: every published object of a type, streamed; spreadsheets find no formula."""

import csv
import io

import orjson
import pytest

from opendata.oparl.api import downloads
from opendata.oparl.api.downloads import cell
from opendata.oparl.models import MODELS, BodyChoice, Paper, Person
from tests.opendata.oparl.api import builders
from tests.opendata.oparl.api.builders import withdraw

pytestmark = pytest.mark.django_db
TYPES = sorted(type.lower() for type in MODELS if type != "System")


@pytest.fixture
def content(client):
    def fetch(name):
        response = client.get(f"/rat/daten/{name}")
        assert response.status_code == 200
        assert response.streaming
        assert f'filename="{name}"' in response["Content-Disposition"]
        return b"".join(response.streaming_content).decode()

    return fetch


@pytest.fixture
def rows(content):
    def fetch(name):
        return list(csv.DictReader(io.StringIO(content(name), newline="")))

    return fetch


@pytest.mark.parametrize("type", TYPES)
def test_each_line_is_the_object_as_the_endpoint_tells_it(council, client, content, type):
    lines = [orjson.loads(line) for line in content(f"{type}.jsonl").splitlines()]
    model = next(model for model in MODELS.values() if model._meta.model_name == type)
    assert len(lines) == model.objects.count() > 0
    assert lines[0] == client.get(lines[0]["id"]).json()


@pytest.mark.parametrize("type", TYPES)
def test_tables_have_a_row_for_each_object(council, rows, type):
    model = next(model for model in MODELS.values() if model._meta.model_name == type)
    found = rows(f"{type}.csv")
    assert len(found) == model.objects.count()
    assert all(None not in row and None not in row.values() for row in found)


def test_a_table_tells_values_and_references(council, rows):
    paper = rows("paper.csv")[0]
    root = "http://testserver/oparl/v1.1/"
    assert paper["id"] == f"{root}paper/{council.paper.pk}"
    assert paper["name"] == "Neubau der Brücke"
    assert paper["mainFile"] == f"{root}file/{council.proposal.pk}"
    assert paper["originatorPerson"] == f"{root}person/{council.person.pk}"
    assert rows("consultation.csv")[0]["authoritative"] == "true"
    assert rows("organization.csv")[0]["post"] == "Vorsitz | Mitglied"


def test_what_is_withdrawn_or_hidden_is_not_in_it(council, content):
    withdraw(council.paper)
    assert "Neubau der Brücke" not in content("paper.jsonl") + content("paper.csv")
    BodyChoice.objects.create(body=council.body, visible=False)
    assert content("paper.jsonl") == content("person.jsonl") == ""


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_is_a_formula(council, rows, sign):
    Paper.objects.update(name=f"{sign}HYPERLINK(1)")
    Person.objects.update(title=[f"{sign}1", "Dr."])
    assert rows("paper.csv")[0]["name"] == f"'{sign}HYPERLINK(1)"
    assert rows("person.csv")[0]["title"] == f"'{sign}1 | Dr."


def test_cells_keep_everything_else():
    assert cell(None) == ""
    assert cell(0) == "0"
    assert cell(False) == "false"
    assert cell('Größe "A", 3 = 3') == 'Größe "A", 3 = 3'


def test_many_objects_come_in_batches(council, content, monkeypatch, django_assert_num_queries):
    builders.meetings(25, council.body)
    whole = content("meeting.jsonl")
    monkeypatch.setattr(downloads, "BATCH", 10)
    assert content("meeting.jsonl") == whole
    assert len(whole.splitlines()) == 26


def test_what_there_is_not_is_missing(client, db):
    for name in ("system.csv", "paper.xml", "nonsense.jsonl", "paper.csv.exe"):
        assert client.get(f"/rat/daten/{name}").status_code == 404


def test_downloads_are_open_to_all_origins(council, client):
    response = client.get("/rat/daten/paper.csv")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["X-Robots-Tag"] == "noindex"
