"""Query parameters of the council's pages."""


def number(raw) -> int | None:
    """A whole number, or None for anything else."""
    return int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) < 18 else None
