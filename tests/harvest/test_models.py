import pytest
from django.core.exceptions import ValidationError

from harvest.models import Run, Source


def cleaned(**fields):
    fields = {"name": "he", "title": "Hessen", "kind": "test", **fields}
    Source(**fields).full_clean()


def test_a_well_filled_source_is_valid(db, harvester):
    cleaned(
        area="066360000016",
        secret_name="HESSEN_API_KEY",
        contacts="amt@example.org\nleitung@example.org",
        options={"languages": ["de_DE"]},
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "gibt-es-nicht"),
        ("area", "06636016"),
        ("area", "06636000001x"),
        ("secret_name", "9f3c-geheimer-schluessel"),
        ("secret_name", "SECRET_KEY"),
        ("secret_name", "DATABASE_URL"),
        ("contacts", "amt@example.org\nniemand"),
        ("options", ["keine", "liste"]),
        ("withdrawal_percent", 101),
    ],
)
def test_a_badly_filled_source_is_refused_at_the_field(db, harvester, field, value):
    with pytest.raises(ValidationError) as refused:
        cleaned(**{field: value})
    assert set(refused.value.message_dict) == {field}


@pytest.mark.parametrize(
    ("done", "total", "percent"), [(0, None, None), (0, 0, None), (1, 3, 33), (9, 3, 100)]
)
def test_percent(done, total, percent):
    assert Run(done=done, total=total).percent == percent


def test_the_warnings_are_counted():
    assert Run(warnings={"a": {"count": 2}, "b": {"count": 3}}).warning_count == 5
