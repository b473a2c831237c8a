"""The editors' side of the catalogue in the Wagtail admin."""
