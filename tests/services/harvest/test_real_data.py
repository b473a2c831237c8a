"""Real deliveries, right to the record. Needs STADTTOR_REFERENCE_DATA."""

import csv
from collections import Counter
from html import escape

import pytest

from directory.models import OrganisationalUnit
from harvest.jobs import Job
from harvest.models import Run, Source
from harvest.runs import execute, release
from services.harvest.sync import sync
from services.harvest.xzufi import reader
from services.models import Responsibility, Service
from services.public.two_clicks import measure

pytestmark = [pytest.mark.django_db, pytest.mark.reference_data]

HEAD = '<xzufi:t xmlns:xzufi="http://xoev.de/schemata/xzufi/2_2_0" xzufiVersion="2.2.0">'
WRITE = (
    '<xzufi:schreibe><xzufi:leistung><xzufi:id schemeAgencyID="{agency}">{id}</xzufi:id>'
    "<xzufi:modulText><xzufi:leikaTextmodul><code>03</code></xzufi:leikaTextmodul>"
    '<xzufi:inhalt languageCode="de">{name}</xzufi:inhalt></xzufi:modulText>'
    "</xzufi:leistung></xzufi:schreibe>\n"
)
DELETE = (
    '<xzufi:loesche klasse="Leistung"><xzufi:id schemeAgencyID="{agency}">{id}</xzufi:id>'
    "</xzufi:loesche>\n"
)


@pytest.fixture
def source():
    return Source.objects.create(name="real", title="Real", kind="xzufi")


def bring(source, path):
    return execute(source, trigger=Run.Trigger.COMMAND, file=path)


def test_the_names_of_two_states_are_counted_right(source, reference_data):
    """2,595 services (967 Hessen, 1,628 Rheinland-Pfalz); ten ids stand for two services each."""
    path = reference_data / "xzufi" / "transfer_hessen_rlp_names.xml"
    report = bring(source, path).report
    agencies = Counter(Service.objects.values_list("agency", flat=True))
    assert agencies == {"L100001": 967, "L100039": 1628}
    assert Service.objects.values("external_id").distinct().count() == 2585
    assert OrganisationalUnit.objects.count() == 75
    assert Responsibility.objects.count() == 2595
    assert not Responsibility.objects.dangling().exists()
    assert report.created == 2595 + 75 + 2595

    again = bring(source, path).report
    assert (again.created, again.updated, again.withdrawn) == (0, 0, 0)
    assert again.unchanged == 2595 + 75 + 2595


def test_the_texts_of_three_editorial_offices_are_counted_right(source, reference_data):
    path = reference_data / "xzufi" / "transfer_texts_he_rp_bund.xml"
    report = sync(reader.read(Job(source, file=path)), Job(source))
    assert report.created == Service.objects.count() == 64
    assert dict(report.warnings.counts) == {"delivered_twice": 1}
    again = sync(reader.read(Job(source, file=path)), Job(source))
    assert (again.created, again.updated) == (0, 0)


def test_everything_is_two_clicks_away_with_two_states_loaded(source, reference_data, home_page):
    bring(source, reference_data / "xzufi" / "transfer_hessen_rlp_names.xml")
    reach = measure()
    assert reach.is_good, (reach.broken, reach.far_services[:5], reach.far_applications[:5])
    assert Service.objects.published().count() == 2595


@pytest.mark.parametrize("agencies", [("L100001", "L100039"), ("L100002",), None])
def test_a_delta_of_two_snapshots_withdraws_exactly_what_is_gone(
    source, reference_data, tmp_path, agencies
):
    old, new = snapshots(reference_data / "xzufi", agencies)
    bring(source, write(tmp_path / "old.xml", old, ()))
    assert Service.objects.published().count() == len(old)

    delta = write(tmp_path / "delta.xml", new - old, old - new)
    outcome = bring(source, delta)
    if len(old - new) > max(5, len(old) // 10):
        assert outcome.run.status == Run.Status.HELD
        assert Service.objects.published().count() == len(old)
        outcome = release(outcome.run)
    assert outcome.good
    withdrawn = Service.objects.exclude(withdrawn_at=None).values_list("agency", "external_id")
    assert set(withdrawn) == old - new
    live = Service.objects.published().values_list("agency", "external_id")
    assert set(live) == new


def snapshots(folder, agencies):
    """Two sets of (agency, id): December 2024 and January 2025."""
    with (folder / "service_ids_2024-12-13.csv").open(encoding="utf-8") as file:
        old = {identity(row["ID-LB"]) for row in csv.DictReader(file)}
    with (folder / "services_all_agencies.csv").open(encoding="utf-8") as file:
        new = {identity(row["pvog_id"]) for row in csv.DictReader(file)}
    if agencies is None:
        return old, new
    return (
        {key for key in old if key[0] in agencies},
        {key for key in new if key[0] in agencies},
    )


def identity(pvog_id):
    agency, _kind, own_id = pvog_id.split(".", 2)
    return agency, own_id


def write(path, written, deleted):
    with path.open("w", encoding="utf-8") as out:
        out.write(HEAD)
        for agency, own_id in sorted(written):
            out.write(
                WRITE.format(agency=agency, id=escape(own_id), name=f"Leistung {escape(own_id)}")
            )
        for agency, own_id in sorted(deleted):
            out.write(DELETE.format(agency=agency, id=escape(own_id)))
        out.write("</xzufi:t>")
    return path
