"""Links to follow something by feed and by mail.

`{% follow "council-organization" id=organization.pk %}` shows both beside each other;
`{% feed_link "council-organization" id=organization.pk %}` is for a page's <head>.
Topics and their parameters: opendata.oparl.following. A search takes `parameters=` instead.
"""

from django import template
from django.utils.html import format_html

from opendata.oparl.following import ways_to_follow

register = template.Library()


@register.inclusion_tag("oparl/_follow.html")
def follow(topic, parameters=None, **named):
    """parameters: a mapping, where they are not named one by one."""
    return {"ways": ways_to_follow(topic, parameters or named)}


@register.simple_tag
def feed_link(topic, parameters=None, **named):
    ways = ways_to_follow(topic, parameters or named)
    return format_html(
        '<link rel="alternate" type="application/atom+xml" title="{}" href="{}">',
        ways.title,
        ways.feed,
    )
