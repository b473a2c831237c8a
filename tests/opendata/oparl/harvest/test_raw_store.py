"""The raw store: what changed is stored, what stayed costs nothing, people are reduced."""

import orjson
import pytest

from opendata.oparl import schema
from opendata.oparl.harvest import privacy
from opendata.oparl.harvest import raw_store as raw
from opendata.oparl.models import RawObject, key_of
from tests.opendata.oparl.harvest.harvesting import source_at

pytestmark = pytest.mark.django_db
PAPERS = raw.Place("Paper", "liste", "https://rat.example/body/1")


def paper(number=1, **values):
    return {
        "id": f"https://rat.example/paper/{number}",
        "type": "https://schema.oparl.org/1.1/Paper",
        "name": f"Vorlage {number}",
        **values,
    }


@pytest.fixture
def store():
    return raw.RawStore(source_at("https://rat.example/system"))


def test_a_page_costs_one_query_to_compare_and_one_to_write(store, django_assert_num_queries):
    with django_assert_num_queries(2):
        store.keep([paper(number) for number in range(25)], PAPERS)
    with django_assert_num_queries(1):
        store.keep([paper(number) for number in range(25)], PAPERS)
    assert RawObject.objects.count() == 25


def test_timestamps_alone_are_no_change(store):
    store.keep([paper(modified="2026-01-01T00:00:00+01:00")], PAPERS)
    RawObject.objects.update(pending=False)
    store.keep([paper(modified="2026-02-02T00:00:00+01:00", created="heute")], PAPERS)
    assert not RawObject.objects.filter(pending=True).exists()
    store.keep([paper(name="anders")], PAPERS)
    assert RawObject.objects.get().pending


def test_twins_of_one_id_are_one_object(store):
    keys = store.keep([paper()], PAPERS)
    twin = paper(id="http://RAT.example/paper/1")
    assert store.keep([twin], PAPERS) == keys
    assert RawObject.objects.count() == 1


def test_what_has_no_id_is_counted_and_left_out(store):
    store.keep([{"name": "ohne"}, {"id": 7}, {"id": "paper/1"}, paper()], PAPERS)
    assert RawObject.objects.count() == 1
    assert store.warnings.counts["without_identity"] == 3


def test_ids_of_any_length_are_kept_whole(store):
    long = paper(id="https://rat.example/paper?" + "x" * 5000)
    store.keep([long], PAPERS)
    assert RawObject.objects.get().url == long["id"]


def test_what_is_gone_leaves_no_content(store):
    keys = store.keep([paper()], PAPERS)
    store.withdraw(keys, RawObject.State.DELETED)
    row = RawObject.objects.get()
    assert (row.content, row.state, row.pending) == ("", "deleted", True)
    store.keep([paper()], PAPERS)
    assert RawObject.objects.get().state == "live"


def test_a_loosened_child_with_a_list_of_its_own_becomes_doubtful(store):
    child = {"id": "https://rat.example/file/1", "type": "File", "name": "Anlage"}
    store.keep([child], raw.Place("File", "dateien"))
    store.keep([paper(auxiliaryFile=[child])], PAPERS)
    store.keep([paper(auxiliaryFile=[])], PAPERS)
    assert RawObject.objects.get(key=key_of(child["id"])).doubtful


def test_an_object_is_put_together_again_as_it_was_delivered():
    whole = paper(
        mainFile={"id": "https://rat.example/file/1", "type": "File", "name": "Vorlage"},
        consultation=[
            {"id": "https://rat.example/consultation/1", "type": "Consultation", "role": "x"}
        ],
    )
    (parsed, *_inner) = schema.parse(whole)
    assert parsed.raw != whole
    assert raw.nested(parsed) == whole


def test_a_person_is_reduced_to_name_role_and_memberships(store):
    person = {
        "id": "https://rat.example/person/1",
        "type": "https://schema.oparl.org/1.1/Person",
        "name": "Rosa Muster",
        "email": ["rosa@example.org"],
        "phone": ["0123"],
        "Vendor:privat": "geheim",
        "location": {"id": "https://rat.example/location/9", "streetAddress": "Privatweg 7"},
        "membership": [{"id": "https://rat.example/membership/1", "role": "Mitglied"}],
    }
    store.keep([person], raw.Place("Person", "personen"))
    kept = orjson.loads(RawObject.objects.get().content)
    assert set(kept) == {"id", "type", "name", "membership"}
    assert kept["membership"] == person["membership"]


def test_people_inside_of_others_are_reduced_too():
    membership = {"role": "Mitglied", "person": {"type": "Person", "name": "R", "phone": ["1"]}}
    reduced = privacy.without_contact_data(membership, "Membership")
    assert reduced == {"role": "Mitglied", "person": {"type": "Person", "name": "R"}}


def test_switching_contact_data_on_makes_the_person_pending_again(store):
    person = {"id": "https://rat.example/person/1", "type": "Person", "name": "R", "email": ["r@x"]}
    place = raw.Place("Person", "personen")
    store.keep([person], place)
    RawObject.objects.update(pending=False)
    store.source.options = {"contact_data": True}
    raw.RawStore(store.source).keep([person], place)
    assert RawObject.objects.get().pending
