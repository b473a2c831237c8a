"""PVOG JSON → services.intake.records. Tolerant of what is missing, strict about identity."""
