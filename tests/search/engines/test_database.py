"""What the database alone does."""

import pytest

from search.engines import DATABASE

from .conftest import Filled

pytestmark = pytest.mark.django_db


def test_which_words_stand_anywhere():
    Filled(DATABASE).add("Katzen", body=["Größe 26/0417"])
    assert DATABASE.holds(["katz", "gross", "0417", "hund"]) == {"katz", "gross", "0417"}
    assert DATABASE.holds([]) == set()
