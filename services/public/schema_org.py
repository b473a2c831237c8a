"""A service as schema.org GovernmentService."""

from core.schema_org import CONTEXT
from directory.schema_org import office_schema
from services.composing.page import ServicePage
from services.models import Fee


def service_schema(page: ServicePage, absolute) -> dict:
    """GovernmentService with its offices and online access; `absolute` makes a URL absolute."""
    url = absolute(page.service.get_absolute_url())
    offices = [office_schema(role.unit, absolute, context=False) for role in page.units]
    fees = page.section_by_code.get("98")
    return {
        "@context": CONTEXT,
        "@type": "GovernmentService",
        "@id": url,
        "url": url,
        "name": page.title,
        "alternateName": list(page.synonyms),
        "description": page.teaser,
        "serviceType": page.official_title,
        "identifier": list(page.service.leika_keys),
        "inLanguage": "de" if page.language == "de-LS" else page.language,
        "dateModified": page.updated_at.isoformat() if page.updated_at else "",
        "provider": offices,
        "availableChannel": [
            *(_online_channel(access) for access in page.online),
            *(_office_channel(office) for office in offices),
        ],
        "audience": [
            {"@type": "Audience", "audienceType": str(audience)}
            for audience in page.service.audiences
        ],
        "offers": [_offer(fee) for fee in fees.fees] if fees else [],
    }


def _online_channel(access):
    return {
        "@type": "ServiceChannel",
        "name": access.title,
        "description": access.label,
        "serviceUrl": access.url,
    }


def _office_channel(office):
    return {
        "@type": "ServiceChannel",
        "name": office["name"],
        "serviceLocation": {"@type": "GovernmentOffice", "@id": office["@id"]},
        "servicePhone": {"@type": "ContactPoint", "telephone": office["telephone"]},
    }


def _offer(fee: Fee):
    if fee.kind == Fee.Kind.FREE:
        return {"@type": "Offer", "price": "0", "priceCurrency": fee.currency}
    if fee.amount is not None:
        return {"@type": "Offer", "price": str(fee.amount), "priceCurrency": fee.currency}
    return {
        "@type": "Offer",
        "priceSpecification": {
            "@type": "PriceSpecification",
            "minPrice": str(fee.minimum) if fee.minimum is not None else "",
            "maxPrice": str(fee.maximum) if fee.maximum is not None else "",
            "priceCurrency": fee.currency,
        },
    }
