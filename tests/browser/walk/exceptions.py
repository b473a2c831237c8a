"""Views that the walk cannot take, each with its reason. They must exist."""

from .views import View

EXCEPTIONS: dict[View, str] = {
}
