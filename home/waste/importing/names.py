"""Areas and kinds of waste by their names in files."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.formats import cells
from core.text.normalise import matching_key
from core.text.sorting import sort_key
from home.waste.models.kinds import Kind
from home.waste.models.streets import Area

MOST_NAMED = 12


class Areas:
    """All areas; numbers whose leading zeros a spreadsheet has cut are found as well."""

    def __init__(self):
        self._rows = {matching_key(row.name): row for row in Area.objects.all()}

    def find(self, text: str) -> Area:
        """Raises ValidationError with a sentence that lists the existing ones."""
        key = matching_key(text)
        found = self._rows.get(key) or self._rows.get(cells.restored(key, self._rows))
        if found is None:
            message = _("There is no collection area “%(text)s”.")
            raise ValidationError(_unknown(message, text, self._rows))
        return found


class Kinds:
    """All kinds of waste, by name or synonym."""

    def __init__(self):
        kinds = list(Kind.objects.all())
        self._exact = {matching_key(name): kind for kind in kinds for name in reversed(kind.names)}
        self._exact |= {matching_key(kind.name): kind for kind in kinds}
        self._words = {sort_key(name): kind for name, kind in self._exact.items()}
        self._names: Mapping[str, Kind] = {matching_key(kind.name): kind for kind in kinds}

    def find(self, text: str) -> Kind:
        """The kind of this name. Raises ValidationError."""
        found = self._exact.get(matching_key(text))
        if found is None:
            message = _("There is no kind of waste “%(text)s”.")
            raise ValidationError(_unknown(message, text, self._names))
        return found

    def within(self, text: str) -> Kind:
        """The kind that a calendar's title names somewhere: `Abfuhr Restmüll (14-täglich)`.

        Raises ValidationError for none or several.
        """
        if found := self._exact.get(matching_key(text)):
            return found
        title = sort_key(text)
        named = {kind for word, kind in self._words.items() if _occurs_in(word, title)}
        if len(named) > 1:
            names = ", ".join(sorted(kind.name for kind in named))
            raise ValidationError(
                _("“%(text)s” names several kinds of waste: %(kinds)s.")
                % {"text": text[:80], "kinds": names}
            )
        return named.pop() if named else self.find(text)


def _occurs_in(word, title) -> bool:
    return bool(word) and f" {word} " in f" {title} "


def _unknown(sentence, text, rows) -> str:
    known = ", ".join(row.name for row in list(rows.values())[:MOST_NAMED]) or _("none yet")
    there_are = _("There are: %(known)s.") % {"known": known}
    return f"{sentence % {'text': text[:80]}} {there_are}"
