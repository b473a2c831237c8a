"""A unit as schema.org GovernmentOffice."""

from datetime import time

from django.utils import timezone

from core.schema_org import CONTEXT
from core.text.html import plain_text

from .models import Address, ContactChannel, OrganisationalUnit

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def office_schema(unit: OrganisationalUnit, absolute, context: bool = True) -> dict:
    """GovernmentOffice; needs the unit's contacts loaded. `absolute` makes a URL absolute."""
    url = absolute(unit.get_absolute_url())
    return {
        **({"@context": CONTEXT} if context else {}),
        "@type": "GovernmentOffice",
        "@id": url,
        "name": unit.name,
        "url": url,
        "description": plain_text(unit.descriptions.get("de", ""))[:500],
        "alternateName": list(unit.alternative_names),
        "telephone": _first(unit, ContactChannel.Kind.PHONE),
        "faxNumber": _first(unit, ContactChannel.Kind.FAX),
        "email": _first(unit, ContactChannel.Kind.EMAIL),
        "address": [_postal_address(address) for address in unit.addresses.all()],
        "geo": next(
            (_geo(item) for item in unit.addresses.all() if item.latitude is not None), None
        ),
        "paymentAccepted": ", ".join(str(method) for method in unit.payment_methods),
        "openingHoursSpecification": [hours_schema(item) for item in unit.hours.all()],
        "specialOpeningHoursSpecification": [
            special_hours_schema(item)
            for item in unit.hours_exceptions.all()
            if item.last_day >= timezone.localdate()
        ],
    }


def _first(unit, kind):
    return next((channel.value for channel in unit.channels.all() if channel.kind == kind), "")


def _postal_address(address: Address):
    return {
        "@type": "PostalAddress",
        "streetAddress": "" if address.post_box else address.street_line,
        "postOfficeBoxNumber": address.post_box,
        "postalCode": address.postcode,
        "addressLocality": address.place,
        "addressCountry": "DE",
    }


def _geo(address):
    return {
        "@type": "GeoCoordinates",
        "latitude": address.latitude,
        "longitude": address.longitude,
    }


def hours_schema(item) -> dict:
    """OpeningHoursSpecification of a row of hours (directory.models.OpeningHours)."""
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": f"{CONTEXT}/{_DAYS[item.weekday - 1]}",
        **_times(item.opens, item.closes),
        "validFrom": item.valid_from,
        "validThrough": item.valid_through,
    }


def special_hours_schema(item) -> dict:
    """The same of an exception; closed all day is written as opening and closing at midnight."""
    closed = {"opens": "00:00", "closes": "00:00"}
    return {
        "@type": "OpeningHoursSpecification",
        "validFrom": item.first_day,
        "validThrough": item.last_day,
        **(closed if item.opens is None else _times(item.opens, item.closes)),
    }


def _times(opens, closes):
    # Closing at or before opening means the next day (schema.org, closes). Around the clock has
    # to differ from closed: search engines read 00:00 to 23:59.
    all_day = opens == closes == time.min
    return {"opens": f"{opens:%H:%M}", "closes": "23:59" if all_day else f"{closes:%H:%M}"}
