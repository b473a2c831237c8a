"""Retention of personal data: every rule of the site in one place.

An app registers its rules in AppConfig.ready(); `manage.py delete_expired` and the schedule carry
them out, the page for operators and docs/privacy.md list them. Tables with personal data and no
rule have a written reason here (tests/core/test_retention.py checks every model).
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from core.registries.periodic import Job

logger = logging.getLogger(__name__)
_rules: dict[str, "Rule"] = {}
_kept: dict[str, "Kept"] = {}


@dataclass(frozen=True)
class Rule:
    """A retention rule: rows that are deleted after some time.

    models: labels as in "quality.Feedback". what, age, purpose: for people: what it is, how long
    it is kept, what it is for. expired(now): the rows whose time is over, one QuerySet for each
    table; a dry run counts them. delete(now): deletes them where more is to be done than
    QuerySet.delete(), or less.
    """

    name: str
    models: tuple[str, ...]
    what: str
    age: str
    purpose: str
    expired: Callable[[datetime], Iterable[QuerySet]]
    delete: Callable[[datetime], object] | None = None

    def count(self, now: datetime) -> int:
        return sum(rows.count() for rows in self.expired(now))


@dataclass(frozen=True)
class Kept:
    """Tables with personal data that no rule empties. until: the event that ends it instead."""

    models: tuple[str, ...]
    what: str
    until: str


@dataclass(frozen=True)
class Outcome:
    """The result of one rule: rows deleted, or to be deleted; error: "" when it succeeded."""

    rule: Rule
    number: int = 0
    error: str = ""


def register(*rules: Rule) -> None:
    """Offer rules; registering a name again replaces it."""
    _rules.update({rule.name: rule for rule in rules})


def keep(*reasons: Kept) -> None:
    """Give the reason why tables have no rule."""
    _kept.update({reason.models[0]: reason for reason in reasons})


def rules() -> list[Rule]:
    return sorted(_rules.values(), key=lambda rule: rule.name)


def kept() -> list[Kept]:
    return sorted(_kept.values(), key=lambda reason: reason.models)


def delete_expired(now: datetime | None = None, dry_run: bool = False) -> list[Outcome]:
    """Carry out every rule; one that fails is rolled back and does not stop the others."""
    now = now or timezone.now()
    return [_carried_out(rule, now, dry_run) for rule in rules()]


def _carried_out(rule, now, dry_run) -> Outcome:
    try:
        with transaction.atomic():
            number = rule.count(now)
            if number and not dry_run:
                _delete(rule, now)
    except Exception as error:
        logger.exception("The rule of retention %s failed", rule.name)
        return Outcome(rule, error=f"{type(error).__name__}: {error}")
    return Outcome(rule, number)


def _delete(rule, now):
    if rule.delete is not None:
        rule.delete(now)
        return
    for rows in rule.expired(now):
        rows.delete()


def job(label) -> Job:
    """Carry out all rules, as a periodic job."""
    return Job("delete-expired", label, _run)


def _run() -> str:
    outcomes = delete_expired()
    failed = [f"{outcome.rule.name}: {outcome.error}" for outcome in outcomes if outcome.error]
    if failed:
        raise RuntimeError("; ".join(failed))
    return ", ".join(f"{each.rule.name} {each.number}" for each in outcomes if each.number)


def as_table() -> str:
    """The rules and reasons as the tables of docs/privacy.md (Markdown)."""
    lines = ["| what | how long | what for | tables |", "|---|---|---|---|"]
    lines += [
        f"| {rule.what} | {rule.age} | {rule.purpose} | {_names(rule.models)} |" for rule in rules()
    ]
    lines += ["", "| what no rule deletes | until | tables |", "|---|---|---|"]
    lines += [f"| {each.what} | {each.until} | {_names(each.models)} |" for each in kept()]
    return "\n".join(lines)


def _names(models) -> str:
    return ", ".join(f"`{label}`" for label in models)
