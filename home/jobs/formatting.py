"""Facts of a job offer in words."""

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _


def deadline(job) -> str:
    """`bis 5. Januar 2027`, or open until filled."""
    if job.apply_until is None:
        return _("open until filled")
    return _("until %(day)s") % {"day": date_format(job.apply_until, _("j F Y"))}


def summary(job) -> str:
    """`Teilzeit, Tiefbauamt, bis 5. Januar 2027`."""
    parts = [str(job.get_kind_display()), job.workplace_name, deadline(job)]
    return ", ".join(filter(None, parts))


def contract(job) -> str:
    """`befristet bis 31. Dezember 2028`; "" if unknown."""
    if job.contract and job.fixed_until:
        day = date_format(job.fixed_until, _("j F Y"))
        return _("fixed-term until %(day)s") % {"day": day}
    return str(job.get_contract_display()) if job.contract else ""


def pay(job) -> list[str]:
    """The grade and the amount, one line each; [] if neither is known."""
    return [line for line in (job.pay_grade, _amount(job.salary_from, job.salary_to)) if line]


def _amount(low, high) -> str:
    if low and high and low != high:
        values = {"low": _euros(low), "high": _euros(high)}
        return _("%(low)s to %(high)s euros a month before taxes") % values
    if high and not low:
        return _("up to %(high)s euros a month before taxes") % {"high": _euros(high)}
    if low and not high:
        return _("from %(low)s euros a month before taxes") % {"low": _euros(low)}
    return _("%(low)s euros a month before taxes") % {"low": _euros(low)} if low else ""


def _euros(amount) -> str:
    """`3.406,50`; whole euros without cents."""
    places = 0 if amount == int(amount) else 2
    return number_format(amount, places, force_grouping=True)
