"""Parsing and formatting of opening hours: text ↔ spans of weekdays. No Django.

The text is cut into words of a small language (day, time, dash, comma …), one letter per word,
and must as a whole fit the grammar below. One unknown word ("ab", "jeden 1.",
"Telefonzeiten") makes the text doubtful: it is then shown as it is, and never as a table.
"""

import html
import re
import unicodedata
from dataclasses import dataclass

Span = tuple[int, str, str]  # weekday (1 = Monday), "HH:MM", "HH:MM"; midnight is "00:00"

DAY, WEEK = 24 * 60, 7 * 24 * 60  # in minutes
AROUND_THE_CLOCK = ("00:00", "00:00")
ON_HOLIDAYS = "auch an Feiertagen"

_BREAKS = re.compile(
    r"<(?:br|/?p|/?div|/?li|/?ul|/?ol|/?tr|/?table|/?h[1-6]|/?dt|/?dd)\b[^>]*>", re.I
)
_TAGS = re.compile(r"<[^>]*>")

_DAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_SHORT = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
_PARTS = "vormittag|nachmittag|mittag|abend|morgen"
_DAY = re.compile(
    r"(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag"
    r"|mon|don|fre|sam|son|mo|di|mi|do|fr|sa|so)"
    rf"(?:(?<=tag)s|(?<=abend)s|(?<=woch)s)?(?={_PARTS}|[^a-zäöüß]|$)\.?"
)
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?!\d)(?!\.\d)")

# What may stand in the text, longest first; the letter is the word's class in the grammar.
# "" is said and means nothing.
_END = r"(?![a-zäöüß])"
_APPOINTMENT = (
    r"(?:(?:termine?|besuche?|weitere termine)\s+)?(?:nur\s+)?nach\s+"
    r"(?:(?:vorheriger|telefonischer|persönlicher|individueller)\s+)*"
    r"(?:vereinbarung|absprache|terminvereinbarung|terminabsprache)"
)
_ALL_HOURS = (
    r"(?:24\s*(?:std\.?|stunden)|rund\s+um\s+die\s+uhr|ganztägig|ganztags|tag\s+und\s+nacht)"
    rf"{_END}(?:\s+(?:geöffnet|offen|zugänglich))?"
)
_WORDS = tuple(
    (re.compile(pattern), letter)
    for pattern, letter in (
        (r"\n+", "N"),
        (r"[ \t|]+", ""),
        (rf"\(\s*{_APPOINTMENT}\s*\)|{_APPOINTMENT}", "A"),
        (
            r"(?:außer\s+)?an\s+(?:gesetzlichen\s+)?feiertagen(?:\s+geschlossen)?\.?(?!\s*\d)"
            r"|außer\s+feiertags?" + _END,
            "",
        ),
        (r"(?:feiertags|feiertage:?)\s+geschlossen\.?", ""),
        (r"sonn-\s*(?:und|u\.|&|/)\s*feiertag(?:s|e|en)?" + _END, "S"),
        (r"(?:an\s+)?(?:gesetzlichen\s+)?feiertag(?:s|e|en)?" + _END, "Y"),
        (r"24\s*/\s*7", "F"),
        (_ALL_HOURS, "F"),
        (r"(?:durchgehend|immer|ständig|jederzeit)\s+(?:geöffnet|offen|zugänglich)", "G"),
        (
            r"(?:ganztägig\s+)?(?:geschlossen|geschl\.)|ruhetag"
            + _END
            + r"|kein\s+publikumsverkehr"
            r"|kein(?:e)?\s+sprech(?:tag|zeiten?|stunden?)",
            "C",
        ),
        (
            r"(?:(?:unsere|allgemeine)\s+)?"
            r"(?:öffnungs|sprech|besuchs|service|geschäfts)(?:zeiten|zeit|stunden)\s*:?",
            "X",
        ),
        (rf"täglich{_END}|tägl\.|(?:an\s+)?alle[n]?\s+tage[n]?{_END}|jeden\s+tag{_END}", "E"),
        (rf"(?:am\s+)?wochenende{_END}|wochenends{_END}", "M"),
        (rf"(?:(?:{_PARTS})s?|früh|nachts){_END}", "H"),
        (rf"\(?(?:des|am)\s+(?:folgetag(?:e?s)?|nächsten\s+tage?s?){_END}\)?", ""),
        (rf"zwischen{_END}", "Z"),
        (rf"(?:außer|ausser)(?:\s+(?:am|an))?{_END}", "O"),
        (
            rf"bis\s+(?:einschließlich|einschl\.|inkl\.)|bis{_END}|[-~\u2010-\u2015\u2212\ufe58\ufe63\uff0d\uff5e\u301c]+",
            "-",
        ),
        (rf"(?:von|vom|jeweils|jeden|immer|am|durchgehend|geöffnet|offen){_END}", ""),
        (rf"uhr\.?{_END}|h{_END}", ""),
        (rf"(?:und|sowie|oder|u)\.?{_END}|[,;/&+]", ","),
        (r":", ":"),
        (r"[()]", ""),
        (r"\.(?=\s*(?:\n|$))", ""),
    )
)
_MIDNIGHT = re.compile(rf"mitternacht{_END}")

_SPAN = r"H?:?(?:T-T|ZT,T)H?"
_SPANS = rf"{_SPAN}(?:[,N]*{_SPAN})*G?"
_ONE_OF_DAYS = r"(?:D(?:-D)?|[EMSY])"
_LISTED = rf"{_ONE_OF_DAYS}(?:,{_ONE_OF_DAYS})*"
_DAYS_SAID = rf"{_LISTED}(?:,?O{_LISTED},?)?H?"
_HOURS_SAID = rf"(?:{_SPANS}(?:,+H?A)?|[CAFG])"
_ENTRY = re.compile(
    rf"(?P<days>{_DAYS_SAID})[:,]?N?(?P<said>{_HOURS_SAID})|[CO]:?(?P<closed>{_DAYS_SAID})"
)
_ANY_ENTRY = rf"(?:{_DAYS_SAID}[:,]?N?{_HOURS_SAID}|[CO]:?{_DAYS_SAID})"
_TEXT = re.compile(rf"X?N?{_ANY_ENTRY}(?:[,N]*{_ANY_ENTRY})*(?:[,N]+H?A)?[,N]*")
# "8–12 Uhr, Mo–Fr": the days may follow; "rund um die Uhr": every day.
_DAYS_LAST = re.compile(rf"X?N?(?P<said>{_SPANS}|[FG])[,N]*(?P<days>{_DAYS_SAID})[,N]*")
_ALWAYS = re.compile(r"X?N?(?:[FG],?E?|F,?F)[,N]*")
_TIMES = re.compile(rf"(?P<said>{_SPANS}|[FG])[,N]*")
_LONGEST = 2000  # characters; what is longer is no list of hours
# Before five in the morning hardly anything opens: "2–4 Uhr" means the afternoon, unless the
# hours would go on to where no afternoon does, or are written with two digits.
_EARLY, _UNTIL_NOON = 5 * 60, 11 * 60
# Past midnight goes what begins in the afternoon: "8–6 Uhr" means the evening.
_EVENING, _LONGEST_NIGHT = 14 * 60, 16 * 60


class Doubt(ValueError):
    """The text cannot be parsed without doubt.

    problem: "word", "order", "days", "times" or "overlap"; what: the words it is about, or "".
    """

    def __init__(self, problem: str, what: str = ""):
        super().__init__(f"{problem}: {what}")
        self.problem, self.what = problem, what


@dataclass(frozen=True)
class _Word:
    letter: str
    value: str = ""
    written: str = ""


def parse_hours(raw: str) -> list[Span]:
    """`Mo–Fr 8–12 Uhr` → [(1, "08:00", "12:00"), … (5, "08:00", "12:00")], sorted.

    [] when the text has no hours or leaves any doubt: unknown words, open ends ("ab 8 Uhr"),
    every other week, seasons, two kinds of hours, spans of one day that overlap.
    "Mi geschlossen" takes Wednesday out; "nach Vereinbarung" beside fixed hours is left to the
    text. A span that closes at or before its opening runs past midnight; both midnight: all day.
    Source of the forms: opening hours of German municipalities as Infodienste delivers them, one
    HTML string.
    """
    return [span[:3] for span in parse_hours_with_notes(raw)]


def parse_hours_with_notes(raw: str) -> list[tuple[int, str, str, str]]:
    """The same with notes: `Sonn- und Feiertage` leaves one at Sunday."""
    try:
        return read_hours(raw)
    except Doubt:
        return []


def read_hours(raw: str) -> list[tuple[int, str, str, str]]:
    """[(weekday, opens, closes, note)]. Raises Doubt, which names the cause."""
    words = _words(_as_lines(raw))
    letters = "".join(word.letter for word in words)
    if _ALWAYS.fullmatch(letters):
        return [(day, *AROUND_THE_CLOCK, "") for day in range(1, 8)]
    if _TEXT.fullmatch(letters):
        entries = list(_ENTRY.finditer(letters))
    elif match := _DAYS_LAST.fullmatch(letters):
        entries = [match]
    else:
        raise Doubt("order")
    return _spans_of(entries, words)


def read_times(raw: str) -> list[tuple[str, str]]:
    """[(opens, closes)] of `8–12 und 14–18 Uhr`, without any weekday. Raises Doubt."""
    words = _words(_as_lines(raw))
    match = _TIMES.fullmatch("".join(word.letter for word in words))
    if not match:
        raise Doubt("order")
    times = _times(words[slice(*match.span("said"))])
    check_overlaps([(1, *pair) for pair in times])
    return sorted(times)


def write_hours(spans: list[Span]) -> str:
    """The spans as a sentence that `parse_hours` reads back: `Mo–Fr 8–12 Uhr, Sa 20–2 Uhr`."""
    by_day: dict[int, list] = {}
    for day, opens, closes in sorted(spans):
        by_day.setdefault(day, []).append((opens, closes))
    groups: dict[tuple, list[int]] = {}
    for day, times in by_day.items():
        groups.setdefault(tuple(times), []).append(day)
    return "; ".join(f"{write_days(days)} {write_times(times)}" for times, days in groups.items())


def write_times(times) -> str:
    """`8–12 und 14–16:30 Uhr`, `rund um die Uhr`."""
    if tuple(times) == (AROUND_THE_CLOCK,):
        return "rund um die Uhr"
    said = (f"{_brief(opens)}–{_brief(closes, closing=True)}" for opens, closes in times)
    return " und ".join(said) + " Uhr"


def write_days(days) -> str:
    """`Mo–Fr, So`; two days in a row are named singly."""
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    parts = (
        f"{_SHORT[run[0] - 1]}–{_SHORT[run[-1] - 1]}"
        if len(run) > 2
        else ", ".join(_SHORT[day - 1] for day in run)
        for run in runs
    )
    return ", ".join(parts)


def closing_time(clock: str) -> str:
    """ "24:00" and "23:59", which sources write for the end of the day, as midnight."""
    return "00:00" if clock in ("24:00", "23:59") else clock


def length(opens: str, closes: str) -> int:
    """Minutes from opening to closing; what closes at or before its opening runs past midnight."""
    first, last = _minutes(opens), _minutes(closes)
    return last - first if last > first else last + DAY - first


def is_plausible(opens: str, closes: str) -> bool:
    """Whether a span is plausible: only one that begins in the afternoon goes past midnight."""
    first, last = _minutes(opens), _minutes(closes)
    if last > first or last == 0:
        return True
    return first >= _EVENING and length(opens, closes) < _LONGEST_NIGHT


def check_overlaps(spans: list[Span]):
    """Raises Doubt where spans lie over each other; the week begins anew after Sunday."""
    starts = [((day - 1) * DAY + _minutes(opens), length(opens, closes))
              for day, opens, closes in sorted(spans)]  # fmt: skip
    following = [*starts[1:], (starts[0][0] + WEEK, 0)]
    for (start, minutes), (later, _length) in zip(starts, following, strict=True):
        if start + minutes > later:
            raise Doubt("overlap")


# --- Reading --------------------------------------------------------------------------------


def _spans_of(entries, words) -> list[tuple[int, str, str, str]]:
    spans: dict[Span, str] = {}
    closed: set[int] = set()
    for entry in entries:
        groups = entry.groupdict()
        part = "closed" if groups.get("closed") else "days"
        days, on_holidays = _days(words[slice(*entry.span(part))])
        if part == "closed" or groups["said"] == "C":
            # "Mittwochnachmittag geschlossen" says nothing about the morning.
            closed.update(() if "H" in groups[part] else days)
            continue
        if groups["said"] == "A":
            continue
        if not days:
            raise Doubt("days")
        note = ON_HOLIDAYS if on_holidays else ""
        times = _times(words[slice(*entry.span("said"))])
        new = {(day, *pair): note for day in days for pair in times}
        if new.keys() & spans.keys():
            raise Doubt("overlap")
        spans |= new
    found = {span: note for span, note in spans.items() if span[0] not in closed}
    if not found:
        raise Doubt("times")
    check_overlaps(sorted(found))
    return sorted((*span, note) for span, note in found.items())


def _as_lines(raw: str) -> str:
    text = html.unescape(_TAGS.sub(" ", _BREAKS.sub("\n", re.sub(r"\s+", " ", _with_breaks(raw)))))
    text = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    text = re.sub(r"[^\S\n]+", " ", unicodedata.normalize("NFC", text).lower())
    return re.sub(r" ?\n[ \n]*", "\n", text).strip()


def _with_breaks(raw: str) -> str:
    """Line breaks count only where there is no HTML: there they are nothing but blanks."""
    return raw if "<" in raw else raw.replace("\n", "<br>")


def _words(text: str) -> list[_Word]:
    if len(text) > _LONGEST:
        raise Doubt("order")
    words, position = [], 0
    while position < len(text):
        word, position = _next_word(text, position)
        if word.letter:
            words.append(word)
    return words


def _next_word(text: str, position: int) -> tuple[_Word, int]:
    for pattern, letter in _WORDS:
        if match := pattern.match(text, position):
            return _Word(letter), match.end()
    if match := _DAY.match(text, position):
        name = match[1].replace("sonnabend", "samstag")
        weekday = next(number for number, day in enumerate(_DAYS, 1) if day.startswith(name))
        return _Word("D", str(weekday)), match.end()
    if match := _MIDNIGHT.match(text, position):
        return _Word("T", "24:00", match[0]), match.end()
    match = _TIME.match(text, position)
    if match and _is_time(match):
        value = f"{int(match[1]):02}:{match[2] or '00'}"
        return _Word("T", value, match[0]), match.end()
    raise Doubt("word", re.match(r"\S+", text[position:])[0])


def _is_time(match) -> bool:
    hour, minute = int(match[1]), int(match[2] or 0)
    return (hour < 24 and minute < 60) or (hour, minute) == (24, 0)


def _days(words) -> tuple[list[int], bool]:
    """The weekdays of `Mo–Mi, Fr`, and whether holidays are named, too."""
    without = next((place for place, word in enumerate(words) if word.letter == "O"), None)
    if without is not None:
        (days, on_holidays), (closed, _) = _days(words[:without]), _days(words[without + 1 :])
        return [day for day in days if day not in closed], on_holidays
    days: list[int] = []
    through = False
    for word in words:
        if word.letter == "-":
            through = True
        elif word.letter == "D":
            day = int(word.value)
            days.extend(_days_through(days.pop(), day) if through else [day])
            through = False
        else:
            days.extend({"E": range(1, 8), "M": (6, 7), "S": (7,)}.get(word.letter, ()))
    if len(set(days)) != len(days):
        raise Doubt("days")
    return days, any(word.letter in "SY" for word in words)


def _days_through(first: int, last: int) -> list[int]:
    """`Sa–Mo` goes on over Sunday."""
    if first == last:
        raise Doubt("days")
    return [(first - 1 + step) % 7 + 1 for step in range((last - first) % 7 + 1)]


def _times(words) -> list[tuple[str, str]]:
    times = [word for word in words if word.letter == "T"]
    if not times:
        return [AROUND_THE_CLOCK]
    return [_pair(*pair) for pair in zip(times[::2], times[1::2], strict=True)]


def _pair(opens: _Word, closes: _Word) -> tuple[str, str]:
    said = f"{opens.written}–{closes.written}"
    if opens.value == "24:00":
        raise Doubt("times", said)
    first, last = opens.value, closes.value.replace("24:00", "00:00")
    begins, ends = _minutes(first), _minutes(last)
    is_afternoon = 60 <= begins < _EARLY and not opens.written.startswith("0")
    if is_afternoon and begins < ends < _UNTIL_NOON or not is_plausible(first, last):
        raise Doubt("times", said)
    return first, last


def _minutes(clock: str) -> int:
    hour, minute = clock.split(":")[:2]
    return int(hour) * 60 + int(minute)


def _brief(clock: str, closing=False) -> str:
    """`8`, `16:30`; before five in the morning with two digits, so that no one takes it for the
    afternoon."""
    if closing and clock == "00:00":
        return "24"
    hour, minute = clock.split(":")[:2]
    hour = hour if not closing and 0 < int(hour) < _EARLY // 60 else str(int(hour))
    return hour if minute == "00" else f"{hour}:{minute}"
