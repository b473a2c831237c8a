"""`{% load places %}`: the way to a place."""

from django import template

from core.templatetags.stadttor import breadcrumb

register = template.Library()


@register.simple_tag(takes_context=True)
def place_breadcrumb(context):
    """From the home page over the directory to the place."""
    here, place = context.get("here"), context["place"]
    if here is None or not here.here.url:
        return ""
    crumbs = [*here.crumbs[1:], here.here]  # the tag begins with the home page by itself
    parts = [part for crumb in crumbs for part in (crumb.label, crumb.url)]
    return breadcrumb(context, *parts, place.title)
