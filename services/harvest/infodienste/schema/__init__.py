"""Mapping of REST ZUFI V4 to services.records. Tolerant of quirks, strict about identity."""
