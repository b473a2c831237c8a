"""The real deliveries, counted to the record (STADTTOR_REFERENCE_DATA)."""

from collections import Counter

import pytest

from harvest.jobs import Job
from harvest.models import Source
from services.harvest.sync import sync
from services.harvest.xzufi import reader
from services.models import Service

pytestmark = pytest.mark.reference_data


@pytest.fixture
def names(reference_data):
    return reference_data / "xzufi" / "transfer_hessen_rlp_names.xml"


def test_every_schreibe_becomes_one_record(read, names):
    records, warnings = read(names)
    kinds = Counter(record.object_kind for record in records)
    # 5,266 schreibe; the file holds 967 services of Hessen and 1,628 of Rheinland-Pfalz.
    assert sum(kinds.values()) == 5266
    assert kinds == {"service": 2595, "unit": 76, "responsibility": 2595}
    assert warnings.as_json() == {
        "delivered_twice": {"count": 1, "samples": ["unit L100001/9350001001"]}
    }


def test_no_two_services_are_merged_across_agencies(read, names):
    records, _warnings = read(names)
    refs = [record.ref for record in records if record.object_kind == "service"]
    agencies = Counter(ref.agency for ref in refs)
    assert len(set(refs)) == 2595
    assert agencies == {"L100001": 967, "L100039": 1628}
    assert len({ref.id for ref in refs}) == 2585


def test_every_text_is_clean_and_every_title_on_one_line(read, reference_data):
    for name in ("transfer_hessen_rlp_names.xml", "transfer_texts_he_rp_bund.xml"):
        records, _warnings = read(reference_data / "xzufi" / name)
        for record in records:
            for module in getattr(record, "modules", ()):
                assert "\xa0" not in module.html and "&nbsp;" not in module.html
                assert "  " not in module.html and "<script" not in module.html
                assert module.html or module.links


def test_the_texts_are_read_without_an_unexplained_warning(read, reference_data):
    records, warnings = read(reference_data / "xzufi" / "transfer_texts_he_rp_bund.xml")
    assert Counter(record.ref.agency for record in records)["B100019"] > 0
    assert len(records) == 65
    # The file does hold this service twice.
    assert warnings.as_json() == {
        "delivered_twice": {"count": 1, "samples": ["service B100019/574711"]}
    }


@pytest.mark.django_db
def test_a_second_run_changes_nothing(names):
    source = Source.objects.create(name="land", title="Land", kind="xzufi")
    job = Job(source=source, file=names)
    first = sync(reader.read(job), job)
    assert Service.objects.count() == 2595
    assert first.created == 5265
    second = sync(reader.read(job), job)
    assert (second.created, second.updated, second.withdrawn) == (0, 0, 0)
    assert second.unchanged == 5265
