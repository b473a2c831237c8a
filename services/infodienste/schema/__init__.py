"""Raw objects of REST ZUFI V4 → services.records. Tolerant of quirks, strict about identity."""
