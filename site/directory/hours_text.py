"""Opening hours written as a sentence → spans of weekdays, or nothing when in doubt. No Django.

The text is cut into words of a small language (day, time, dash, comma …), one letter per word,
and must as a whole fit the grammar below. One word that we do not know ("ab", "jeden 1.",
"Telefonzeiten") makes the text doubtful: it is then shown as it is, and never as a table.
"""

import html
import re
from collections.abc import Iterator

Span = tuple[int, str, str]  # weekday (1 = Monday), "HH:MM", "HH:MM"

_BREAKS = re.compile(
    r"<(?:br|/?p|/?div|/?li|/?ul|/?ol|/?tr|/?table|/?h[1-6]|/?dt|/?dd)\b[^>]*>", re.I
)
_TAGS = re.compile(r"<[^>]*>")

_DAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_DAY = re.compile(
    r"(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so)"
    r"(?:(?<=tag)s|(?<=abend)s|(?<=woch)s)?(?=vormittag|nachmittag|abend|morgen|[^a-zäöüß]|$)\.?"
)
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?!\d)(?!\.\d)")

# What may stand in the text, longest first; the letter is the word's class in the grammar.
# "" is said and means nothing.
_APPOINTMENT = (
    r"(?:(?:termine?|besuche?|weitere termine)\s+)?(?:nur\s+)?nach\s+"
    r"(?:(?:vorheriger|telefonischer|persönlicher|individueller)\s+)*"
    r"(?:vereinbarung|absprache|terminvereinbarung|terminabsprache)"
)
_WORDS = (
    (re.compile(r"\n+"), "N"),
    (re.compile(r"[ \t|]+"), ""),
    (re.compile(rf"\(\s*{_APPOINTMENT}\s*\)|{_APPOINTMENT}"), "A"),
    (re.compile(r"(?:außer\s+)?an\s+(?:gesetzlichen\s+)?feiertagen(?:\s+geschlossen)?\.?"), ""),
    (re.compile(r"feiertags\s+geschlossen\.?"), ""),
    (re.compile(r"(?:ganztägig\s+)?geschlossen|kein(?:e)?\s+sprech(?:tag|zeiten?|stunden?)"), "C"),
    (
        re.compile(
            r"(?:(?:unsere|allgemeine)\s+)?"
            r"(?:öffnungs|sprech|besuchs|service|geschäfts)(?:zeiten|stunden)\s*:?"
        ),
        "X",
    ),
    (re.compile(r"(?:vormittag|nachmittag|abend|morgen)s?(?![a-zäöüß])"), "H"),
    (re.compile(r"bis(?![a-zäöüß])|[-–—−]+"), "-"),
    (re.compile(r"von(?![a-zäöüß])|jeweils(?![a-zäöüß])|durchgehend(?![a-zäöüß])"), ""),
    (re.compile(r"uhr\.?(?![a-zäöüß])|h(?![a-zäöüß])"), ""),
    (re.compile(r"(?:und|sowie|oder|u)\.?(?![a-zäöüß])|[,;/&+]"), ","),
    (re.compile(r":"), ":"),
    (re.compile(r"\.(?=\s*(?:\n|$))"), ""),
)

_SPAN = r"H?:?T-TH?"
_DAYS_SAID = r"D(?:-D)?(?:,D(?:-D)?)*H?"
_HOURS_SAID = rf"{_SPAN}(?:[,N]*{_SPAN})*(?:,+A)?|C|A"
_ENTRY = re.compile(rf"(?P<days>{_DAYS_SAID})[:,]?N?(?P<said>{_HOURS_SAID})")
_ANY_ENTRY = rf"{_DAYS_SAID}[:,]?N?(?:{_HOURS_SAID})"
_TEXT = re.compile(rf"X?N?{_ANY_ENTRY}(?:[,N]*{_ANY_ENTRY})*(?:[,N]+A)?[,N]*")
_LONGEST = 2000  # characters; what is longer is no list of hours
# Before five in the morning no office opens: "2–4 Uhr" means the afternoon, and we do not guess.
_EARLIEST = "05:00"


def parse_hours(raw: str) -> list[Span]:
    """`Mo–Fr 8–12 Uhr` → [(1, "08:00", "12:00"), … (5, "08:00", "12:00")], sorted.

    [] when the text has no hours or leaves any doubt: unknown words, open ends ("ab 8 Uhr"),
    every other week, seasons, two kinds of hours, spans of one day that overlap.
    "Mi geschlossen" takes Wednesday out; "nach Vereinbarung" beside fixed hours is left to the
    text. Source of the forms: opening hours of German municipalities as Infodienste delivers
    them, one HTML string.
    """
    text = _as_lines(raw)
    words = _words(text) if len(text) <= _LONGEST else None
    if words is None:
        return []
    letters = "".join(letter for letter, _ in words)
    if not _TEXT.fullmatch(letters):
        return []
    spans: set[Span] = set()
    closed: set[int] = set()
    for entry in _ENTRY.finditer(letters):
        days = _days(words[slice(*entry.span("days"))])
        if days is None:
            return []
        if entry["said"] == "C":
            # "Mittwochnachmittag geschlossen" says nothing about the morning.
            closed.update(() if "H" in entry["days"] else days)
            continue
        times = [value for letter, value in words[slice(*entry.span("said"))] if letter == "T"]
        new = {(day, *pair) for day in days for pair in zip(times[::2], times[1::2], strict=True)}
        if new & spans:
            return []
        spans |= new
    found = sorted(span for span in spans if span[0] not in closed)
    return found if _plausible(found) else []


def _as_lines(raw: str) -> str:
    text = html.unescape(_TAGS.sub(" ", _BREAKS.sub("\n", re.sub(r"\s+", " ", raw))))
    text = re.sub(r"[^\S\n]+", " ", text.replace("\xad", "").lower())
    return re.sub(r" ?\n[ \n]*", "\n", text).strip()


def _words(text: str) -> list[tuple[str, str]] | None:
    """[(letter, value)], None when a word is unknown."""
    words, position = [], 0
    while position < len(text):
        word = _next_word(text, position)
        if word is None:
            return None
        letter, value, position = word
        if letter:
            words.append((letter, value))
    return words


def _next_word(text: str, position: int) -> tuple[str, str, int] | None:
    for pattern, letter in _WORDS:
        if match := pattern.match(text, position):
            return letter, "", match.end()
    if match := _DAY.match(text, position):
        name = match[1].replace("sonnabend", "samstag")
        weekday = next(number for number, day in enumerate(_DAYS, 1) if day.startswith(name))
        return "D", str(weekday), match.end()
    if match := _TIME.match(text, position):
        hour, minute = int(match[1]), int(match[2] or 0)
        if hour < 24 and minute < 60:
            return "T", f"{hour:02}:{minute:02}", match.end()
    return None


def _days(words) -> list[int] | None:
    """The weekdays of `Mo–Mi, Fr`; None when a range runs backwards or a day comes twice."""
    days: list[int] = []
    through = False
    for letter, value in words:
        if letter == "-":
            through = True
        elif letter == "D":
            first = days[-1] + 1 if through else int(value)
            if through and first > int(value):
                return None
            days.extend(range(first, int(value) + 1))
            through = False
    return days if len(set(days)) == len(days) else None


def _plausible(spans: list[Span]) -> bool:
    def pairs() -> Iterator[tuple[Span, Span]]:
        return zip(spans, spans[1:], strict=False)

    in_order = all(_EARLIEST <= opens < closes for _, opens, closes in spans)
    apart = all(a[0] != b[0] or a[2] <= b[1] for a, b in pairs())
    return in_order and apart
