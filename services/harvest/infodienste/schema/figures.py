"""Charges and periods: the structured figures of a service."""

from core.safe_links import web_address
from services.records import Fee, Period
from services.records.normalise import amount, day

from .values import Versions, entries, main, text

_UNITS = {
    "JAHR": "JAHR JAHRE YEAR YEARS",
    "MONAT": "MONAT MONATE MONTH MONTHS",
    "WOCHE": "WOCHE WOCHEN WEEK WEEKS",
    "TAG": "TAG TAGE DAY DAYS",
    "WERKTAG": "WERKTAG WERKTAGE WEEKDAY WEEKDAYS WORKDAY WORKDAYS",
    "ARBEITSTAG": "ARBEITSTAG ARBEITSTAGE WORKINGDAY WORKINGDAYS WORKING_DAY WORKING_DAYS",
    "STUNDE": "STUNDE STUNDEN HOUR HOURS",
    "MINUTE": "MINUTE MINUTEN MINUTES",
    "SEKUNDE": "SEKUNDE SEKUNDEN SECOND SECONDS",
}
_UNIT_OF = {word: unit for unit, spelled in _UNITS.items() for word in spelled.split()}


def fees(versions: Versions) -> list[tuple[str, Fee]]:
    """(restricted area or "", Fee) for every charge of the main version."""
    return [
        (text(raw, "restrictedArea"), _fee(raw, _notes(versions, "charges", place)))
        for place, raw in enumerate(entries(main(versions), "charges"))
    ]


def periods(versions: Versions, name: str) -> list[tuple[str, Period]]:
    """(restricted area or "", Period) for every entry of `periods` or `servicePeriods`."""
    return [
        (text(raw, "restrictedArea"), _period(raw, _notes(versions, name, place)))
        for place, raw in enumerate(entries(main(versions), name))
    ]


def _fee(raw: dict, descriptions: dict[str, str]) -> Fee:
    kind = text(raw, "type").upper()
    fixed = amount(raw.get("amount"))
    minimum, maximum = amount(raw.get("lowerLimit")), amount(raw.get("upperLimit"))
    url = text(raw, "chargeSpecificationUrl")
    if kind.startswith(("FREE", "FREI", "KOSTENL")) or (fixed and not float(fixed)):
        figures = {"kind": "free"}
    elif fixed:
        figures = {"kind": "fixed", "amount": fixed}
    else:
        figures = {"kind": "variable", "minimum": minimum, "maximum": maximum}
    prepayment = raw.get("prepayment")
    return Fee(
        **figures,
        currency=text(raw, "currency") or "EUR",
        descriptions=descriptions,
        prepayment=prepayment if isinstance(prepayment, bool) else None,
        url=web_address(url),
        valid_from=day(text(raw, "validFrom")),
        valid_through=day(text(raw, "validTo")),
    )


def _period(raw: dict, descriptions: dict[str, str]) -> Period:
    unit = text(raw, "periodUnit").upper()
    unit = _UNIT_OF.get(unit, unit)
    span, to = text(raw, "timeSpan"), text(raw, "timeSpanTo")
    yearly = bool(text(raw, "periodRepetition") or text(raw, "PeriodRepetition"))
    is_dates = text(raw, "type").upper().startswith("DATE")
    return Period(
        amount="" if is_dates else span,
        unit=unit if span and not is_dates else "",
        amount_to="" if is_dates else to,
        unit_to=unit if to and not is_dates else "",
        day_from=_fixed_day(raw, "dateFrom", yearly),
        day_to=_fixed_day(raw, "dateTo", yearly),
        descriptions=descriptions,
        valid_from=day(text(raw, "validFrom")),
        valid_through=day(text(raw, "validTo")),
    )


def _fixed_day(raw, name, yearly) -> str:
    found = day(text(raw, name))
    if found is None:
        return ""
    return f"--{found:%m-%d}" if yearly else found.isoformat()


def _notes(versions: Versions, name: str, place: int) -> dict[str, str]:
    """{language: "name: note"}; a translation belongs to the entry at the same place."""
    notes: dict[str, str] = {}
    number = len(entries(main(versions), name))
    for tag, version in versions.items():
        items = entries(version, name)
        if len(items) != number:
            continue
        said = ": ".join(
            part for part in (text(items[place], "name"), text(items[place], "note")) if part
        )
        if said and said not in notes.values():
            notes[tag] = said
    return notes
