"""Models of the app, one file per subject."""

from .links import Gap, IgnoredHost, Link, LinkUse
from .review import ChangeRequest, Correspondent

__all__ = ["ChangeRequest", "Correspondent", "Gap", "IgnoredHost", "Link", "LinkUse"]
