"""Files: fetched on demand, judged by their content, searchable, gone with their object."""

import subprocess
import tempfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from opendata.oparl import tasks
from opendata.oparl.harvest.files import fetching
from opendata.oparl.harvest.files import text as texts
from opendata.oparl.models import File, Paper
from tests.fakes import oparl_words
from tests.opendata.oparl.harvest.harvesting import at, from_now_on, harvest

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
    outcome = fetching.fetch_now(at(server, path))
    return outcome, at(server, path)


def serve(server, path, content, **properties):
    server.council.contents[path] = content
    server.council.objects[path].update(properties)


def test_a_harvest_alone_fetches_no_content(council):
    assert not council.paths("/oparl/v1/content")
    assert not File.objects.exclude(content="").exists()


def test_all_files_of_a_source_are_fetched_once(council, source):
    counts = fetching.fetch_all(source)
    assert counts == {"good": File.objects.count()}
    asked = len(council.paths("/oparl/v1/content"))
    assert fetching.fetch_all(source) == {}
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
    counts = fetching.fetch_all(source)
    assert counts["gone"] == counts["failed"] == 1
    council.behave()
    assert fetching.fetch_all(source) == {"good": 1}
    assert at(council, "file/1").fetched == Fetched.GONE


def test_a_replaced_content_is_fetched_anew(council, source):
    fetching.fetch_all(source)
    before = at(council, "file/1").content_sha512
    content = oparl_words.pdf("Neue Fassung")
    from_now_on(council)
    serve(council, "file/1", content)
    council.council.touch("file/1", size=len(content))
    harvest(source)
    assert fetching.fetch_all(source) == {"good": 1}
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


# --- On request --------------------------------------------------------------------------------

QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def work_off():
    """What the worker would do."""
    for result in DBTaskResult.objects.ready():
        tasks.fetch_file.call(*result.args_kwargs["args"])


def test_a_requested_file_waits_for_the_worker_and_is_fetched_once(council, settings):
    settings.TASKS = QUEUE
    file = at(council, "file/1")
    assert tasks.request_file(file.pk) == tasks.request_file(file.pk) == Fetched.WAITING
    assert DBTaskResult.objects.count() == 1
    assert at(council, "file/1").fetched == Fetched.WAITING
    work_off()
    assert at(council, "file/1").fetched == Fetched.GOOD
    assert tasks.request_file(file.pk) == Fetched.GOOD
    assert DBTaskResult.objects.count() == 1


def test_a_request_that_no_worker_took_can_be_made_again(council, settings):
    settings.TASKS = QUEUE
    file = at(council, "file/1")
    tasks.request_file(file.pk)
    File.objects.update(fetched_at=timezone.now() - tasks.LOST_AFTER)
    tasks.request_file(file.pk)
    assert DBTaskResult.objects.count() == 2
    work_off()
    assert len(council.paths("/oparl/v1/content/1/")) == 1


def test_what_goes_wrong_with_a_request_stands_in_the_row(council, source, settings):
    settings.TASKS = QUEUE
    file = at(council, "file/1")
    tasks.request_file(file.pk)
    source.options = {"connections": "viele"}
    source.save()
    work_off()
    assert at(council, "file/1").fetched == Fetched.FAILED
    assert tasks.request_file(file.pk) == Fetched.WAITING


def test_a_withdrawn_file_is_not_fetched_for_anybody(council):
    file = at(council, "file/1")
    File.objects.filter(pk=file.pk).update(withdrawn_at=timezone.now())
    with pytest.raises(File.DoesNotExist):
        tasks.request_file(file.pk)


# --- Hostile PDFs ------------------------------------------------------------------------------


def endless_pdf() -> bytes:
    """A page whose content names a form that draws itself eight times, sixteen levels deep."""
    words = b"BT /F1 9 Tf (x) Tj ET " * 200
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /A 5 0 R >> >> >>",
        b"<< /Length 5 >>\nstream\n/A Do\nendstream",
    ]
    for level in range(16):
        draw = words + b"/A Do " * 8
        objects.append(
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length %d "
            b"/Resources << /XObject << /A %d 0 R >> >> >>\nstream\n%s\nendstream"
            % (len(draw), 6 + level, draw)
        )
    objects.append(
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 0 >>\nstream\n\nendstream"
    )
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table, len(objects) + 1, len(body))
    )


def test_one_program_reads_many_pdfs_whatever_becomes_of_one(monkeypatch, caplog):
    monkeypatch.setattr(texts, "SECONDS", 2)
    started, popen = [], subprocess.Popen
    monkeypatch.setattr(
        subprocess, "Popen", lambda *args, **kw: started.append(args) or popen(*args, **kw)
    )
    good = oparl_words.pdf("Erste Seite")
    found = []
    with caplog.at_level("WARNING"), texts.PdfReader() as reader:
        for content in (good, endless_pdf(), b"%PDF-1.4 broken", good):
            with tempfile.TemporaryFile() as body:
                body.write(content)
                body.seek(0)
                found.append(texts.text_of(body, "application/pdf", reader))
    assert found == ["Erste Seite", "", "", "Erste Seite"]
    assert len(started) == 1
    assert caplog.text.count("not read to its end") == 2


def test_a_pdf_that_takes_for_ever_is_kept_without_text(council, monkeypatch, caplog):
    monkeypatch.setattr(texts, "SECONDS", 2)
    serve(council, "file/1", endless_pdf())
    with caplog.at_level("WARNING"):
        outcome, file = fetched(council, "file/1")
    assert (outcome, file.search_text) == (Fetched.GOOD, "")
    assert "not read to its end" in caplog.text


def test_a_pdf_that_wants_all_memory_is_kept_without_text(council, monkeypatch, caplog):
    monkeypatch.setattr(texts, "MEGABYTES", 40)
    serve(council, "file/1", oparl_words.pdf("Zwergwacholder"))
    with caplog.at_level("WARNING"):
        outcome, file = fetched(council, "file/1")
    assert (outcome, file.search_text) == (Fetched.GOOD, "")
    assert "not read to its end" in caplog.text


def test_a_file_is_open_at_its_beginning_after_its_text_was_read(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(oparl_words.pdf("Erste Seite"))
    with path.open("rb") as body:
        assert texts.text_of(body, "application/pdf") == "Erste Seite"
        assert body.tell() == 0
