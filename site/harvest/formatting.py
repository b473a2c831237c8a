"""What editors read for the short names in reports: kinds of objects and of warnings.

Apps register their words in AppConfig.ready(); what has none shows its short name.
"""

_words: dict[str, str] = {}


def register(words: dict[str, str]):
    """{short name: lazy text}."""
    _words.update(words)


def word(name: str) -> str:
    """The words for a short name, in the language of the reader."""
    return str(_words.get(name, name))
