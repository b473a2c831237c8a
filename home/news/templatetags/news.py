"""`{% load news %}`: dates of events in words, links to follow a list."""

from django import template
from django.apps import apps
from django.urls import reverse
from django.utils.http import urlencode

from home.news import formatting

register = template.Library()
register.filter("days", formatting.days)
register.filter("clock", formatting.time_range)
register.filter("when", formatting.when)


@register.inclusion_tag("components/follow.html", takes_context=True)
def follow(context, page, calendar=False, filtered=None, **chosen):
    """Links to the feeds of a list, its calendar, and its notifications; chosen: as in the address.

    filtered: the filters of calendar and feeds, where they have any.
    """
    address = page.get_url(context["request"])
    mail = ""
    if page.topic and apps.is_installed("subscriptions"):
        wanted = {"liste": page.pk, **{key: value for key, value in chosen.items() if value}}
        mail = f"{reverse('subscriptions:sign_up', args=[page.topic])}?{urlencode(wanted)}"
    narrowed = f"?{urlencode(filtered)}" if filtered else ""
    return {
        "mail": mail,
        "atom": f"{address}atom/{narrowed}",
        "rss": f"{address}rss/{narrowed}",
        "calendar": f"{address}ical/{narrowed}" if calendar else "",
    }


@register.simple_tag(takes_context=True)
def address_of(context, page):
    """The address of a page, without a query for the site each time."""
    return page.get_url(context.get("request"))


@register.inclusion_tag("components/badge.html")
def event_status(page):
    kinds = {"cancelled": "danger", "postponed": "warning", "sold-out": "info"}
    return {"kind": kinds.get(page.status), "label": page.get_status_display()}
