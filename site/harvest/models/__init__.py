"""Sources, their runs with the changes, and the base of all delivered objects."""

from .harvested import Harvested, identity_constraint
from .runs import Change, Run
from .sources import Source

__all__ = ["Change", "Harvested", "Run", "Source", "identity_constraint"]
