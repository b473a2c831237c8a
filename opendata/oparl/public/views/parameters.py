"""What the parameters of a page's address ask for."""


def number(raw) -> int | None:
    """A whole number, or None for all that is none."""
    return int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) < 18 else None
