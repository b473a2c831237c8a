"""What readers send has in common, whatever it is about."""

from .confirmation import Confirmation
from .delivery import Delivery
from .private_file import PrivateFile

__all__ = ["Confirmation", "Delivery", "PrivateFile"]
