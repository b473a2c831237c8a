"""What readers send has in common, whatever it is about."""

from .delivery import Delivery

__all__ = ["Delivery"]
