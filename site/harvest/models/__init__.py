"""Sources, their runs, what each run changed, and what everything delivered has in common."""

from .harvested import Harvested, identity_constraint
from .runs import Change, Run
from .sources import Source

__all__ = ["Change", "Harvested", "Run", "Source", "identity_constraint"]
