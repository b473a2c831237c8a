"""Rules of the editor's checker beyond Wagtail's own (axe rules).

The rules stand here, with their translatable messages; static/quality/checks.js evaluates them in
the preview.
"""

from django.forms import Media
from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import AccessibilityItem, ContentCheckerItem

# Link texts that say nothing without the sentence around them.
EMPTY_WORDS = [
    *("hier", "hier klicken", "klicken sie hier", "hier klicken sie", "klick hier", "mehr"),
    *("mehr erfahren", "mehr dazu", "mehr infos", "mehr informationen", "weiter", "weiterlesen"),
    *("weitere informationen", "details", "link", "download", "dort", "siehe hier", "diese seite"),
    *("click here", "here", "more", "read more", "learn more", "this page"),
]
MOST_WORDS = 25

# (id, selector, impact, options)
RULES = [
    ("link-words", "main a[href]", "serious", {"words": EMPTY_WORDS}),
    ("link-address", "main a[href]", "moderate", {}),
    ("link-file", "main a[href]", "moderate", {}),
    ("capitals", "main :is(p, li, h1, h2, h3, h4, td, th)", "moderate", {}),
    ("phone", "main :is(p, li, td, dd)", "minor", {}),
    ("long-sentence", "main :is(p, li)", "minor", {"words": MOST_WORDS}),
    ("easy-language", "h1", "minor", {}),
]
MESSAGES = {
    "link-words": (
        _("The link’s text says too little"),
        _("Say where the link leads: “Apply for an identity card” instead of “here” or “more”."),
    ),
    "link-address": (
        _("A web address as the link’s text"),
        _("Write what is to be found there. Addresses are hard to read and to listen to."),
    ),
    "link-file": (
        _("A link to a file does not say so"),
        _("Write the type and the size into the link: “Leaflet (PDF, 240 kB)”."),
    ),
    "capitals": (
        _("Words in capital letters"),
        _("Capitals are hard to read, and some screen readers spell them. Use bold type."),
    ),
    "phone": (
        _("A phone number without a link"),
        _("Make the number a link (tel:+49…), so that it can be called with one touch."),
    ),
    "long-sentence": (
        _("A very long sentence"),
        _("More than 25 words. Two short sentences are easier to understand."),
    ),
    "easy-language": (
        _("There is no page in easy language"),
        _("A hint only: does this subject need a page in easy language? It can be linked to."),
    ),
    "heading-order": (
        _("A heading skips a level"),
        _("After a heading of level 2 comes one of level 3, not of level 4."),
    ),
}


class CityCheckerItem(ContentCheckerItem):
    """Wagtail's checks and ours."""

    axe_run_only = [*ContentCheckerItem.axe_run_only, *(f"city-{name}" for name, *_ in RULES)]
    axe_custom_rules = [
        *ContentCheckerItem.axe_custom_rules,
        *(
            {
                "id": f"city-{name}",
                "impact": impact,
                "selector": selector,
                "tags": ["best-practice"],
                "any": [f"city-check-{name}"],
                "enabled": True,
            }
            for name, selector, impact, _options in RULES
        ),
    ]
    axe_custom_checks = [
        *ContentCheckerItem.axe_custom_checks,
        *(
            {"id": f"city-check-{name}", "options": options}
            for name, _selector, _impact, options in RULES
        ),
    ]
    axe_messages = {
        **ContentCheckerItem.axe_messages,
        **{
            name if name == "heading-order" else f"city-{name}": {
                "error_name": error,
                "help_text": help_text,
            }
            for name, (error, help_text) in MESSAGES.items()
        },
    }

    @property
    def media(self):
        return Media(js=["quality/checks.js"])


def use_our_checker(request, items, page):
    """Replace Wagtail's checker, with the same scope (hook construct_wagtail_userbar)."""
    for at, item in enumerate(items):
        if isinstance(item, AccessibilityItem | ContentCheckerItem):
            items[at] = CityCheckerItem(in_editor=item.in_editor)


def register_teaser():
    """Add the script to previews: the checker runs there and only there."""
    from core.registries.slots import PAGE_END, Teaser, register

    register(Teaser("checker", PAGE_END, "quality/checker.html", preview_only, position=1000))


def preview_only(request, page=None, **about):
    return {"page": page} if getattr(request, "is_preview", False) else None
