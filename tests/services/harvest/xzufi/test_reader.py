"""Deliveries of files and of the Bereitstelldienst beyond the contract (../test_contract.py)."""

import zipfile

import pytest

from harvest.jobs import Job
from harvest.models import Source
from outbound.errors import SourceInvalid, SourceUnavailable
from services.harvest.sync import sync
from services.harvest.xzufi import reader
from services.harvest.xzufi.fingerprints import Fingerprints
from services.models import Responsibility, Service
from services.records import Delete, Seen
from tests.fakes.bereitstelldienst import (
    CLIENT_SECRET,
    FakeBereitstelldienst,
    deletion_entry,
    service_entry,
)
from tests.fakes.server import running
from tests.services.harvest.xzufi.conftest import leistung, message, modul

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    return Source.objects.create(name="land", title="Land", kind="xzufi")


def transfer(*numbers, extra=""):
    pieces = (leistung(modul("03", f"Leistung {number}"), str(number)) for number in numbers)
    return message("".join(f"<x:schreibe>{piece}</x:schreibe>" for piece in pieces) + extra)


@pytest.fixture
def bring(source, tmp_path):
    """bring(xml, **wishes): write a file, read and sync it."""

    def run(document, **wishes):
        path = tmp_path / "delivery.xml"
        path.write_text(document)
        job = Job(source=source, file=path, **wishes)
        return sync(reader.read(job), job)

    return run


def live_titles():
    return set(Service.objects.filter(withdrawn_at=None).values_list("title", flat=True))


def test_the_file_of_the_job_is_read(bring, fixtures):
    report = bring((fixtures / "transfer_2_2_0.xml").read_text())
    assert (report.created, report.warnings.counts["delete_for_unknown"]) == (8, 5)
    assert live_titles() == {"Bewohnerparkausweis beantragen"}
    assert Responsibility.objects.dangling().count() == 0


def test_a_mapper_that_has_learned_reads_everything_anew(bring, source, tmp_path, monkeypatch):
    bring(transfer(1))
    monkeypatch.setattr("services.harvest.xzufi.fingerprints._mapper_version", lambda: b"newer")
    (record,) = reader.read(Job(source=source, file=tmp_path / "delivery.xml")).records
    assert not isinstance(record, Seen)


def test_of_two_with_one_identity_the_later_counts_also_when_it_is_known(bring):
    bring(transfer(1))
    twice = transfer(1).replace("Leistung 1", "Zwischenstand").replace("</x:transfer>", "")
    last = transfer(1).partition(">")[2]
    report = bring(twice + last)
    assert report.warnings.counts == {"delivered_twice": 1}
    assert (report.updated, report.unchanged) == (0, 1)
    assert live_titles() == {"Leistung 1"}


def test_written_and_deleted_in_one_delivery_the_later_counts(bring):
    gone = '<x:loesche klasse="Leistung"><x:id schemeAgencyID="L1">1</x:id></x:loesche>'
    bring(transfer(1, 2))
    report = bring(transfer(1, extra=gone))
    assert report.withdrawn == 1
    assert live_titles() == {"Leistung 2"}


def test_a_withdrawn_service_comes_back_with_an_unchanged_piece(bring):
    gone = '<x:loesche klasse="Leistung"><x:id schemeAgencyID="L1">1</x:id></x:loesche>'
    bring(transfer(1))
    bring(message(gone))
    assert live_titles() == set()
    bring(transfer(1))
    assert live_titles() == {"Leistung 1"}


def test_a_plain_file_withdraws_nothing_that_it_lacks(bring):
    bring(transfer(1, 2))
    assert bring(transfer(1)).withdrawn == 0
    assert bring(transfer(1), full=True).withdrawn == 0
    assert live_titles() == {"Leistung 1", "Leistung 2"}


def test_a_complete_delivery_withdraws_what_it_lacks_among_its_own_kinds(bring, source, fixtures):
    bring((fixtures / "transfer_2_2_0.xml").read_text())
    source.options = {"complete": True}
    source.save()
    report = bring(transfer(1))
    assert report.withdrawn == 1
    assert live_titles() == {"Leistung 1"}
    # It says nothing of responsibilities, so they stay.
    assert Responsibility.objects.filter(withdrawn_at=None).count() == 3


def test_a_complete_delivery_of_nothing_is_an_error(bring, source):
    bring(transfer(1))
    source.options = {"complete": True}
    source.save()
    with pytest.raises(SourceInvalid, match="empty"):
        bring(message("<x:nachrichtenkopf/>"))
    assert live_titles() == {"Leistung 1"}


def test_a_malformed_second_document_discards_the_whole_delivery(source, tmp_path):
    path = tmp_path / "d.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.xml", transfer(1))
        archive.writestr("b.xml", transfer(2)[:-9])
    job = Job(source=source, file=path)
    with pytest.raises(SourceInvalid, match=r"b\.xml is malformed in line 1, column \d+"):
        sync(reader.read(job), job)
    assert not Service.objects.exists()


def test_twice_in_two_documents_is_counted_too(source, tmp_path):
    path = tmp_path / "d.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.xml", transfer(1))
        archive.writestr("b.xml", transfer(1).replace("Leistung 1", "Neuer"))
    job = Job(source=source, file=path)
    report = sync(reader.read(job), job)
    assert report.warnings.counts == {"delivered_twice": 1}
    assert live_titles() == {"Neuer"}


def test_the_source_may_name_a_local_folder(source, tmp_path):
    (tmp_path / "a.xml").write_text(transfer(1))
    (tmp_path / "index.txt").write_bytes(b"a.xml\r\n")
    source.url = str(tmp_path)
    job = Job(source=source)
    assert sync(reader.read(job), job).created == 1


def test_a_source_without_an_address_says_so(source):
    with pytest.raises(SourceInvalid, match="no address"):
        list(reader.read(Job(source=source)).records)


def test_the_demo_catalogue_is_read_without_a_warning(source, settings):
    job = Job(source=source, file=settings.SITE_DIR / "demo" / "data" / "catalogue")
    delivery = reader.read(job)
    kinds = {record.object_kind for record in delivery.records}
    assert kinds == {"service", "unit", "online_service", "form", "responsibility"}
    assert delivery.warnings.as_json() == {}


def test_namespaces_are_part_of_a_fingerprint(read):
    """The same bytes under another declaration are another piece."""
    prints = []
    for version in ("2.2.0", "2.3.1"):
        fingerprints = Fingerprints()
        read(
            message("<x:schreibe>" + leistung("") + "</x:schreibe>", version),
            fingerprints=fingerprints,
        )
        prints += fingerprints.fresh.values()
    assert len(set(prints)) == 2


# --- Bereitstelldienst -------------------------------------------------------------------


@pytest.fixture
def bereitstelldienst(source, monkeypatch):
    entries = [service_entry(str(number), f"Leistung {number}") for number in range(5)]
    with running(FakeBereitstelldienst(entries=entries)) as server:
        monkeypatch.setenv("BEREITSTELLDIENST_SECRET", CLIENT_SECRET)
        source.url = server.api_url
        source.options = server.options()
        source.secret_name = "BEREITSTELLDIENST_SECRET"
        source.save()
        yield server


@pytest.fixture
def run(source):
    """One run; its cursor is kept as the harvest keeps it."""

    def running_once(**wishes):
        job = Job(source=source, **wishes)
        delivery = reader.read(job)
        report = sync(delivery, job)
        if delivery.cursor is not None:
            source.cursor = delivery.cursor
        return report

    return running_once


def test_full_then_delta_then_nothing(bereitstelldienst, run):
    assert run().created == 5
    bereitstelldienst.entries += [service_entry("9", "Neu"), deletion_entry("1")]
    report = run()
    assert (report.created, report.withdrawn) == (1, 1)
    report = run()
    assert (report.created, report.updated, report.withdrawn) == (0, 0, 0)
    assert live_titles() == {"Neu", *(f"Leistung {number}" for number in (0, 2, 3, 4))}


def test_a_full_run_withdraws_what_is_no_longer_there(bereitstelldienst, run):
    run()
    del bereitstelldienst.entries[2]
    report = run(full=True)
    assert (report.withdrawn, report.unchanged) == (1, 4)


def test_a_delta_never_withdraws_by_absence(bereitstelldienst, run):
    run()
    bereitstelldienst.entries.append(service_entry("9", "Neu"))
    assert run().withdrawn == 0


def test_a_lost_cursor_is_told_and_mended(bereitstelldienst, run, source):
    run()
    bereitstelldienst.forgotten = {5}
    report = run()
    assert report.unchanged == 5
    assert report.warnings.counts == {"cursor_lost": 1}


def test_a_service_that_answers_with_nothing_at_all_is_an_error(bereitstelldienst, run):
    run()
    bereitstelldienst.entries.clear()
    with pytest.raises(SourceInvalid, match="empty"):
        run(full=True)
    assert len(live_titles()) == 5


def test_a_failure_mid_paging_writes_nothing_and_moves_no_cursor(bereitstelldienst, run, source):
    bereitstelldienst.fail("/bereitstelldienst", status=403, after=2)
    with pytest.raises(SourceUnavailable):
        run()
    assert not Service.objects.exists()
    assert source.cursor == {}
    bereitstelldienst.behave()
    assert run().created == 5


def test_missing_options_are_named(source):
    source.options = {"mode": "bereitstelldienst"}
    with pytest.raises(SourceInvalid, match="token_url, client_id"):
        list(reader.read(Job(source=source)).records)


def test_deletions_are_passed_on(bereitstelldienst, source):
    bereitstelldienst.entries = [deletion_entry("1"), service_entry("1", "Doch")]
    records = list(reader.read(Job(source=source)).records)
    assert isinstance(records[0], Delete)
    assert records[1].label == "Doch"
