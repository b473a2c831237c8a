import json

from hypothesis import given
from hypothesis import strategies as st

from harvest.diff import IGNORED, MAX_LINES, MAX_TEXT, field_changes

keys = st.sampled_from(["code", "language", "html", "amount", "ref", "id", "updated_at", "x"])
scalars = st.none() | st.booleans() | st.integers(-5, 5) | st.text("ab, …", max_size=6)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)
records = st.dictionaries(keys, values, max_size=5)


def essence(value):
    """What counts: no timestamps, and None is as good as not there."""
    if isinstance(value, dict):
        return {
            key: essence(one)
            for key, one in value.items()
            if key not in IGNORED and one is not None
        }
    return [essence(one) for one in value] if isinstance(value, list) else value


def as_json(value):
    return json.dumps(value, sort_keys=True)


def fee(amount, **more):
    return {"kind": "fixed", "amount": amount, "type_code": "", "channel": "", **more}


@given(records, records)
def test_there_are_lines_exactly_when_something_differs(old, new):
    # An item of a list that is None or an object without content still has its place there.
    differs = as_json(essence(old)) != as_json(essence(new))
    lines = field_changes(old, new)
    if differs:
        assert lines
    if not lines:
        assert not differs


@given(records)
def test_a_record_does_not_differ_from_itself(record):
    assert field_changes(record, json.loads(as_json(record))) == ()


@given(records, records)
def test_each_line_names_a_field_and_shows_two_different_values(old, new):
    for line in field_changes(old, new):
        assert set(line) == {"field", "old", "new"}
        assert line["field"]
        assert as_json(line["old"]) != as_json(line["new"])


@given(st.text("ab", max_size=900), st.text("ab", max_size=900))
def test_long_texts_are_short_and_still_differ(old, new):
    for line in field_changes({"html": old}, {"html": new}):
        assert max(len(line["old"]), len(line["new"])) <= MAX_TEXT
        assert line["old"] != line["new"]


def test_a_new_record_has_no_differences():
    assert field_changes(None, {"a": 1}) == ()


def test_one_changed_fee_is_one_line():
    old, new = {"fees": [fee("28.80")]}, {"fees": [fee("37.00")]}
    assert field_changes(old, new) == ({"field": "fees.amount", "old": "28.80", "new": "37.00"},)


def test_the_changed_fee_among_others_is_found_wherever_it_stands():
    old = {"fees": [fee("1.00", type_code="001"), fee("28.80", type_code="002")]}
    new = {"fees": [fee("37.00", type_code="002"), fee("1.00", type_code="001")]}
    assert field_changes(old, new) == (
        {"field": "fees[002].amount", "old": "28.80", "new": "37.00"},
    )


def test_a_text_module_is_matched_by_code_and_language():
    old = {"modules": [{"code": "08", "language": "de", "html": "Ausweis"}]}
    new = {
        "modules": [
            {"code": "08", "language": "en", "html": "Identity card"},
            {"code": "08", "language": "de", "html": "Ausweis, Foto"},
        ]
    }
    assert field_changes(old, new) == (
        {"field": "modules[08 de].html", "old": "Ausweis", "new": "Ausweis, Foto"},
        {
            "field": "modules[08 en]",
            "old": None,
            "new": "code: 08, language: en, html: Identity card",
        },
    )


def test_closing_hours_of_one_day_are_one_line():
    monday = {"weekday": 1, "opens": "08:00", "closes": "12:00"}
    tuesday = {"weekday": 2, "opens": "08:00", "closes": "12:00"}
    old = {"hours": [monday, tuesday]}
    new = {"hours": [monday, {**tuesday, "closes": "16:00"}]}
    assert field_changes(old, new) == (
        {"field": "hours[2 08:00].closes", "old": "12:00", "new": "16:00"},
    )


def test_a_reference_is_an_identity():
    old = {"specialisations": [{"ref": {"agency": "L1", "id": "7"}, "areas": ["06"]}, {"ref": 1}]}
    new = {"specialisations": [{"ref": {"agency": "L1", "id": "7"}, "areas": ["07"]}, {"ref": 1}]}
    (line,) = field_changes(old, new)
    assert line == {
        "field": "specialisations[agency: L1, id: 7].areas",
        "old": "06",
        "new": "07",
    }


def test_timestamps_do_not_count_at_any_depth():
    old = {"updated_at": "2025", "languages": [{"tag": "de", "updated_at": "2025"}]}
    new = {"updated_at": "2026", "languages": [{"tag": "de", "updated_at": "2026"}]}
    assert field_changes(old, new) == ()


def test_another_order_of_objects_is_told_by_their_places():
    de, en = {"tag": "de"}, {"tag": "en"}
    assert field_changes({"languages": [de, en]}, {"languages": [en, de]}) == (
        {"field": "languages", "old": "1, 2", "new": "2, 1"},
    )


def test_nested_objects_give_dotted_paths():
    (line,) = field_changes({"names": {"de": "Amt"}}, {"names": {"de": "Bürgeramt"}})
    assert line == {"field": "names.de", "old": "Amt", "new": "Bürgeramt"}


def test_the_window_of_a_long_text_begins_shortly_before_the_difference():
    (line,) = field_changes({"html": "x" * 900 + "alt"}, {"html": "x" * 900 + "neu"})
    assert line["old"] == "…" + "x" * 40 + "alt"
    assert line["new"] == "…" + "x" * 40 + "neu"


def test_the_number_of_lines_is_bounded_and_the_rest_is_counted():
    lines = field_changes({str(n): 0 for n in range(70)}, {str(n): 1 for n in range(70)})
    assert len(lines) == MAX_LINES
    assert lines[-1] == {"field": "…", "old": "", "new": "+21"}
