"""Labels of links to online services, the same in every list and on every page.

Which action a service offers is derived where services are known (services.composing.actions).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    """What a link lets the reader do; the value is what API clients get."""

    APPLY = "apply", _("Apply online")
    APPOINTMENT = "appointment", _("Book an appointment")
    REPORT = "report", _("Report online")
    NOTIFY = "notify", _("Give notice online")
    REGISTER = "register", _("Register online")
    DEREGISTER = "deregister", _("Deregister online")
    REREGISTER = "reregister", _("Change your registration online")
    ENTER = "enter", _("Enter online")
    CHANGE = "change", _("Change online")
    EXTEND = "extend", _("Extend online")
    CANCEL = "cancel", _("Cancel online")
    SUBMIT = "submit", _("Hand in online")
    ORDER = "order", _("Order online")
    RESERVE = "reserve", _("Reserve online")
    BOOK = "book", _("Book online")
    PAY = "pay", _("Pay online")
    INFORMATION = "information", _("Get information")
    STATUS = "status", _("Ask how far it is")
    FIND = "find", _("Search online")
    CALCULATE = "calculate", _("Calculate online")
    CALENDAR = "calendar", _("Open the calendar")
    MAP = "map", _("Open the map")
    OPEN = "open", _("Go to the online service")


# What can be done on paper instead: where the link is one of these, a form may replace it.
LIKE_AN_APPLICATION = frozenset(
    {
        Action.APPLY,
        Action.REPORT,
        Action.NOTIFY,
        Action.REGISTER,
        Action.DEREGISTER,
        Action.REREGISTER,
        Action.ENTER,
        Action.CHANGE,
        Action.EXTEND,
        Action.CANCEL,
        Action.SUBMIT,
        Action.ORDER,
        Action.RESERVE,
    }
)


def label_of(code: str | None) -> str:
    """The text of a link with this action; a general one for an unknown action."""
    known = Action(code) if code in Action.values else Action.OPEN
    return str(known.label)


def labelled_links(links, name: str = "") -> list[dict]:
    """Links to the online access of a service: {"url", "label", "about", "is_told_apart"}.

    links: [{"title", "url", "action"}]. The label names the action, `about` its subject: visually
    hidden where the label is the only one of its kind, seen where two would read the same.
    """
    labels = [label_of(link.get("action")) for link in links]
    alone = len(links) == 1
    return [
        {
            "url": link["url"],
            "label": label,
            "about": name if alone and name else link.get("title") or name,
            "is_told_apart": labels.count(label) > 1,
        }
        for link, label in zip(links, labels, strict=True)
    ]
