"""Calendar files (RFC 5545) with dates of one area: whole days, a kind's name in the title."""

import re
from datetime import date, datetime

from dateutil.rrule import rrulestr
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar

from core.formats import tables
from core.text import encoding
from core.text.normalise import clean_line
from home.waste.models.streets import Area

from .date_rows import Read, Wish, checked
from .names import Kinds
from .sheet import Fault

MOST_ENTRIES = tables.MOST_ROWS
# The longest mark of an encoding and blank lines, then the first words of a calendar, in UTF-32.
_BEGINNING = 200
# Lines are folded after 75 bytes, wherever a letter ends (RFC 5545, 3.1).
_FOLD = re.compile(rb"\r?\n[ \t]")
# A rule that goes on for longer has no end in sight.
MOST_REPETITIONS = 120


def is_calendar(content: bytes) -> bool:
    try:
        text = encoding.decode(content[:_BEGINNING]).text
    except UnicodeDecodeError:
        return False
    return text.lstrip("\ufeff \r\n\t").upper().startswith("BEGIN:VCALENDAR")


def read(content: bytes, area: Area | None) -> Read:
    """Raises ValidationError with a sentence for the editor when it is no calendar of dates."""
    if area is None:
        raise ValidationError(
            _(
                "A calendar file does not say for which streets it is. Please choose the "
                "collection area."
            )
        )
    if len(content) > tables.MOST_BYTES:
        raise ValidationError(_("This file is larger than 5 MB. Please upload it in parts."))
    entries, guessed = _entries(content)
    if not entries:
        raise ValidationError(_("This calendar has no entries."))
    if len(entries) > MOST_ENTRIES:
        raise ValidationError(
            _("This file has more than %(n)s rows. Please upload it in parts.")
            % {"n": MOST_ENTRIES}
        )
    found, kinds = Read(is_of_areas=True, encoding=guessed), Kinds()
    for number, entry in enumerate(entries, 1):
        title = clean_line(str(entry.get("SUMMARY", "")))
        try:
            kind = kinds.within(title)
            found.wishes += [Wish(number, area, kind, day, None) for day in _days(entry)]
        except ValidationError as error:
            found.faults += [
                Fault(number, _describe(entry, title), text) for text in error.messages
            ]
    return found


def _entries(content) -> tuple[list, str]:
    """The entries, and the usual name of the file's encoding if it was guessed."""
    try:
        # In wide encodings (with zero bytes) no letter is cut.
        whole = content if b"\x00" in content else _FOLD.sub(b"", content)
        decoded = encoding.decode(whole)
        calendars = Calendar.from_ical(decoded.text.lstrip("\ufeff"), multiple=True)
        found = [entry for one in calendars for entry in one.walk("VEVENT")]
    except (ValueError, IndexError, KeyError, TypeError) as error:
        raise ValidationError(
            _("This calendar file cannot be read. Please export it once more as iCal (.ics).")
        ) from error
    taken = [entry for entry in found if str(entry.get("STATUS", "")).upper() != "CANCELLED"]
    return taken, decoded.name if decoded.is_guess else ""


def _days(entry) -> list[date]:
    """The days on which the entry begins. Raises ValidationError."""
    start = _day_of(entry.get("DTSTART"))
    if start is None:
        raise ValidationError(_("This entry has no day."))
    days = {checked(start)}
    if rule := entry.get("RRULE"):
        if isinstance(rule, list):
            raise ValidationError(_("This entry repeats in a way that we cannot read."))
        days |= _repeated(rule, start)
    days |= {checked(day) for day in _listed(entry.get("RDATE"))}
    return sorted(days - set(_listed(entry.get("EXDATE"))))


def _repeated(rule, start) -> set[date]:
    if not (rule.get("COUNT") or rule.get("UNTIL")):
        raise ValidationError(
            _(
                "This entry repeats without an end. Please give it one in your calendar, for "
                "example the end of the year."
            )
        )
    first = datetime.combine(start, datetime.min.time())
    end = _day_of_value((rule.get("UNTIL") or [None])[0])
    parts = rule.to_ical().decode().split(";")
    text = ";".join(part for part in parts if not part.startswith("UNTIL="))
    found = set()
    try:
        for moment in rrulestr(text, dtstart=first):
            if end and moment.date() > end:
                break
            found.add(checked(moment.date()))
            if len(found) > MOST_REPETITIONS:
                raise ValidationError(_("This entry repeats too often for a waste collection."))
    except (ValueError, TypeError, AttributeError) as error:
        raise ValidationError(_("This entry repeats in a way that we cannot read.")) from error
    return found


def _listed(value) -> list[date]:
    rows = value if isinstance(value, list) else [value] if value else []
    listed = (one for row in rows for one in getattr(row, "dts", ()))
    days = [_day_of_value(getattr(one, "dt", None)) for one in listed]
    return [day for day in days if day]


def _day_of(value) -> date | None:
    return _day_of_value(getattr(value, "dt", None))


def _day_of_value(value) -> date | None:
    if isinstance(value, datetime):
        return timezone.localdate(value) if timezone.is_aware(value) else value.date()
    return value if isinstance(value, date) else None


def _describe(entry, title) -> str:
    day = _day_of(entry.get("DTSTART"))
    return ", ".join(filter(None, [f"{day:%d.%m.}{day.year:04}" if day else "", title]))[:120]
