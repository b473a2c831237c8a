"""What the database tells an adapter before it reads."""

import pytest
from django.utils import timezone

from directory.models import OrganisationalUnit
from harvest.models import Source
from services.harvest import known
from services.models import Responsibility, Service, Specialisation
from services.records import Ref, Seen


@pytest.fixture
def source(db):
    return Source.objects.create(name="eins", title="Eins", kind="pvog")


def service(source, id, **more):
    values = {"title": id, "sort_key": id, "letter": "X", "slug": f"s-{source.name}-{id}"}
    return Service.objects.create(source=source, agency="L1", external_id=id, **values, **more)


def test_only_live_rows_of_the_source_with_a_fingerprint_are_known(source):
    other = Source.objects.create(name="zwei", title="Zwei", kind="pvog")
    service(source, "1", fingerprint="a")
    service(source, "2", fingerprint="b", withdrawn_at=timezone.now())
    service(source, "3")
    service(other, "1", fingerprint="c")
    assert known.fingerprints(source, "service") == {"L1/1": "a"}


def test_units_are_known_too(source):
    OrganisationalUnit.objects.create(
        source=source, agency="L1", external_id="7", name="Amt", slug="amt", fingerprint="u"
    )
    assert known.fingerprints(source, "unit") == {"L1/7": "u"}


def test_a_fingerprint_depends_on_every_hint():
    same = known.fingerprint({"de_DE": "1"}, ["x"])
    assert same == known.fingerprint({"de_DE": "1"}, ["x"]) and len(same) == 64
    assert same != known.fingerprint({"de_DE": "2"}, ["x"])
    assert same != known.fingerprint({"de_DE": "1"}, ["y"])


def responsibility(source, id, kind, holder, **more):
    Responsibility.objects.create(
        source=source,
        agency="L1",
        external_id=id,
        holder_kind=kind,
        holder_key=holder,
        service_key="L1/1",
        **more,
    )


def test_what_hangs_on_a_service_is_passed_on_with_its_holder(source):
    responsibility(source, "r1", "online_service", "L1/o/1")
    responsibility(source, "r2", "unit", "L1/u")
    responsibility(source, "r3", "online_service", "L1/x", withdrawn_at=timezone.now())
    Specialisation.objects.create(
        source=source, agency="L1", external_id="1@06", service_key="L1/1"
    )
    attached = known.Attached(source, ("online_service",))
    assert set(attached.for_service(Ref("L1", "1"))) == {
        Seen("responsibility", Ref("L1", "r1")),
        Seen("online_service", Ref("L1", "o/1")),
        Seen("specialisation", Ref("L1", "1@06")),
    }
    assert list(attached.for_service(Ref("L1", "2"))) == []


def test_a_holder_that_has_gone_takes_its_responsibility_along(source):
    responsibility(source, "r1", "online_service", "L1/o")
    attached = known.Attached(source, ("online_service",))
    gone = {Seen("online_service", Ref("L1", "o"))}
    assert list(attached.for_service(Ref("L1", "1"), without=gone)) == []
