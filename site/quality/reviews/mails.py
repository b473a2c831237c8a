"""The mails of the reviews: plain text, in the site's language, to staff of the city."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.groups import EDITORIAL_TEAM
from core.mail import message_id
from quality.models import ChangeRequest, Correspondent
from submissions.signed_links import absolute

from . import tokens
from .due import Due

SMTP_SECONDS = 30
SHOWN_AT_MOST = 30


def open_connection():
    """A connection to the mail server that gives up on a silent one."""
    return get_connection(timeout=SMTP_SECONDS)


def team_addresses() -> list[str]:
    """The addresses of the editorial team, each once."""
    users = get_user_model().objects.filter(is_active=True, groups__name=EDITORIAL_TEAM)
    found = users.exclude(email="").order_by("email").values_list("email", flat=True)
    return list({address.casefold(): address for address in found}.values())


def reminder(owner: Correspondent, items: list[Due], round_key: str) -> EmailMessage:
    """One mail with all content that this owner has to check, each with its own link."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = ngettext("Please check one text", "Please check %(number)s texts", len(items))
        entries = [
            {
                "title": _line(item.title),
                "item": item,
                "link": absolute(
                    tokens.path_of(
                        item.content_type_id, item.pk, owner.address, str(item.review_on)
                    )
                ),
            }
            for item in items
        ]
        name = next((item.owner_name for item in items if item.owner_name), "")
        context = {"entries": entries, "name": _line(name), "days": tokens.WITHIN.days}
        return _message(
            "reminder", owner.address, subject % {"number": len(items)}, context, round_key
        )


def digest(editor: Correspondent, state: dict, round_key: str) -> EmailMessage:
    """The week's mail for the editorial team; state: what quality.reviews.digest has counted."""
    with translation.override(settings.LANGUAGE_CODE):
        context = {
            **state,
            "overdue": [(_line(item.title), item) for item in state["overdue"][:SHOWN_AT_MOST]],
            "number": len(state["overdue"]),
            "more": max(0, len(state["overdue"]) - SHOWN_AT_MOST),
            "reviews_url": absolute(reverse("quality_reviews")),
            "wishes_url": absolute(reverse("quality_wishes")),
            "links_url": absolute(reverse("quality_links")),
            "gaps_url": absolute(reverse("quality_gaps")),
        }
        return _message("digest", editor.address, _("The week's checks"), context, round_key)


def wish_received(wish: ChangeRequest, edit_url: str) -> EmailMessage | None:
    """The mail about a change request to the editorial team; None if it has no address."""
    addresses = team_addresses()
    if not addresses:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Please change: %(title)s") % {"title": wish.title}
        context = {
            "wish": wish,
            "title": _line(wish.title),
            "edit_url": absolute(edit_url) if edit_url else "",
            "wishes_url": absolute(reverse("quality_wishes")),
        }
        message = _message("wish", addresses[0], subject, context, f"wish-{wish.pk}")
        message.to = addresses
        return message


def _message(name, address, subject, context, round_key) -> EmailMessage:
    context = {**context, "site_name": settings.WAGTAIL_SITE_NAME}
    body = render_to_string(f"quality/mail/{name}.txt", context)
    return EmailMessage(
        _line(f"[{settings.WAGTAIL_SITE_NAME}] {subject}"),
        _tidy(body),
        to=[address],
        headers={
            # RFC 3834: no answer from an absence notice.
            "Auto-Submitted": "auto-generated",
            "Message-ID": message_id(f"quality.{name}", address, round_key),
        },
        connection=open_connection(),
    )


def _line(text: str) -> str:
    """One printable line of bearable length."""
    folded = " ".join("".join(sign if sign >= " " else " " for sign in str(text)).split())
    return folded if len(folded) <= 200 else folded[:199] + "…"


def _tidy(text: str) -> str:
    """Without the blank lines that template tags leave."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    return "\n".join(line for at, line in enumerate(lines) if line or lines[at - 1]) + "\n"
