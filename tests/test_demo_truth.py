"""The demo city does not contradict itself: what two of its files tell, they tell alike."""

import json
import re

import pytest
from pypdf import PdfReader

from home.news.recurrence import Repeats
from home.step_blocks import numbers
from tests import demo_city
from tests.demo_city import entries, entry, events, offers, offices, plain, strings

WORDS = [
    "null",
    "ein",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
]
NUMBERS = {word: number for number, word in enumerate(WORDS)}
NUMBERS |= {"einer": 1, "eines": 1, "zwanzig": 20, "a": 1, "one": 1, "two": 2, "three": 3}
SPAN = re.compile(r"\b(\w+) (Tag|Woche|Monat|day|week|month)\w*")
DAYS = {"tag": 1, "woche": 7, "monat": 30, "day": 1, "week": 7, "month": 30}
WEEKDAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
SHORT = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
RANKS = {"ersten": "1", "zweiten": "2", "dritten": "3", "vierten": "4", "letzten": "last"}
EVERY = re.compile(
    rf"jeden (?:({'|'.join(RANKS)}) )?({'|'.join(WEEKDAYS)})( im monat)?", re.IGNORECASE
)
HOURS = re.compile(r"(?:von|um) (\d{1,2})(?::(\d\d))?(?: bis (\d{1,2}))? Uhr")
PHONE = re.compile(r"06999 115-\d+")
DAY_IN_WORDS = re.compile(rf"\b({'|'.join(WEEKDAYS)}),? \[\[day:[^\]]*\]\]", re.IGNORECASE)


def journeys():
    return [one for one in entries() if one["type"] == "home.StepByStepPage"]


def steps_of(journey) -> list[dict]:
    return [value for _block, value in journey["steps"]]


def days(text: str) -> set[int]:
    """Spans of time in words, in days: "innerhalb von zwei Wochen" is 14."""
    found = SPAN.findall(text)
    return {
        NUMBERS[number.lower()] * DAYS[unit.lower()]
        for number, unit in found
        if number.lower() in NUMBERS
    }


# --- Journeys ----------------------------------------------------------------------------------


def test_a_journey_has_as_many_steps_as_texts_say():
    told = []
    for journey in journeys():
        count = numbers(step["joint"] for step in steps_of(journey))[-1]
        texts = [journey["introduction"], *texts_about(journey["path"])]
        for number in re.findall(r"[Ii]n (\w+) Schritten", " ".join(texts)):
            told.append(number)
            assert NUMBERS[number] == count, journey["path"]
    assert len(told) >= 2


def texts_about(path: str) -> list[str]:
    """What stands beside links to a page."""
    everything = demo_city.whole("lindenfurt")
    return re.findall(rf'"@page:{path}"[^}}]*"text": "([^"]*)"', everything)


def test_a_step_gives_the_deadline_of_its_services():
    compared = []
    for journey in journeys():
        for step in steps_of(journey):
            for link in step["links"]:
                service = link["service"] and offers()[link["service"].removeprefix("@service:")]
                said = days(step["deadline"])
                if link["role"] == "part" and service and said and service.deadlines:
                    compared.append(step["title"])
                    assert said <= service.deadlines, f"{journey['path']}: {step['title']}"
    assert {"Den Hund anmelden", "Die Wohnung anmelden", "Die Geburt anzeigen"} <= set(compared)


# --- Figures that stand in several places ------------------------------------------------------

PAGES = "pages"
SAME = {
    "entrance to the pool": [
        ("30-kultur-freizeit", r'"Einzelkarte", "([\d,]+) €", "([\d,]+) €"'),
        ("1012011", r"fees"),
    ],
    "a week of holiday care": [
        ("10-familie", r'"Ferienbetreuung", "[^"]+", "([\d,]+) €"'),
        ("1004003", r"fees"),
    ],
    "holiday care for whom": [
        ("10-familie", r"Kurse für Kinder von (\w+) bis (\w+) Jahren"),
        ("1004003", r"für Kinder von (\w+) bis (\w+) Jahren"),
    ],
    "holidays with care": [
        ("10-familie", r"in den (\w+-, \w+- und \w+ferien)\."),
        ("1004003", r"In den (\w+-, \w+- und \w+ferien)"),
    ],
    "items of the library": [
        ("30-kultur-freizeit", r"([\d.]+) Bücher, Spiele und Filme"),
        ("1012001", r"warten ([\d.]+) Medien"),
    ],
    "trade tax": [
        ("40-wirtschaft", r'Hebesatz", "(\d+) %"'),
        ("1011002", r"Hebesatz (\d+) Prozent"),
    ],
    "day-care centres": [
        ("10-familie", r"der (\d+) Einrichtungen"),
        ("1004001", r"gibt es (\d+) Einrichtungen"),
    ],
    "solar panels on balconies": [
        ("20-bauen-wohnen", r"Balkonkraftwerk: (\d+) Euro"),
        ("1008025", r"mit (\d+) Euro"),
    ],
    "dogs of the animal shelter": [
        ("20-bauen-wohnen", r"Hunde sind (\w+ Jahre) lang steuerfrei"),
        ("62-bekanntmachungen", r"Tierheim sind (\w+ Jahre) lang steuerfrei"),
        ("1009004", r"Tierheim aufnimmt, zahlt (\w+ Jahre) lang nichts"),
        ("documents", r"wird die Steuer (\w+ Jahre) lang nicht erhoben"),
    ],
    "the budget": [
        ("60-aktuelles", r'"introduction": "(\d+) Millionen Euro'),
        ("documents", r"Erträgen von (\d+)\."),
        ("papers", r"Erträgen von (\d+),\d Millionen"),
    ],
    "newcomers": [
        ("english", r"every (Wednesday) from 2 to 6 pm"),
        ("1010022", r"(mittwochs) 14 bis 18 Uhr"),
    ],
    "clearing snow": [
        ("60-aktuelles", r"werktags ab (\d) Uhr und sonntags ab (\d) Uhr"),
        ("1009018", r"werktags ab (\d) Uhr und sonntags ab (\d) Uhr"),
    ],
    "people of the city": [
        ("50-stadt-rathaus", r"([\d.]+) Menschen"),
        ("40-wirtschaft", r'"Menschen", "([\d.]+)"'),
    ],
}
TRANSLATED = {"mittwochs": "Wednesday"}


def figures(source: str, pattern: str) -> tuple:
    """What one file, or a service of the catalogue, says."""
    if pattern == "fees":
        return tuple(sorted(offers()[source].fees))
    text = offers()[source].text if source.isdigit() else text_of(source)
    found = re.search(pattern, text)
    assert found, f"{source} says nothing like {pattern}"
    return tuple(TRANSLATED.get(value, value) for value in found.groups())


def text_of(name: str) -> str:
    if name == "papers":
        return papers()
    return next(file for file in demo_city.files() if file.stem == name).read_text("utf-8")


def papers() -> str:
    """The paper about the budget, as it can be read."""
    folder = demo_city.CONTENT / "council" / "files"
    pages = PdfReader(folder / "VL-21-2026.pdf").pages
    return plain(" ".join(page.extract_text() for page in pages))


def amounts(values) -> set:
    return {float(str(value).replace(".", "").replace(",", ".")) for value in values}


@pytest.mark.parametrize("what", SAME)
def test_a_figure_is_the_same_wherever_it_stands(what):
    told = {source: figures(source, pattern) for source, pattern in SAME[what]}
    if any(pattern == "fees" for _source, pattern in SAME[what]):
        said, charged = told.values()
        assert amounts(said) <= set(charged), what
    else:
        assert len(set(told.values())) == 1, told


def test_a_directory_has_as_many_places_as_it_says():
    compared = 0
    for page in entries():
        if page.get("places"):
            number = NUMBERS[page["introduction"].split()[0].lower()]
            assert number == len(demo_city.places(page["places"])), page["path"]
            compared += 1
    assert compared == 3


def test_the_news_know_how_much_goes_online():
    number = demo_city.online_services()
    assert f"erledigen Sie {number} Anliegen" in text_of("60-aktuelles")


# --- Who, where and when -----------------------------------------------------------------------


def test_offices_tell_their_hours_in_words_as_they_are_kept():
    for office in offices().values():
        if office.told_hours:
            assert office.told_hours == office.hours, office.name
    assert sum(bool(office.told_hours) for office in offices().values()) > 20


def test_the_library_opens_on_saturdays_as_its_news_say():
    opens, closes = re.search(
        r"Jeden Samstag von (\d+) bis (\d+) Uhr", text_of("60-aktuelles")
    ).groups()
    assert offices()["9051"].hours[6] == [f"{opens}:00-{closes}:00"]


def test_an_extension_belongs_to_one_office():
    owner = {phone: office.name for office in offices().values() for phone in office.phones}
    for page in entries():
        own = demo_city.unit_of(page.get("unit"))
        for phone in PHONE.findall(" ".join(strings(page))):
            named = owner.get(phone)
            assert named in (None, own and own.name, "Stadtverwaltung Lindenfurt"), page["path"]


def located():
    """(what, street and number) wherever a place is named with its address."""
    for event in events():
        if event.get("place_street"):
            yield event["place_name"].split(",")[0], event["place_street"]
    for name in ("kitas", "spielplaetze", "wlan"):
        for place in demo_city.places(name):
            yield place["titel"].split(",")[0], place["strasse"]
    for page in entries():
        text = "\n".join(strings(page.get("body", "")))
        yield from re.findall(r"(Wertstoffhof)\n(\w+ \d+)", text)


def test_a_place_has_one_address():
    known = {office.name: {office.address} for office in offices().values()}
    known["Wertstoffhof"] = {offices()["9046"].address}
    known["Rathaus"] = {offices()["9001"].address}
    for what, where in located():
        known.setdefault(what, set()).add(where)
    assert {what: where for what, where in known.items() if len(where) > 1} == {}


def test_easy_texts_give_the_address_of_the_office():
    told = 0
    for page in entries():
        for where in re.findall(r"Die Adresse ist: ([^<.]+)\.", " ".join(strings(page))):
            assert where == demo_city.unit_of(page["unit"]).address
            told += 1
    assert told


def rank_of(event) -> str:
    """`1thu`, `lastfri`, or `tue` of what comes every week."""
    return event["starts_on"].rpartition(":")[2]


def told_beside_links():
    """(what a text says beside a link to an event, the event)."""
    for page in entries():
        for text in strings(page):
            for path in re.findall(r"href='@page:(veranstaltungen/[\w-]+)'", text):
                yield plain(text), entry(path)
        for path, text in re.findall(
            r'"@page:(veranstaltungen/[\w-]+)", "title": "[^"]*", "text": "([^"]+)"',
            json.dumps(page, ensure_ascii=False),
        ):
            yield text, entry(path)


def test_texts_name_the_days_and_hours_of_events():
    compared = set()
    for text, event in told_beside_links():
        for rank, weekday, _monthly in EVERY.findall(text):
            day = SHORT[WEEKDAYS.index(weekday.lower())]
            assert rank_of(event) == RANKS.get(rank.lower(), "") + day, text
            compared.add(event["path"])
        for hour, minute, until in HOURS.findall(text):
            assert event["starts_at"] == f"{int(hour):02}:{minute or '00'}", text
            assert not until or event["ends_at"] == f"{int(until):02}:00", text
    assert len(compared) >= 4


def test_what_comes_monthly_begins_on_such_a_day():
    """A first Thursday that began on a fourth would come on fourth Thursdays."""
    monthly = (Repeats.MONTHLY_WEEKDAY, Repeats.MONTHLY_LAST)
    for event in events():
        if event.get("repeats") in monthly:
            is_last = event["repeats"] == Repeats.MONTHLY_LAST
            pattern = r"last(\w{3})" if is_last else r"[1-4](\w{3})"
            assert re.fullmatch(pattern, rank_of(event)), event["path"]


def test_the_market_is_held_on_the_days_of_its_service():
    (said,) = {
        tuple(re.findall(rf"({'|'.join(WEEKDAYS)})s", offer.text))
        for offer in offers().values()
        if "Der Wochenmarkt ist" in offer.text
    }
    market = entry("veranstaltungen/wochenmarkt")
    assert [WEEKDAYS.index(day) for day in said] == market["weekdays"]


def test_a_day_of_the_week_before_a_date_is_that_day():
    found = 0
    for file in demo_city.files():
        for match in DAY_IN_WORDS.finditer(file.read_text("utf-8")):
            mark = match[0].rpartition(":")[2].rstrip("]")
            assert mark == SHORT[WEEKDAYS.index(match[1].lower())], match[0]
            found += 1
    assert found >= 2


def test_news_of_an_event_name_its_day():
    news, market = entry("aktuelles/handwerkermarkt"), entry("veranstaltungen/handwerkermarkt")
    assert f"[[{market['starts_on'][1:]}]]" in news["introduction"]


def test_a_notice_that_is_laid_out_for_days_is_laid_out_so_long():
    for notice in entries():
        said = re.search(r"liegt an (\w+) Tagen aus", notice.get("introduction", ""))
        if said:
            begin, end = (int(notice[f"period_{name}"][5:]) for name in ("from", "until"))
            assert end - begin + 1 == NUMBERS[said[1]]
