"""Labels of the short names in reports: kinds of objects and of warnings.

Apps register their labels in AppConfig.ready(); without one the short name is shown.
"""

_words: dict[str, str] = {}


def register(words: dict[str, str]):
    """{short name: lazy text}."""
    _words.update(words)


def word(name: str) -> str:
    """The label of a short name, in the language of the reader."""
    return str(_words.get(name, name))
