"""Tags for contact data on a page: opening status, map, links."""

from urllib.parse import quote

from django import template
from django.utils.translation import get_language

from core.text.spoken import language_mark
from directory import opening
from directory.models import ContactChannel

register = template.Library()
register.filter("language_mark", language_mark)
register.filter("exception_text", opening.exception_text)


@register.simple_tag
def opening_status(unit):
    """OpeningStatus of this moment, or None where no hours are known."""
    return opening.status(unit.hours.all(), unit.hours_exceptions.all())


@register.simple_tag
def opening_week(unit):
    """The seven days of the week, or () where no hours are known."""
    hours = unit.hours.all()
    return opening.week(hours, unit.hours_exceptions.all()) if hours else ()


@register.simple_tag
def opening_exceptions(unit):
    return opening.upcoming(unit.hours_exceptions.all())


@register.filter
def map_url(address):
    """A map at OpenStreetMap that opens when the citizen follows the link; "" without a place."""
    if address.latitude is not None and address.longitude is not None:
        place = f"{address.latitude:.6f}", f"{address.longitude:.6f}"
        return "https://www.openstreetmap.org/?mlat={0}&mlon={1}#map=18/{0}/{1}".format(*place)
    if address.street and address.place:
        return f"https://www.openstreetmap.org/search?query={quote(str(address))}"
    return ""


@register.filter
def map_points(unit):
    """The visitors' addresses of a unit as points of the map (core.templatetags.maps)."""
    return [
        {
            "lat": address.latitude,
            "lon": address.longitude,
            "title": unit.name,
            "text": str(address),
        }
        for address in unit.addresses.all()
        if address.kind == "visit" and None not in (address.latitude, address.longitude)
    ]


@register.filter
def text_in(texts, language=None):
    """The text of a {language: text} in this language (the page's), else in German, else ""."""
    language = language or get_language() or "de"
    return texts.get(language) or texts.get("de", "") if isinstance(texts, dict) else ""


@register.filter
def phone_url(number):
    """`tel:` address of a number as people write it."""
    return ContactChannel(kind=ContactChannel.Kind.PHONE, value=number).url


@register.filter
def bare_address(url):
    """`https://www.lindenfurt.example/` as people write it: `www.lindenfurt.example`."""
    return url.split("://", 1)[-1].rstrip("/")
