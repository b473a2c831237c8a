"""Choice among the languages in which a source gives a name or a text.

A page in another language than German shows the text in its own language where there is one; else
the German one, marked as such (`lang`), so that it is read out and translated rightly.
"""

from django.utils.translation import get_language

GERMAN = "de"


def in_page_language(texts: dict, german: str) -> str:
    """The text of a {language: text} in the language of the page, else the German one."""
    shown = get_language() or GERMAN
    return (texts.get(shown) if shown != GERMAN else "") or german


def language_mark(texts) -> str:
    """For `lang`: "de" where only a German text can be shown on a page of another language.

    texts: {language: text}, or anything else that holds the languages there are.
    """
    shown = get_language() or GERMAN
    return "" if shown == GERMAN or shown in texts else GERMAN
