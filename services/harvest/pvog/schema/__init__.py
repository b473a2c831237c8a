"""PVOG JSON → services.records. Tolerant of what is missing, strict about identity."""
