"""Serialisation of catalogue objects (schemas.py). Everything public comes from `compose`."""

from collections.abc import Callable
from decimal import Decimal

from core.actions import Action, label_of
from core.text.html import plain_text
from services import formatting
from services.composing.page import Section, ServicePage, UnitRole, address_in
from services.models import Service
from services.models.catalogue import Layer

from . import schemas

Absolute = Callable[[str], str]

_LAYERS = {
    Layer.FEDERAL: "federal",
    Layer.STATE: "state",
    Layer.MUNICIPAL: "municipal",
    Layer.EDITORS: "editors",
}
_CHANNELS = {"100": "online", "200": "on_site"}


def service_item(service: Service, absolute: Absolute, title: str = "", language="de") -> dict:
    """One row of the list; `title`: its title in another language than German."""
    return {
        "id": service.pk,
        "title": title or service.title,
        "url": absolute(address_in(service, language)),
        "leika_keys": service.leika_keys,
        "life_situations": [item.title for item in service.life_situations.all()],
        "online_services": [
            _online(link)
            for link in service.names.get(language, {}).get("links") or service.online_links
        ],
        "updated": service.changed_at,
    }


def service_detail(page: ServicePage, absolute: Absolute) -> dict:
    service, language = page.service, page.language
    own_url = next((item.url for item in page.languages if item.current), None)
    return {
        **_shared_fields(page, schemas.ServiceDetail),
        "id": service.pk,
        "agency": service.agency,
        "external_id": service.external_id,
        "url": absolute(own_url or service.get_absolute_url()),
        "languages": [
            {
                "language": item.tag,
                "name": item.name,
                "url": absolute(item.url),
                "machine_translated": item.machine_translated,
            }
            for item in page.languages
        ],
        "leika_keys": service.leika_keys,
        "synonyms": list(page.synonyms),
        "life_situations": [
            {"title": item.title, "slug": item.slug, "url": absolute(item.get_absolute_url())}
            for item in page.life_situations
        ],
        "status": {
            "status": str(page.status),
            "reason": page.status_reason,
            "until": page.status_until,
        },
        "modules": [_module(section) for section in page.sections],
        "fees": [_fee(fee, language) for section in page.sections for fee in section.fees],
        "deadlines": [
            _period(item, language) for section in page.sections for item in section.deadlines
        ],
        "processing_times": [
            _period(item, language)
            for section in page.sections
            for item in section.processing_times
        ],
        "online_services": [
            {
                **_online({"title": access.title, "url": access.url, "action": access.action}),
                "description": access.description,
                "trust_level": access.trust_level,
                "identification": [str(item) for item in access.identification],
                "payment_methods": [str(item) for item in access.payment_methods],
            }
            for access in page.online
        ],
        "forms": [
            {
                "title": form.title,
                "url": absolute(form.url),
                "file_type": form.file_type,
                "is_application": form.is_application,
            }
            for form in page.forms
        ],
        "units": [_unit_in_role(item, absolute, language) for item in page.units],
        "related": [service_reference(item, absolute) for item in page.related],
        "source": page.source_title,
        "text_updated": page.updated_at,
        "updated": service.changed_at,
    }


def _shared_fields(page: ServicePage, shape) -> dict:
    """The values that page and shape call by one name; the others are written out."""
    return {name: getattr(page, name) for name in shape.model_fields if hasattr(page, name)}


def _online(link: dict) -> dict:
    """An online service: its title and address, its action as a code and in words."""
    action = link.get("action") or Action.OPEN
    return {
        "title": link["title"],
        "url": link["url"],
        "action": str(action),
        "action_name": label_of(action),
    }


def service_reference(service: Service, absolute: Absolute) -> dict:
    return {
        "id": service.pk,
        "title": service.title,
        "url": absolute(service.get_absolute_url()),
    }


def unit_item(unit, absolute: Absolute) -> dict:
    return {
        "id": unit.pk,
        "name": unit.name,
        "url": absolute(unit.get_absolute_url()),
        "parent": unit.parent_id,
        "updated": unit.changed_at,
    }


def unit_contact(unit, absolute: Absolute, language="de") -> dict:
    """A unit with its contact data; its parts are prefetched."""
    return {
        **unit_item(unit, absolute),
        "also_called": unit.alternative_names,
        "description": _in(unit.descriptions, language),
        "note": unit.note,
        "addresses": [_fields(item, _ADDRESS) for item in unit.addresses.all()],
        "channels": [_fields(item, ("kind", "value", "title")) for item in unit.channels.all()],
        "opening_hours": [
            {
                "weekday": item.weekday,
                "opens": _clock(item.opens),
                "closes": _clock(item.closes),
                "note": item.note,
                "valid_from": item.valid_from,
                "valid_through": item.valid_through,
            }
            for item in unit.hours.all()
        ],
        "opening_hours_exceptions": [
            {
                "first_day": item.first_day,
                "last_day": item.last_day,
                "opens": _clock(item.opens),
                "closes": _clock(item.closes),
                "reason": item.reason,
            }
            for item in unit.hours_exceptions.all()
        ],
        "opening_hours_text": _in(unit.opening_hours_texts, language),
        "payment_methods": [str(item) for item in unit.payment_methods],
        "appointment_required": unit.appointment_required,
        "appointment_url": unit.appointment_url,
    }


_ADDRESS = (
    "kind", "street", "house_number", "post_box", "postcode", "place", "supplement",
    "latitude", "longitude", "wheelchair", "lift", "accessibility_note",
)  # fmt: skip


def _unit_in_role(item: UnitRole, absolute, language):
    contact = unit_contact(item.unit, absolute, language)
    return {**contact, "role": item.role, "role_name": str(item.label)}


def _module(section: Section):
    return {
        "code": section.code,
        "heading": str(section.heading),
        "html": section.html,
        "text": plain_text(section.html),
        "links": [_fields(link, ("title", "url", "description")) for link in section.links],
        "layer": _LAYERS.get(section.layer, ""),
    }


def _fee(fee, language):
    return {
        "kind": str(fee.kind),
        "amount": _amount(fee.amount),
        "minimum": _amount(fee.minimum),
        "maximum": _amount(fee.maximum),
        "currency": fee.currency,
        "text": formatting.fee_amount(fee),
        "description": formatting.description(fee, language),
        "type": fee.type_name,
        "prepayment": fee.prepayment,
        "channel": _CHANNELS.get(fee.channel, ""),
        "url": fee.url,
    }


def _period(period, language):
    return {
        **_fields(period, ("amount", "unit", "amount_to", "unit_to", "day_from", "day_to")),
        "text": formatting.period(period),
        "description": formatting.description(period, language),
        "type": period.type_name,
        "channel": _CHANNELS.get(period.channel, ""),
    }


def _amount(value: Decimal | None):
    """`37.00`, `0.1250`: two places, more only where the amount has them."""
    if value is None:
        return None
    value = Decimal(value)
    cents = value.quantize(Decimal("0.01"))
    return str(cents if cents == value else value)


def _fields(item, names):
    return {name: getattr(item, name) for name in names}


def _in(texts: dict, language: str):
    return texts.get(language) or texts.get("de", "")


def _clock(moment):
    return f"{moment:%H:%M}" if moment else None


def search_hit(hit, absolute) -> dict:
    return {
        "kind": hit.kind.name,
        "kind_name": str(hit.kind.label),
        "title": hit.title,
        "url": absolute(hit.url),
        "teaser": hit.teaser,
        "language": hit.language,
    }
