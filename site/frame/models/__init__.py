"""Settings of each site: header and footer, look, parts; and the addresses of deleted pages."""

from .gone import GonePage
from .header_footer import HeaderFooter
from .parts import SiteParts
from .theme import Theme
from .wastebasket import Deletion, Wastebasket

__all__ = ["Deletion", "GonePage", "HeaderFooter", "SiteParts", "Theme", "Wastebasket"]
