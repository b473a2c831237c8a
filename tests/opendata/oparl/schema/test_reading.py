"""Raw OParl objects → dataclasses, property by property and quirk by quirk."""

import dataclasses

import pytest

from harvest.report import Warnings
from opendata.oparl.schema import TYPES, key, parse, type_name, version_of
from opendata.oparl.schema.declaring import properties
from tests.fakes.oparl import FakeOparl

from .raw_objects import BASE, fields, odd, raw, read

ALL_TYPES = sorted(TYPES)
# Properties of the twelve types in 1.1, as the standard's chapter 3 lists them; those that all
# types share are left out.
PROPERTIES = {
    "System": "oparlVersion otherOparlVersions body name contactEmail contactName website vendor "
    "product",
    "Body": "system shortName name website licenseValidSince oparlSince ags rgs equivalent "
    "contactEmail contactName organization person meeting paper legislativeTerm agendaItem "
    "consultation file locationList legislativeTermList membership classification location",
    "LegislativeTerm": "body name startDate endDate",
    "Organization": "body name membership meeting consultation shortName post subOrganizationOf "
    "organizationType classification startDate endDate website location externalBody",
    "Person": "body name familyName givenName formOfAddress affix title gender phone email "
    "location locationObject status membership life lifeSource",
    "Membership": "person organization role votingRight startDate endDate onBehalfOf",
    "Meeting": "name meetingState cancelled start end location organization participant invitation "
    "resultsProtocol verbatimProtocol auxiliaryFile agendaItem",
    "AgendaItem": "meeting number order name public consultation result resolutionText "
    "resolutionFile auxiliaryFile start end",
    "Paper": "body name reference date paperType relatedPaper superordinatedPaper "
    "subordinatedPaper mainFile auxiliaryFile location originatorPerson underDirectionOf "
    "originatorOrganization consultation",
    "Consultation": "paper agendaItem meeting organization authoritative role",
    "File": "name fileName mimeType date size sha1Checksum sha512Checksum text accessUrl "
    "downloadUrl externalServiceUrl masterFile derivativeFile fileLicense meeting agendaItem paper",
    "Location": "description geojson streetAddress room postalCode subLocality locality bodies "
    "organizations persons meetings papers",
}
COMMON = "license keyword created modified web"


@pytest.mark.parametrize("type", ALL_TYPES)
def test_every_property_of_the_standard_has_its_field(type):
    names = {made.name for made in properties(TYPES[type]).values()}
    expected = set(PROPERTIES[type].split()) | set(COMMON.split())
    assert names - expected <= ({"body"} if type == "Meeting" else set())
    assert expected <= names


@pytest.mark.parametrize("type", ALL_TYPES)
def test_objects_are_frozen_and_have_defaults(type):
    bare = TYPES[type](id=f"{BASE}/x/1")
    with pytest.raises(dataclasses.FrozenInstanceError):
        bare.id = "y"
    assert not hasattr(bare, "__dict__")


# --- Type and identity ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "type_url",
    [
        "https://schema.oparl.org/1.0/AgendaItem",
        "https://schema.oparl.org/1.1/agendaitem",
        "http://schema.oparl.org/1.1/AGENDAITEM/",
        "http://oparl.org/schema/1.0/AgendaItem",
        "oparl:AgendaItem",
        "https://schema.oparl.org/1.1#AgendaItem",
        " AgendaItem ",
    ],
)
def test_types_of_every_spelling(type_url):
    assert type_name({"type": type_url}) == "AgendaItem"


@pytest.mark.parametrize("type_url", ["", None, 7, [], "https://schema.oparl.org/1.1/Vote"])
def test_types_that_are_none(type_url):
    assert type_name({"type": type_url}) == ""


def test_the_version_is_told_by_the_type():
    assert version_of(raw("Paper", "1.0")) == "1.0"
    assert version_of({"type": "Paper"}) == version_of({}) == ""


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://a.example/x?id=1", "https://A.example:443/x?id=1", True),
        ("http://a.example:80", "https://a.example", True),
        ("https://a.example/X", "https://a.example/x", False),
        ("https://a.example/x/", "https://a.example/x", False),
        ("https://a.example/x?id=01", "https://a.example/x?id=1", False),
        ("https://a.example/o?typ=gr&id=354", "https://a.example/o?typ=at&id=354", False),
        ("https://a.example:8443/x", "https://a.example/x", False),
        ("urn:x", "URN:x", False),
    ],
)
def test_two_spellings_of_one_id(one, other, same):
    assert (key(one) == key(other)) is same


@pytest.mark.parametrize("id", [None, "", 7, "4711", "paper/1", "ftp://a.example/1", "http://"])
def test_without_an_id_there_is_no_object(id):
    warnings = Warnings()
    assert parse({**raw("Paper"), "id": id}, warnings=warnings) == []
    assert warnings.counts.total() == 1


@pytest.mark.parametrize("value", [None, "x", 7, [], [{}]])
def test_what_is_no_object_is_none(value):
    assert parse(value) == []


def test_ids_are_kept_to_the_letter_and_may_be_long():
    id = f"https://RIS.example/Oparl//007/?typ=gr&id=354&x={'a' * 5000}"
    assert parse({**raw("Paper"), "id": f" {id}\n"})[0].id == id


def test_an_unknown_type_is_counted_and_left_out():
    warnings = Warnings()
    assert parse(raw("Vote"), type="Paper", warnings=warnings) == []
    assert warnings.counts == {"unknown_type/Paper.type": 1}


def test_a_missing_type_is_the_list_s():
    [parsed] = parse({"id": f"{BASE}/x/1", "name": "N"}, type="Paper")
    assert (parsed.type, parsed.fields.name) == ("Paper", "N")


# --- Embedded objects -------------------------------------------------------------------------


def meeting(**more):
    item = {**raw("AgendaItem"), "id": f"{BASE}/a/1", "name": "TOP", "order": 3}
    other = {**raw("AgendaItem", "1.0"), "id": f"{BASE}/a/2"}
    other["auxiliaryFile"] = [{**raw("File"), "id": f"{BASE}/f/1", "name": "Anlage"}]
    place = {**raw("Location"), "id": f"{BASE}/l/1", "room": "Saal"}
    return raw("Meeting", agendaItem=[item, other], location=place, **more)


def test_embedded_objects_become_objects_of_their_own():
    found = parse(meeting())
    assert [one.type for one in found] == [
        *("Meeting", "AgendaItem", "AgendaItem", "File", "Location")
    ]
    own = found[0]
    assert own.fields.agenda_item == (f"{BASE}/a/1", f"{BASE}/a/2")
    assert own.raw["agendaItem"] == [f"{BASE}/a/1", f"{BASE}/a/2"]
    assert own.raw["location"] == own.fields.location == f"{BASE}/l/1"


def test_embedded_objects_know_where_they_stand():
    _own, first, second, file, place = parse(meeting())
    places = [(one.parent, one.role, one.position) for one in (first, second, file, place)]
    assert places == [
        (f"{BASE}/x/1", "agendaItem", 0),
        (f"{BASE}/x/1", "agendaItem", 1),
        (f"{BASE}/a/2", "auxiliaryFile", 0),
        (f"{BASE}/x/1", "location", 0),
    ]
    assert first.fields.meeting == f"{BASE}/x/1"
    assert file.fields.agenda_item == (f"{BASE}/a/2",)
    assert (first.fields.order, second.fields.order) == (3, 1)


def test_a_stored_object_can_be_read_again():
    """raw is enough for a better mapping later, with what was known of its place."""
    for one in parse(meeting(STERNBERG=1)):
        place = {"parent": one.parent, "role": one.role, "position": one.position}
        parent_type = "AgendaItem" if one.type == "File" else "Meeting"
        [again] = parse(one.raw, parent_type=parent_type, **place)
        assert again.fields == one.fields and again.raw == one.raw


def test_the_same_object_twice_is_one():
    file = {**raw("File"), "id": f"{BASE}/f/1"}
    found = read("Paper", mainFile=file, auxiliaryFile=[file, file])
    assert len(found) == 2 and found[0].fields.auxiliary_file == (f"{BASE}/f/1",)


def test_an_embedded_object_without_an_id_stays_in_the_raw_object():
    warnings = Warnings()
    found = read("Meeting", warnings, location={"room": "Saal"})
    assert len(found) == 1 and found[0].raw["location"] == {"room": "Saal"}
    assert warnings.counts["missing/Location.id"] == 1


def test_an_object_in_place_of_a_url():
    """Half an object must not replace a whole one; places and files are whole."""
    person = {**raw("Person"), "id": f"{BASE}/p/1"}
    place = {"id": f"{BASE}/l/1", "room": "Saal"}
    assert [one.type for one in read("Paper", originatorPerson=[person])] == ["Paper"]
    assert fields("Paper", originatorPerson=[person]).originator_person == (f"{BASE}/p/1",)
    assert [one.type for one in read("Person", location=place)] == ["Person", "Location"]


def test_a_list_in_place_of_its_address():
    found = read("Body", person=[{**raw("Person"), "id": f"{BASE}/p/1"}])
    assert [one.type for one in found] == ["Body", "Person"]
    assert found[0].fields.person == "" and found[1].fields.body == f"{BASE}/x/1"


def test_circles_and_depths_come_to_an_end():
    own = raw("File")
    own["masterFile"] = own
    assert "circle/File.masterFile" in odd("File", masterFile={**raw("File")})
    nested = {**raw("File"), "id": f"{BASE}/f/0"}
    for number in range(1, 200):
        nested = {**raw("File"), "id": f"{BASE}/f/{number}", "masterFile": nested}
    assert len(parse(nested)) < 10
    assert len(parse(own)) == 1


def test_tens_of_thousands_of_references_are_read():
    ids = [f"{BASE}/m/{number}" for number in range(50_000)]
    members = [{**raw("Membership"), "id": id} for id in ids[:10_000]]
    assert len(fields("Organization", membership=ids).membership) == 50_000
    assert len(read("Person", membership=members)) == 10_001


def test_what_says_nothing_is_bare():
    assert read("Location", created="2026-01-01T00:00:00Z", room="", bodies=[])[0].bare
    assert not read("Location", room="Saal")[0].bare


# --- Tombstones -------------------------------------------------------------------------------


@pytest.mark.parametrize("deleted", [True, "true", 1])
def test_tombstones(deleted):
    [parsed] = read(
        "Paper", deleted=deleted, name="", reference="", modified="2026-01-01T00:00:00Z"
    )
    assert parsed.deleted and parsed.fields.deleted and parsed.fields.modified
    assert parsed.fields.name == ""


def test_a_tombstone_may_not_tell_its_type():
    warnings = Warnings()
    [parsed] = parse({"id": f"{BASE}/x/1", "deleted": True}, warnings=warnings)
    assert (parsed.type, parsed.deleted) == ("", True)
    [parsed] = parse({"id": f"{BASE}/x/1", "deleted": True}, type="Meeting", warnings=warnings)
    assert parsed.type == "Meeting" and warnings.counts["missing/Meeting.type"] == 1


@pytest.mark.parametrize("deleted", [False, None, "false", 0, "", []])
def test_what_is_alive(deleted):
    assert not read("Paper", deleted=deleted)[0].deleted


def test_what_is_missing_from_a_tombstone_is_not_counted():
    warnings = Warnings()
    read("Body", warnings, deleted=True, name="")
    assert not warnings.counts


# --- The made-up council ----------------------------------------------------------------------


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_every_object_of_the_council_reads_without_a_warning(version):
    server, warnings = FakeOparl(8104, version=version), Warnings()
    types = set()
    for path in server.council.objects:
        types |= {one.type for one in parse(server.raw(path), warnings=warnings)}
    parse(server.system(), warnings=warnings)
    assert not warnings.counts
    assert types == set(TYPES) - {"System"}
