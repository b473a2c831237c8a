"""The mails themselves: plain text and plain HTML beside it, in the site's language."""

from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.mail import host, message_id
from submissions.signed_links import absolute

from . import signed_links
from .models import Subscriber, Subscription
from .topics import Item

SMTP_SECONDS = 30
# Of one thing followed; the rest is told by number and link.
ITEMS_AT_MOST = 25
LONGEST_TITLE = 200


@dataclass(frozen=True)
class News:
    """What one subscription has to tell."""

    subscription: Subscription
    items: list[Item]

    @property
    def shown(self) -> list[Item]:
        return [_clean(item) for item in self.items[:ITEMS_AT_MOST]]

    @property
    def more(self) -> int:
        return max(0, len(self.items) - ITEMS_AT_MOST)

    @property
    def url(self) -> str:
        return absolute(self.subscription.url)


def please_confirm(
    address: str, wish: Subscription, path: str, hours: int
) -> EmailMultiAlternatives:
    with translation.override(settings.LANGUAGE_CODE):
        return _message(
            "confirm",
            address,
            _("Please confirm: %(what)s") % {"what": wish.description},
            {"subscription": wish, "link": absolute(path), "hours": hours},
        )


def already_following(subscription: Subscription) -> EmailMultiAlternatives:
    with translation.override(settings.LANGUAGE_CODE):
        return _message(
            "already",
            subscription.subscriber.address,
            _("You follow this already: %(what)s") % {"what": subscription.description},
            {"subscription": subscription, **_ways(subscription.subscriber)},
        )


def link_to_list(subscriber: Subscriber) -> EmailMultiAlternatives:
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Your notifications")
        return _message("link", subscriber.address, subject, _ways(subscriber))


def nothing_followed(address: str) -> EmailMultiAlternatives:
    """So that the page need not tell whether an address is known."""
    with translation.override(settings.LANGUAGE_CODE):
        return _message("nothing", address, _("Your notifications"), {})


def digest(subscriber: Subscriber, news: list[News], connection) -> EmailMultiAlternatives:
    """One mail with everything; the same news to the same address has the same Message-ID."""
    with translation.override(settings.LANGUAGE_CODE):
        number = sum(len(one.items) for one in news)
        what = ", ".join(one.subscription.description for one in news)
        reminds = all(one.subscription.reminds for one in news)
        if reminds:
            counted = ngettext("One reminder", "%(number)s reminders", number)
        else:
            counted = ngettext("One piece of news", "%(number)s pieces of news", number)
        message = _message(
            "digest",
            subscriber.address,
            f"{counted % {'number': number}}: {what}",
            {
                "news": news,
                "number": number,
                "reminds": reminds,
                **_ways(subscriber),
            },
        )
    message.connection = connection
    message.extra_headers |= {
        "Message-ID": _message_id(subscriber, news),
        # RFC 2369, RFC 8058
        "List-Unsubscribe": f"<{absolute(signed_links.end_path(subscriber))}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": f"<benachrichtigungen.{host()}>",
    }
    return message


def open_connection():
    """A connection to the mail server that gives up on a silent one."""
    return get_connection(timeout=SMTP_SECONDS)


def _ways(subscriber) -> dict:
    return {
        "manage": absolute(signed_links.manage_path(subscriber)),
        "end": absolute(signed_links.end_path(subscriber)),
    }


def _message(name, address, subject, context) -> EmailMultiAlternatives:
    context |= {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "site_url": absolute("/"),
        "language": translation.get_language(),
    }
    subject = _line(f"[{settings.WAGTAIL_SITE_NAME}] {subject}")
    context["subject"] = subject
    message = EmailMultiAlternatives(
        subject,
        _tidy(render_to_string(f"subscriptions/mail/{name}.txt", context)),
        to=[address],
        # RFC 3834: no answer from an absence notice.
        headers={"Auto-Submitted": "auto-generated"},
        connection=open_connection(),
    )
    html = render_to_string(f"subscriptions/mail/{name}.html", context)
    message.attach_alternative(html, "text/html")
    return message


def _clean(item: Item) -> Item:
    return Item(_line(item.title), absolute(item.url), _line(item.text), item.when)


def _line(text: str) -> str:
    """One printable line of bearable length."""
    folded = " ".join("".join(sign if sign >= " " else " " for sign in str(text)).split())
    return folded if len(folded) <= LONGEST_TITLE else folded[: LONGEST_TITLE - 1] + "…"


def _tidy(text: str) -> str:
    """Without the blank lines that template tags leave."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    kept = [line for at, line in enumerate(lines) if line or lines[at - 1]]
    return "\n".join(kept) + "\n"


def _message_id(subscriber, news) -> str:
    since = sorted((one.subscription.pk, one.subscription.told_until.isoformat()) for one in news)
    return message_id("subscriptions", subscriber.key, since)
