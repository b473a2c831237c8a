"""Messages to editors about change requests."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin import messages

from quality.models import ChangeRequest

SHOWN_AT_MOST = 5


def show_change_requests(request, content):
    """Warn editors who open the content about the open change requests."""
    for wish in ChangeRequest.objects.open().about(content)[:SHOWN_AT_MOST]:
        messages.warning(
            request,
            format_html("{}: <q>{}</q>", wish.name or wish.address, wish.text[:300]),
            buttons=[messages.button(reverse("quality_wishes"), _("All wishes"))],
        )
