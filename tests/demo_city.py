"""The demo city's files, read without a database: pages, places, and the catalogue's own words."""

import csv
import json
import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path

from lxml import etree

from demo import tree
from demo.marks import day_of
from demo.media import CONTENT
from home.news.recurrence import Repeats, Rule

CATALOGUE = CONTENT / "catalogue"
NAMESPACE = "{http://xoev.de/schemata/xzufi/2_2_0}"
TAG = re.compile(r"<[^>]+>")
DAYS_OF = {"TAG": 1, "WOCHE": 7, "MONAT": 30}


@dataclass(frozen=True)
class Office:
    """A unit of the catalogue. hours: {weekday from 1: ["10:00-14:00"]}, as rows and in words."""

    name: str
    address: str
    phones: frozenset[str]
    hours: dict[int, list[str]] = field(hash=False)
    told_hours: dict[int, list[str]] = field(hash=False)


@dataclass(frozen=True)
class Offer:
    """A service of the catalogue. deadlines: in days, without processing times."""

    text: str
    fees: frozenset[float]
    deadlines: frozenset[int]


@cache
def entries() -> list[dict]:
    """All pages of all sites."""
    plans = [
        json.loads((CONTENT / f"{name}.json").read_text()) for name in ("english", "stadtwerke")
    ]
    return [*tree.read("pages"), *(page for plan in plans for page in plan["pages"])]


def entry(path: str) -> dict:
    return next(one for one in entries() if one["path"] == path)


def events() -> list[dict]:
    return [one for one in entries() if one["type"] == "news.EventPage"]


def whole(name: str) -> str:
    """A JSON file of the demo as text."""
    return (CONTENT / f"{name}.json").read_text("utf-8")


def strings(value) -> list[str]:
    """Every text in an entry."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for item in value for text in strings(item)]
    return [value] if isinstance(value, str) else []


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", TAG.sub(" ", unescape(text))).strip()


def dated(value) -> date | None:
    """The day that a field's mark means today."""
    return day_of(value.removeprefix("@day:")) if value else None


def rule(event: dict) -> Rule:
    return Rule(
        first=dated(event["starts_on"]),
        repeats=event.get("repeats", Repeats.NEVER),
        weekdays=tuple(event.get("weekdays", ())),
    )


def places(name: str) -> list[dict]:
    with (CONTENT / "places" / f"{name}.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file, delimiter=";"))


def _elements(tag: str):
    for file in sorted(CATALOGUE.glob("*.xml")):
        yield from etree.parse(file).getroot().iter(NAMESPACE + tag)


def _text(element, path: str) -> str:
    """Of a child; `code`, as everything of a code type, is in no namespace."""
    parts = (part if part == "code" else NAMESPACE + part for part in path.split("/"))
    return element.findtext("/".join(parts)) or ""


@cache
def offices() -> dict[str, Office]:
    return {_text(one, "id"): _office(one) for one in _elements("organisationseinheit")}


def _office(one) -> Office:
    hours: dict[int, list[str]] = {}
    for slot in one.iter(NAMESPACE + "oeffnungszeiten"):
        day = int(_text(slot, "wochentag"))
        hours.setdefault(day, []).append(f"{_text(slot, 'von')}-{_text(slot, 'bis')}")
    told = plain(" ".join(text.text for text in one.iter(NAMESPACE + "oeffnungszeitenText")))
    return Office(
        name=_text(one, "name/name"),
        address=f"{_text(one, 'anschrift/strasse')} {_text(one, 'anschrift/hausnummer')}",
        phones=frozenset(
            text.text for text in one.iter(NAMESPACE + "kennung") if re.match(r"\d", text.text)
        ),
        hours=hours,
        told_hours=_told_hours(told),
    )


WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


def _told_hours(text: str) -> dict[int, list[str]]:
    parts = re.split(rf"({'|'.join(WEEKDAYS)}): ", text)[1:]
    return {
        WEEKDAYS.index(day) + 1: [
            "-".join(slot) for slot in re.findall(r"(\d\d:\d\d) bis (\d\d:\d\d)", said)
        ]
        for day, said in zip(parts[::2], parts[1::2], strict=True)
    }


@cache
def offers() -> dict[str, Offer]:
    return {_text(one, "id"): _offer(one) for one in _elements("leistung")}


def _offer(one) -> Offer:
    texts = [text.text or "" for text in one.iter(NAMESPACE + "inhalt")]
    spans = [
        (int(_text(span, "dauer")), _text(span, "einheit/code"))
        for deadline in one.iter(NAMESPACE + "modulFrist")
        for span in deadline.iter(NAMESPACE + "fristDauer")
    ]
    return Offer(
        text=plain(" ".join(texts)),
        fees=frozenset(float(amount.text) for amount in one.iter(NAMESPACE + "betrag")),
        deadlines=frozenset(number * DAYS_OF[unit] for number, unit in spans if unit in DAYS_OF),
    )


def online_services() -> int:
    return sum(1 for _one in _elements("onlinedienst"))


def unit_of(value: str | None) -> Office | None:
    return offices()[value.removeprefix("@unit:")] if value else None


def files() -> list[Path]:
    return sorted(CONTENT.rglob("*.json"))
