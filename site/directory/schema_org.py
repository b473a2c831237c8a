"""A unit as schema.org GovernmentOffice."""

from django.utils import timezone

from core.html import plain_text
from core.schema_org import CONTEXT

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
        "openingHoursSpecification": [_hours(item) for item in unit.hours.all()],
        "specialOpeningHoursSpecification": [
            _special(item)
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


def _hours(item):
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": f"{CONTEXT}/{_DAYS[item.weekday - 1]}",
        "opens": f"{item.opens:%H:%M}",
        "closes": f"{item.closes:%H:%M}",
        "validFrom": item.valid_from,
        "validThrough": item.valid_through,
    }


def _special(item):
    # Closed all day is written as opening and closing at midnight (schema.org's example).
    return {
        "@type": "OpeningHoursSpecification",
        "validFrom": item.first_day,
        "validThrough": item.last_day,
        "opens": f"{item.opens:%H:%M}" if item.opens else "00:00",
        "closes": f"{item.closes:%H:%M}" if item.closes else "00:00",
    }
