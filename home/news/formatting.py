"""Dates and rules of events in words."""

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from directory.opening import clock as time_of

from .recurrence import Repeats, Rule, Span

ORDINALS = (
    pgettext_lazy("of a month", "first"),
    pgettext_lazy("of a month", "second"),
    pgettext_lazy("of a month", "third"),
    pgettext_lazy("of a month", "fourth"),
    pgettext_lazy("of a month", "fifth"),
)
ACCESSIBILITY = (
    ("wheelchair", gettext_lazy("accessible by wheelchair")),
    ("toilet", gettext_lazy("accessible toilet")),
    ("parking", gettext_lazy("parking for people with disabilities")),
    ("sign-language", gettext_lazy("interpreted into German sign language")),
    ("captions", gettext_lazy("live captions")),
    ("hearing-loop", gettext_lazy("hearing loop")),
    ("audio-description", gettext_lazy("audio description")),
    ("easy-language", gettext_lazy("in easy language (Leichte Sprache)")),
    ("quiet-room", gettext_lazy("quiet room")),
    ("assistance-dog", gettext_lazy("assistance dogs welcome")),
    ("companion", gettext_lazy("free entry for companions")),
)


def days(span: Span) -> str:
    """`Sa., 5. Dezember 2026`, or from the first to the last day."""
    first = date_format(span.first_day, _("D, j F Y"))
    if span.last_day == span.first_day:
        return first
    last = date_format(span.last_day, _("D, j F Y"))
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def time_range(span: Span) -> str:
    """`19:00–21:00 Uhr`; "" for whole days."""
    if span.all_day:
        return ""
    start = time_of(span.start)
    if span.end is None or (span.last_day > span.first_day and f"{span.end:%H:%M}" == "00:00"):
        return pgettext("time of day", "%(time)s") % {"time": start}
    if span.last_day > span.first_day:
        return _("begins at %(start)s, ends at %(end)s") % {
            "start": start,
            "end": time_of(span.end),
        }
    return pgettext("time of day", "%(time)s") % {"time": f"{start}–{time_of(span.end)}"}


def when(span: Span) -> str:
    """Day and clock time on one line."""
    return ", ".join(filter(None, [days(span), time_range(span)]))


def describe_rule(rule: Rule) -> str:
    """`jede Woche am Dienstag, bis 5. Juli 2027`; "" for a single event."""
    if not rule.repeats:
        return ""
    text = _RHYTHMS[rule.repeats](rule)
    if rule.until:
        last = date_format(rule.until, _("j F Y"))
        return _("%(rhythm)s, until %(last)s") % {"rhythm": text, "last": last}
    if rule.count:
        times = ngettext("%(number)s date", "%(number)s dates", rule.count)
        return f"{text}, {times % {'number': rule.count}}"
    return text


def _daily(rule):
    return ngettext("every day", "every %(number)s days", rule.interval) % _number(rule)


def _weekly(rule):
    names = [str(WEEKDAYS[day]) for day in sorted(rule.weekdays) or [rule.first.weekday()]]
    listed = names[0]
    if names[1:]:
        listed = _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}
    text = ngettext("every week: %(days)s", "every %(number)s weeks: %(days)s", rule.interval)
    return text % {**_number(rule), "days": listed}


def _monthly_day(rule):
    day = _("on day %(day)s of the month") % {"day": rule.first.day}
    return _monthly(rule, day)


def _monthly_weekday(rule):
    return _monthly(rule, _nth(rule, ORDINALS[rule.nth - 1]))


def _monthly_last(rule):
    return _monthly(rule, _nth(rule, pgettext("of a month", "last")))


def _nth(rule, ordinal):
    weekday = WEEKDAYS[rule.first.weekday()]
    return _("on the %(ordinal)s %(weekday)s of the month") % {
        "ordinal": ordinal,
        "weekday": weekday,
    }


def _monthly(rule, day):
    text = ngettext("every month, %(day)s", "every %(number)s months, %(day)s", rule.interval)
    return text % {**_number(rule), "day": day}


def _yearly(rule):
    text = ngettext("every year on %(day)s", "every %(number)s years on %(day)s", rule.interval)
    return text % {**_number(rule), "day": date_format(rule.first, _("j F"))}


def _number(rule):
    return {"number": rule.interval}


_RHYTHMS = {
    Repeats.DAILY: _daily,
    Repeats.WEEKLY: _weekly,
    Repeats.MONTHLY_DAY: _monthly_day,
    Repeats.MONTHLY_WEEKDAY: _monthly_weekday,
    Repeats.MONTHLY_LAST: _monthly_last,
    Repeats.YEARLY: _yearly,
}
