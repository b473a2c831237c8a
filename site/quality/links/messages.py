"""Messages to editors about broken links."""

from django.utils.html import format_html, format_html_join
from django.utils.translation import ngettext
from wagtail.admin import messages

from .admin_views import name_of
from .storage import broken_uses_of

SHOWN_AT_MOST = 5


def show_broken_links(request, page):
    """Warn about the broken links of a page, once in a request."""
    if getattr(request, "_broken_links_shown", False):
        return
    request._broken_links_shown = True
    uses = list(broken_uses_of(page))
    if not uses:
        return
    text = ngettext("One link does not work:", "%(number)s links do not work:", len(uses))
    shown = [(use.text or name_of(use.link.target), use.link.answer) for use in uses]
    messages.warning(
        request,
        format_html(
            "{} {}",
            text % {"number": len(uses)},
            format_html_join("; ", "<q>{}</q> ({})", shown[:SHOWN_AT_MOST]),
        ),
    )
