"""Every short name that a report can hold has words for editors."""

import re
from pathlib import Path

from harvest.formatting import word
from services import labels as words
from services.harvest.sync import WRITERS

CODE = Path("services")
WARNING = re.compile(r'warn(?:ings\.add)?\(\s*"([a-z_]+)"')


def test_every_warning_has_words():
    found = {
        name for file in CODE.rglob("*.py") for name in WARNING.findall(file.read_text("utf-8"))
    }
    assert len(found) > 20
    assert found <= words.WARNINGS.keys()


def test_every_kind_of_object_has_words():
    assert {writer.kind for writer in WRITERS} == words.OBJECT_KINDS.keys()


def test_words_are_registered_and_unknown_names_show_themselves():
    assert word("outside_area") != "outside_area"
    assert word("something_new") == "something_new"
