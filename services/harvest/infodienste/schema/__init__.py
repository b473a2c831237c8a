"""Raw objects of REST ZUFI V4 → records. Tolerant of quirks, strict about identity."""
