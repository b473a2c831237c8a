"""The demo city's council comes by the real harvest, once, and is whole."""

import json
import os
import time
from itertools import chain
from urllib.parse import urlsplit

import pytest
import requests

from harvest.models import Run, Source
from opendata.oparl.models import (
    AgendaItem,
    Body,
    Consultation,
    File,
    LegislativeTerm,
    Location,
    Meeting,
    Membership,
    Organization,
    Paper,
    Person,
    QualityIssue,
    RawObject,
)
from stadttor import demo_council
from stadttor.demo_council import COUNCIL, Folder, fill, served


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def filled(db) -> Run:
    return fill()


def objects_in(raw):
    """The object and all that it embeds."""
    yield raw
    for value in raw.values():
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict) and "id" in inner:
                yield from objects_in(inner)


def everything() -> list[dict]:
    texts = (path.read_text("utf-8") for path in COUNCIL.glob("*.json"))
    return [one for text in texts for raw in json.loads(text) for one in objects_in(raw)]


def test_the_council_is_whole(filled):
    assert filled.status == Run.Status.GOOD
    counts = {
        model: model.objects.published().count()
        for model in (Body, LegislativeTerm, Organization, Person, Meeting, Paper, Location)
    }
    assert counts == {
        Body: 1,
        LegislativeTerm: 2,
        Organization: 9,
        Person: 24,
        Meeting: 31,
        Paper: 47,
        Location: 14,
    }
    assert Meeting.objects.filter(cancelled=True).count() == 1
    assert Meeting.objects.filter(meeting_state="terminiert").exclude(agenda_item=None).exists()
    assert AgendaItem.objects.filter(public=False).count() > 10
    assert AgendaItem.objects.exclude(result="").count() > 80
    assert Membership.objects.exclude(end_date=None).count() > 20


def test_the_rows_are_what_the_folder_says(filled):
    told = {raw["id"] for raw in everything()}
    assert told == set(RawObject.objects.values_list("url", flat=True))
    assert filled.created == len(told)


def test_nothing_is_odd_about_it(filled):
    assert filled.warnings == {}
    assert not QualityIssue.objects.exists()


def test_every_file_is_here_and_can_be_searched(filled):
    files = list(File.objects.all())
    assert len(files) == len(list((COUNCIL / "files").iterdir()))
    assert {file.fetched for file in files} == {File.Fetched.GOOD}
    assert {file.content_size - file.size for file in files} == {0}
    paper = Paper.objects.get(reference="VL-1/2026")
    assert "fünf Gruppen" in paper.main_file.search_text


def test_a_paper_goes_from_the_committees_to_the_council(filled):
    paper = Paper.objects.get(reference="VL-1/2026")
    way = Consultation.objects.filter(paper=paper).order_by("meeting__start")
    names = [step.organization.get().name for step in way]
    assert names[0] == "Sozial- und Kulturausschuss"
    assert names[-1] == "Stadtverordnetenversammlung"
    assert [step.authoritative for step in way] == [False] * (len(names) - 1) + [True]
    assert all(step.agenda_item.meeting == step.meeting for step in way)


def test_the_second_call_does_nothing(filled):
    before = list(RawObject.objects.values_list("pk", "fetched_at"))
    assert fill() is None
    assert Run.objects.count() == Source.objects.count() == 1
    assert list(RawObject.objects.values_list("pk", "fetched_at")) == before


def test_after_a_change_in_the_folder_it_is_read_again(filled, monkeypatch, tmp_path):
    folder = tmp_path / "council"
    (folder / "files").mkdir(parents=True)
    for path in chain(COUNCIL.glob("*.json"), COUNCIL.glob("files/*")):
        (folder / path.relative_to(COUNCIL)).write_bytes(path.read_bytes())
    papers = json.loads((folder / "papers.json").read_text("utf-8"))
    papers[0]["name"] = "Neubau der Kita Florianweg"
    (folder / "papers.json").write_text(json.dumps(papers), "utf-8")
    later = time.time() + 60
    os.utime(folder / "papers.json", (later, later))
    monkeypatch.setattr(demo_council, "COUNCIL", folder)
    run = fill()
    assert (run.status, run.created, run.updated, run.withdrawn) == (Run.Status.GOOD, 0, 1, 0)
    assert Paper.objects.filter(name="Neubau der Kita Florianweg").exists()


def test_a_call_that_was_cut_off_before_all_files_came_is_made_good(filled):
    File.objects.filter(name__startswith="Niederschrift").update(fetched="", content="")
    assert fill().status == Run.Status.GOOD
    assert not File.objects.exclude(fetched=File.Fetched.GOOD).exists()
    assert fill() is None


def test_nothing_of_the_server_stays(filled):
    source = Source.objects.get()
    assert source.options == {}
    assert (source.interval_hours, source.silent_after_hours) == (0, 0)
    told = RawObject.objects.filter(content__contains="127.0.0.1")
    assert not told.exists()
    with served(COUNCIL) as address:
        assert requests.get(f"{address}/oparl/system", timeout=5).status_code == 200
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{address}/oparl/system", timeout=5)


def test_every_object_answers_by_its_id_with_its_parent():
    folder = Folder(COUNCIL)
    for raw in everything():
        body, _media_type = folder.answer(urlsplit(raw["id"]).path)
        assert json.loads(body)["id"] == raw["id"]
    item = next(raw for raw in everything() if raw["type"].endswith("/AgendaItem"))
    body, _media_type = folder.answer(urlsplit(item["id"]).path)
    assert json.loads(body)["meeting"].startswith("https://ris.lindenfurt.example/oparl/meeting/")


@pytest.mark.parametrize(
    "path",
    ["/", "/oparl/paper/4711", "/oparl/files/nothing.pdf", "/oparl/files/..", "/oparl/files/"],
)
def test_what_is_not_there_is_not_found(path):
    assert Folder(COUNCIL).answer(path) is None


def test_the_data_names_only_hosts_that_do_not_exist_and_stays_small():
    hosts = {urlsplit(raw["id"]).hostname for raw in everything()}
    assert hosts == {"ris.lindenfurt.example"}
    files = [path for path in COUNCIL.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 700_000


def test_no_reference_points_nowhere():
    known = {raw["id"] for raw in everything()}
    lists = {value for raw in everything() if "/Body" in raw["type"] for value in raw.values()
             if isinstance(value, str)}  # fmt: skip
    for raw in everything():
        for name, value in raw.items():
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, str) and one.startswith("https://ris.lindenfurt.example/oparl/"):
                    assert one in known | lists or name in ("accessUrl", "body"), (raw["id"], name)
