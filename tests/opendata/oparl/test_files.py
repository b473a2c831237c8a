"""Files: fetched on demand, judged by their content, searchable, gone with their object."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from opendata.oparl import files
from opendata.oparl.models import File, Paper
from tests.fakes import oparl_words
from tests.opendata.oparl.harvesting import at, from_now_on, harvest

pytestmark = pytest.mark.django_db
Fetched = File.Fetched


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def council(server, source):
    harvest(source)
    return server


def fetched(server, path) -> tuple[str, File]:
    outcome = files.fetch_now(at(server, path))
    return outcome, at(server, path)


def serve(server, path, content, **properties):
    server.council.contents[path] = content
    server.council.objects[path].update(properties)


def test_a_harvest_alone_fetches_no_content(council):
    assert not council.paths("/oparl/v1/content")
    assert not File.objects.exclude(content="").exists()


def test_all_files_of_a_source_are_fetched_once(council, source):
    counts = files.fetch_all(source)
    assert counts == {"good": File.objects.count()}
    asked = len(council.paths("/oparl/v1/content"))
    assert files.fetch_all(source) == {}
    assert len(council.paths("/oparl/v1/content")) == asked


def test_the_content_is_stored_with_size_type_and_checksum(council):
    outcome, file = fetched(council, "file/1")
    content = council.council.contents["file/1"]
    assert outcome == Fetched.GOOD
    assert file.content.open().read() == content
    assert (file.content_type, file.content_size) == ("application/pdf", len(content))
    assert len(file.content_sha512) == 128


def test_the_text_of_a_pdf_finds_its_paper(council):
    paper = at(council, "paper/1")
    path = council.council.objects["paper/1"]["mainFile"]
    serve(council, path, oparl_words.pdf("Zwergwacholder am Ufer"))
    outcome, file = fetched(council, path)
    assert outcome == Fetched.GOOD
    assert "Zwergwacholder" in file.search_text
    assert "Zwergwacholder" in Paper.get_indexed_objects().get(pk=paper.pk).text_of_files()


def test_a_file_is_what_its_bytes_say(council):
    serve(council, "file/1", b"<!doctype html><title>Fehler</title>", mimeType="application/pdf")
    assert fetched(council, "file/1")[0] == Fetched.REFUSED_TYPE
    serve(council, "file/2", b"MZ\x90\x00 a program", mimeType="application/pdf")
    assert fetched(council, "file/2")[0] == Fetched.REFUSED_TYPE
    serve(council, "file/3", "Nur Text, äöü".encode(), mimeType="application/octet-stream")
    outcome, file = fetched(council, "file/3")
    assert (outcome, file.content_type) == (Fetched.GOOD, "text/plain")
    assert file.search_text == "Nur Text, äöü"


def test_a_broken_pdf_is_kept_without_text(council):
    serve(council, "file/1", b"%PDF-1.4\n1 0 obj << /Broken")
    outcome, file = fetched(council, "file/1")
    assert (outcome, file.search_text) == (Fetched.GOOD, "")


@pytest.mark.parametrize("announced", [True, False])
def test_too_large_files_are_not_kept(council, source, announced):
    source.options = {"file_megabytes": 1}
    source.save()
    content = b"%PDF-1.4\n" + b"0" * 2_000_000
    serve(council, "file/1", content)
    size = len(content) if announced else None
    File.objects.filter(url=council.id("file/1")).update(size=size)
    outcome, file = fetched(council, "file/1")
    assert outcome == Fetched.TOO_LARGE
    assert not file.content
    assert bool(council.paths("/oparl/v1/content")) is not announced


def test_dead_files_are_noted_and_failing_ones_tried_again(council, source):
    council.fail("/oparl/v1/content/1/", status=410)
    council.fail("/oparl/v1/content/2/", status=500)
    counts = files.fetch_all(source)
    assert counts["gone"] == counts["failed"] == 1
    council.behave()
    assert files.fetch_all(source) == {"good": 1}
    assert at(council, "file/1").fetched == Fetched.GONE


def test_a_replaced_content_is_fetched_anew(council, source):
    files.fetch_all(source)
    before = at(council, "file/1").content_sha512
    content = oparl_words.pdf("Neue Fassung")
    from_now_on(council)
    serve(council, "file/1", content)
    council.council.touch("file/1", size=len(content))
    harvest(source)
    assert files.fetch_all(source) == {"good": 1}
    file = at(council, "file/1")
    assert file.content_sha512 != before
    assert len(default_storage.listdir(file.content.name.rpartition("/")[0])[1]) >= 1


def test_a_withdrawn_paper_takes_its_stored_files_along(council, source):
    path = council.council.objects["paper/1"]["mainFile"]
    _outcome, file = fetched(council, path)
    stored = file.content.name
    assert default_storage.exists(stored)
    from_now_on(council)
    council.council.delete("paper/1")
    harvest(source)
    file.refresh_from_db()
    assert file.withdrawn_at
    assert (file.content.name, file.search_text, file.fetched) == ("", "", "")
    assert not default_storage.exists(stored)


def test_a_deleted_row_leaves_no_content_behind(council):
    _outcome, file = fetched(council, "file/1")
    stored = file.content.name
    file.delete()
    assert not default_storage.exists(stored)


def test_what_a_killed_run_left_in_the_storage_is_replaced(council):
    file = at(council, "file/1")
    path = file.content.field.generate_filename(file, f"{file.key}.pdf")
    default_storage.save(path, ContentFile(b"half"))
    _outcome, file = fetched(council, "file/1")
    assert file.content.name == path
    assert file.content.open().read() == council.council.contents["file/1"]


def test_a_foreign_address_is_not_asked(council):
    File.objects.filter(url=council.id("file/1")).update(
        download_url="http://127.0.0.1:9/geheim", access_url=""
    )
    assert fetched(council, "file/1")[0] == Fetched.FAILED
