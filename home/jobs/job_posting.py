"""Job offers for search engines: schema.org's JobPosting, as Google for Jobs documents it
(https://developers.google.com/search/docs/appearance/structured-data/job-posting)."""

import re
from datetime import datetime, time

from django.utils import timezone
from wagtail.models import Site

from core.schema_org import CONTEXT
from core.text.html import plain_text
from quality.content import of_block

from .models.kinds import Kind

# Its documented values; what fits none of them is OTHER.
EMPLOYMENT = {
    Kind.FULL_TIME: ["FULL_TIME"],
    Kind.PART_TIME: ["PART_TIME"],
    Kind.EITHER: ["FULL_TIME", "PART_TIME"],
    Kind.INTERNSHIP: ["INTERN"],
    Kind.VOLUNTEER: ["VOLUNTEER"],
    Kind.MINI_JOB: ["PART_TIME"],
}
_POSTCODE_AND_TOWN = re.compile(r"(\d{5})\s+(.+)")


def job_posting(job, request) -> dict:
    """The JobPosting of an open offer, without unknown values (core.schema_org.without_empty)."""
    site = Site.find_for_request(request)
    name = site.site_name if site else ""
    return {
        "@context": CONTEXT,
        "@type": "JobPosting",
        "title": job.title,
        "description": _description(job),
        "url": job.get_full_url(request),
        "datePosted": timezone.localdate(job.published_at).isoformat(),
        "validThrough": job.apply_until and _end_of(job.apply_until).isoformat(),
        "employmentType": _employment(job),
        "identifier": {"@type": "PropertyValue", "name": name, "value": job.reference}
        if job.reference
        else None,
        "hiringOrganization": {
            "@type": "GovernmentOrganization",
            "name": name,
            "sameAs": site.root_url if site else "",
        },
        "jobLocation": {"@type": "Place", "address": _address(job.place)},
        "jobStartDate": job.starts_on and job.starts_on.isoformat(),
        "workHours": job.hours_per_week,
        "directApply": True if job.form_page else None,
        "baseSalary": _salary(job),
        "inLanguage": job.locale.language_code,
    }


def _end_of(day) -> datetime:
    """The last second of a day in the city's time zone."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def _employment(job) -> list[str]:
    temporary = ["TEMPORARY"] if job.contract == job.Contract.FIXED_TERM else []
    return EMPLOYMENT.get(job.kind, ["OTHER"]) + temporary


def _description(job) -> str:
    pieces = [
        piece.value
        for piece in of_block(job.body.stream_block, job.body)
        if piece.kind in ("html", "text")
    ]
    texts = [job.introduction, *(plain_text(str(piece)) for piece in pieces)]
    return "\n\n".join(filter(None, texts)) or job.title


def _address(place) -> dict:
    found = _POSTCODE_AND_TOWN.fullmatch(place.town)
    return {
        "@type": "PostalAddress",
        "streetAddress": place.street,
        "postalCode": found[1] if found else "",
        "addressLocality": found[2] if found else place.town,
        "addressCountry": "DE",
    }


def _salary(job):
    """MonetaryAmount a month; None where no amount is known: a grade is no amount."""
    low, high = job.salary_from, job.salary_to
    if not (low or high):
        return None
    amount = (
        {"value": float(low)}
        if low == high
        else {
            "minValue": low and float(low),
            "maxValue": high and float(high),
        }
    )
    return {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "value": {"@type": "QuantitativeValue", "unitText": "MONTH", **amount},
    }
