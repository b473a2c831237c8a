"""Models of the app, one file per subject."""

from .feedback import Feedback
from .links import Gap, IgnoredHost, Link, LinkUse
from .review import ChangeRequest, Correspondent
from .usage import Counted, DailyCount

__all__ = [
    "ChangeRequest",
    "Correspondent",
    "Counted",
    "DailyCount",
    "Feedback",
    "Gap",
    "IgnoredHost",
    "Link",
    "LinkUse",
]
