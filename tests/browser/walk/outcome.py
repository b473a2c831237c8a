"""What came of a form: was it taken, and does what was typed stand there afterwards?"""

from lxml import html

from .looking import words

MESSAGES = "//*[contains(concat(' ', @class, ' '), ' messages ')]"
# The templates of messages that a script may show stand among them.
COMPLAINTS = f"{MESSAGES}//*[contains(@class, 'error')]"
REFUSED = (
    f"{COMPLAINTS} | //*[contains(@class, 'error-message')]"
    " | //ul[contains(@class, 'errorlist')]/li | //*[contains(@class, 'help-critical')]"
)
TAKEN = f"{MESSAGES}//*[contains(@class, 'success')][not(ancestor-or-self::template)]"


def refusals(tree, is_same_page: bool) -> list[str]:
    """What a page complains about: a form that is shown again also in its fields."""
    found = (
        one
        for one in tree.xpath(REFUSED if is_same_page else COMPLAINTS)
        if not one.xpath("ancestor::template")
    )
    return sorted({words(one) for one in found if words(one)})


def is_told(tree) -> bool:
    """Whether the page says that it was done."""
    return bool(tree.xpath(TAKEN))


def stands_in(tree, text: str) -> bool:
    """In the page's words, in a field of it, or in what a script makes fields of."""
    return text in html.tostring(tree, encoding="unicode")


def links_told(tree) -> list[str]:
    """Where the messages lead: to what was made, and to its public page."""
    return tree.xpath(f"{MESSAGES}//a[not(ancestor::template)]/@href")
