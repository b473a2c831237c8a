"""manage.py sync_oparl: what it prints, what it writes, how it ends."""

import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from harvest.models import Run, Source
from opendata.oparl.models import File, Paper
from tests.opendata.oparl.harvest.harvesting import from_now_on, harvest, live, source_at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def told(**options):
    out = io.StringIO()
    call_command("sync_oparl", stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def test_the_table_tells_what_came_in(server, source):
    text = told()
    assert re.search(r"^paper\s+12\s+0\s+0\s+0\s+0", text, re.MULTILINE)
    assert Run.objects.get().status == Run.Status.GOOD


def test_a_second_full_run_tells_that_nothing_has_changed(server, source):
    told()
    assert re.search(r"^paper\s+0\s+0\s+12\s+0\s+0", told(full=True), re.MULTILINE)
    assert Run.objects.latest().full


def test_a_dry_run_prints_changes_and_publishes_nothing(server, source):
    harvest(source)
    from_now_on(server)
    server.council.touch("paper/1", name="Ganz anders")
    text = told(dry_run=True)
    assert "Ganz anders" in text and "name: " in text
    assert not Paper.objects.filter(name="Ganz anders").exists()
    assert Run.objects.count() == 1


def test_a_held_run_fails_and_says_how_to_release_it(server, source):
    harvest(source)
    from_now_on(server)
    for number in range(1, 9):
        server.council.delete(f"paper/{number}")
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("sync_oparl", stdout=out)
    assert f"release_run {Run.objects.latest().pk}" in out.getvalue()
    assert live("Paper") == 12


def test_a_server_that_is_down_is_told_and_nothing_written(server, source):
    server.fail(status=503)
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("sync_oparl", stdout=out)
    assert "503" in out.getvalue()
    assert live("Paper") == 0


def test_files_are_fetched_when_asked_for(server, source, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    text = told(files=True)
    assert re.search(rf"{File.objects.count()} × fetched", text)


def test_one_body_of_one_source(server, source):
    source_at("http://127.0.0.1:9/system", name="tot")
    with pytest.raises(CommandError, match="rat"):
        told(body=server.id("body/1"))
    told(source="rat", body=server.id("body/1"))
    assert live("Paper") == 12


def test_unknown_and_missing_sources_are_told(db):
    with pytest.raises(CommandError, match="no OParl source"):
        told()
    Source.objects.create(name="rat", title="Rat", kind="oparl")
    with pytest.raises(CommandError, match="rat"):
        told(source="nichts")
