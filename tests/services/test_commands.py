"""The commands: what they print, what they write, how they end."""

import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from harvest.models import Run, Source
from search import indexing, searching
from services.harvest.source_kinds import pvog_source
from services.models import Service
from tests.benchmarks import delivery
from tests.fakes.pvog import FakePvog
from tests.fakes.server import running

pytestmark = pytest.mark.django_db
ARS = "069990001001"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "delivery.xml"
    delivery.write(path, services=12, units=2)
    return path


def told(*arguments, **options):
    out = io.StringIO()
    call_command(*arguments, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def test_a_file_fills_the_catalogue_and_the_table_tells_it(file):
    text = told("sync_services", file=file)
    assert re.search(r"service\s+12\s+0\s+0\s+0\s+0", text)
    assert Service.objects.published().count() == 12
    assert Run.objects.get().status == Run.Status.GOOD


def test_a_second_run_of_the_same_file_changes_nothing(file):
    told("sync_services", file=file)
    assert re.search(r"service\s+0\s+0\s+12\s+0\s+0", told("sync_services", file=file))


def test_a_dry_run_prints_what_would_change_and_leaves_nothing_behind(file):
    text = told("sync_services", file=file, dry_run=True)
    assert "Erlaubnis für Vorhaben 0 beantragen" in text
    assert not Service.objects.exists()
    assert not Source.objects.exists()
    assert not Run.objects.exists()


def test_a_broken_file_fails_with_line_and_column(tmp_path):
    path = tmp_path / "broken.xml"
    path.write_text("<a>\n<b></a>")
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("sync_services", file=path, stdout=out)
    assert re.search(r"2\D+\d", out.getvalue())
    assert Run.objects.get().status == Run.Status.FAILED


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match="nowhere.xml"):
        call_command("sync_services", file=tmp_path / "nowhere.xml")


def test_an_unknown_source_is_answered_with_those_that_exist():
    Source.objects.create(name="hessen", title="Hessen", kind="infodienste")
    with pytest.raises(CommandError, match="hessen"):
        call_command("sync_services", source="rlp")


def test_without_any_source_the_command_says_what_to_do():
    with pytest.raises(CommandError, match="--pvog"):
        call_command("sync_services")


@pytest.mark.parametrize("ars", ["12", "06435001401x", ""])
def test_a_wrong_area_key_is_refused(ars):
    with pytest.raises(CommandError):
        call_command("sync_services", pvog=ars)


def test_a_held_run_ends_badly_and_names_the_way_on(tmp_path, file):
    source = Source.objects.create(
        name="state", title="State", kind="xzufi", options={"complete": True}
    )
    delivery.write(file, services=40, units=2)
    told("sync_services", source=source.name, file=file)
    delivery.write(file, services=12, units=2)
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("sync_services", source=source.name, file=file, stdout=out)
    assert "release_run" in out.getvalue()
    assert Service.objects.published().count() == 40


def test_a_city_without_a_key_sees_its_catalogue_by_one_command():
    with running(FakePvog()) as server:
        # The source that the command would make, but with the fake's address.
        Source.objects.create(
            name="pvog-069990001001", title="x", kind="pvog", url=server.url, area=ARS
        )
        told("sync_services", pvog=ARS)
    assert Service.objects.published().count() > 20
    assert Service.objects.exclude(online_links=[]).exists()
    assert Service.objects.filter(missing_unit=False).exists()


def test_the_source_of_the_open_pvog_is_made_once():
    assert pvog_source(ARS) == pvog_source(ARS)
    assert (pvog_source(ARS).area, pvog_source(ARS).kind) == (ARS, "pvog")


def test_after_a_change_of_the_area_everything_is_derived_anew(settings):
    with running(FakePvog()) as server:
        Source.objects.create(
            name="pvog-069990001001", title="x", kind="pvog", url=server.url, area=ARS
        )
        told("sync_services", pvog=ARS)
    Service.objects.update(title="", letter="", missing_unit=True)
    assert re.match(r"\d+ services have changed", told("refresh_services"))
    assert not Service.objects.filter(title="").exists()
    assert told("refresh_services").startswith("0 ")


def test_a_run_that_ended_before_its_indexing_is_repaired_by_the_next(file, monkeypatch):
    def broken(model, ids):
        raise RuntimeError("the search is down")

    with monkeypatch.context() as patch:
        patch.setattr(indexing, "update_ids", broken)
        with pytest.raises(CommandError):
            told("sync_services", file=file)
    assert Service.objects.published().count() == 12
    assert not hits("Erteilung")
    told("sync_services", file=file)
    assert hits("Erteilung")


def hits(query):
    return [group for group in searching.search(query, 5).groups if group.total]
