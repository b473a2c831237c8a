"""Questions that depend on earlier answers, and forms of several pages. No query.

A condition names an earlier question by its label and the answers that show what depends on it.
The server alone decides what is asked; the page's script only hides.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

SECTION = "section"
CHOOSING = ("dropdown", "radio", "checkboxes")
TICK = "checkbox"


@dataclass
class Section:
    """One page of a form: the row that begins it (None for the first), and its other rows."""

    row: object = None
    rows: list = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.row.label if self.row else ""


def sections(rows) -> list[Section]:
    """The pages of a form; one when no row begins another."""
    found = [Section()]
    for row in rows:
        if row.field_type == SECTION:
            found.append(Section(row))
        else:
            found[-1].rows.append(row)
    return [section for section in found if section.row or section.rows] or found


def visible(rows, answers: Mapping) -> list:
    """Those rows that these answers show. answers: {name: value}; those of hidden rows count not.

    What stands in a section that is not shown is not shown, either.
    """
    known: dict[str, object] = {}
    shown, in_section = [], True
    for row in rows:
        if row.field_type == SECTION:
            in_section = is_met(row, known)
        if not in_section or not is_met(row, known):
            continue
        shown.append(row)
        if row.is_asked:
            known[folded(row.label)] = answers.get(name_of(row))
    return shown


def is_met(row, known: Mapping[str, object]) -> bool:
    """Whether the earlier answers show this row. known: {folded label: value}."""
    if not row.condition_question.strip():
        return True
    value = known.get(folded(row.condition_question))
    wanted = lines(row.condition_answers)
    if not value or not wanted:
        return bool(value)
    return bool({*wanted} & {*(value if isinstance(value, list) else [value])})


def name_of(row) -> str:
    return row.clean_name or row.get_field_clean_name()


def lines(text: str) -> list[str]:
    """The lines of a list of choices, white space folded, each once."""
    return list(dict.fromkeys(filter(None, (" ".join(line.split()) for line in text.splitlines()))))


def folded(label: str) -> str:
    return " ".join(label.split()).casefold()
