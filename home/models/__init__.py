"""The pages that editors write."""

from .home_page import HomePage
from .standard import StandardPage

__all__ = ["HomePage", "StandardPage"]
