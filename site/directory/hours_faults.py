"""Error messages for opening hours that cannot be parsed."""

from django.utils.translation import gettext as _

from .hours_text import Doubt, read_hours

WEEK_EXAMPLE = "Mo–Do 8–16 Uhr, Fr 8–12 Uhr und 14–18 Uhr"
TIMES_EXAMPLE = "8–12 und 14–18 Uhr"


def fault_of(text: str) -> str:
    """The fault in the hours of a week, "" if they can be parsed."""
    try:
        read_hours(text)
    except Doubt as doubt:
        return message(doubt, WEEK_EXAMPLE)
    return ""


def message(doubt: Doubt, example: str) -> str:
    """The doubt as a message, with an example of the notation."""
    words = {
        "word": _("“%(what)s” cannot be read here.") % {"what": doubt.what},
        "days": _("It is not clear which weekdays are meant, or one is named twice."),
        "times": _times_message(doubt),
        "overlap": _("Two of these hours lie over each other."),
    }
    fault = words.get(doubt.problem) or _("These hours cannot be read.")
    way = _("Please write weekdays and times only, for example: %(example)s.")
    if example == TIMES_EXAMPLE:
        way = _("Please write times only, for example: %(example)s; also 18–2 Uhr, until 24 Uhr.")
    return f"{fault} " + way % {"example": example}


def _times_message(doubt):
    if not doubt.what:
        return _("There are no times.")
    return _("“%(what)s” is not clear: in the morning, or in the afternoon?") % {"what": doubt.what}
