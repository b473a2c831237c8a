"""The waste calendar: kinds of waste, areas, streets, days, and the page that shows them."""

from .dates import CollectionDate
from .kinds import Kind
from .page import WasteCalendarPage
from .streets import Area, Street, Stretch
from .uploads import Upload

__all__ = [
    "Area",
    "CollectionDate",
    "Kind",
    "Stretch",
    "Street",
    "Upload",
    "WasteCalendarPage",
]
