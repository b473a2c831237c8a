"""The models hold every property of the standard, and say what is published."""

import datetime

import pytest
from django.db import IntegrityError, models, transaction

from opendata.oparl.mapping import holders_of, mapping_of
from opendata.oparl.models import (
    MODELS,
    Body,
    File,
    Location,
    Meeting,
    Membership,
    Organization,
    Paper,
    Person,
    key_of,
)
from opendata.oparl.schema import TYPES
from opendata.oparl.schema.declaring import properties
from tests.opendata.oparl.harvest.harvesting import source_at

# What the standard tells twice: the other side of a relation has it.
BACK_REFERENCES = {
    "File": {"meeting", "agenda_item", "paper"},
    "Organization": {"membership"},
    "Person": {"location_object"},
}


@pytest.mark.parametrize("type", TYPES)
def test_every_property_has_a_place(type):
    mapping = mapping_of(type)
    places = {*mapping.plain, *mapping.references, *mapping.lists, *mapping.children}
    places |= {links.field for links in mapping.links}
    missing = {made.field for made in properties(TYPES[type]).values()} - places
    reverse = {field.name for field in mapping.model._meta.get_fields() if field.is_relation}
    assert missing - reverse == BACK_REFERENCES.get(type, set()) - reverse


@pytest.mark.parametrize("type", MODELS)
def test_ids_may_have_any_length(type):
    assert isinstance(MODELS[type]._meta.get_field("url"), models.TextField)
    assert MODELS[type]._meta.get_field("key").max_length == len(key_of("https://x.example/1"))


def test_files_and_places_know_who_may_hold_them():
    held = {(one.model.__name__, one.field) for one in holders_of("File")}
    assert held == {
        ("Paper", "main_file"),
        ("Paper", "auxiliary_file"),
        ("Meeting", "invitation"),
        ("Meeting", "results_protocol"),
        ("Meeting", "verbatim_protocol"),
        ("Meeting", "auxiliary_file"),
        ("AgendaItem", "resolution_file"),
        ("AgendaItem", "auxiliary_file"),
    }
    assert {one.model for one in holders_of("Location")} == {
        *(Body, Organization, Person, Meeting, Paper)
    }


def test_twins_have_one_key_and_other_ids_another():
    assert key_of("http://RAT.example/a?id=1") == key_of("https://rat.example/a?id=1")
    assert key_of("https://rat.example/a?id=1") != key_of("https://rat.example/A?id=1")
    assert key_of("https://rat.example/a/1") != key_of("https://rat.example/a/1/")
    assert key_of("") == ""


@pytest.fixture
def make(db):
    source = source_at("https://rat.example/system")

    def make(model, path, **values):
        url = f"https://rat.example/{path}"
        return model.objects.create(source=source, url=url, key=key_of(url), **values)

    return make


def test_one_object_per_source_and_id(make):
    make(Paper, "paper/1")
    with pytest.raises(IntegrityError), transaction.atomic():
        make(Paper, "paper/1")


def test_published_leaves_the_withdrawn_out(make):
    live = make(Paper, "paper/1")
    gone = make(Paper, "paper/2", withdrawn_at=datetime.datetime.now(datetime.UTC))
    assert list(Paper.objects.published()) == [live]
    assert list(Paper.objects.withdrawn()) == [gone]


def test_memberships_on_a_day(make):
    day = datetime.date
    ended = make(Membership, "m/1", start_date=day(2020, 1, 1), end_date=day(2024, 12, 31))
    open_end = make(Membership, "m/2", start_date=day(2025, 1, 1))
    unknown = make(Membership, "m/3")
    assert set(Membership.objects.on(day(2024, 12, 31))) == {ended, unknown}
    assert set(Membership.objects.on(day(2025, 1, 1))) == {open_end, unknown}


def test_a_person_may_sit_in_several_bodies(make):
    city, county = make(Body, "body/1", name="Stadt"), make(Body, "body/2", name="Kreis")
    committee = make(Organization, "organization/1", body=county)
    person = make(Person, "person/1", body=city)
    make(Membership, "membership/1", person=person, organization=committee)
    make(Membership, "membership/2", person=person, organization=committee)
    assert list(Person.objects.of_body(city)) == list(Person.objects.of_body(county)) == [person]


def test_meetings_between_two_moments(make):
    start = datetime.datetime(2026, 5, 1, 18, tzinfo=datetime.UTC)
    meeting = make(Meeting, "meeting/1", start=start)
    hour = datetime.timedelta(hours=1)
    assert list(Meeting.objects.between(start, start + hour)) == [meeting]
    assert not Meeting.objects.between(start - hour, start).exists()


def test_names_for_what_has_no_name(make):
    assert str(make(File, "file/1", file_name="a.pdf")) == "a.pdf"
    assert str(make(Location, "l/1", street_address="Markt 1", locality="Linden")) == (
        "Markt 1, Linden"
    )
    assert str(make(Paper, "paper/9")) == "https://rat.example/paper/9"
