"""Mapping of PVOG JSON to services.records. Tolerant of missing data, strict about identity."""
