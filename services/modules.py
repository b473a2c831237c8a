"""The text modules of a service: XZuFi's codes, their headings and their place on the page.

Source: code list urn:de:xzufi:codeliste:leistungstextmodulleika, version 20240216. Fees,
deadlines and processing times are modules of their own in the standard; the PVOG shows their
text under the pseudo codes 98, 97 and 95, and so do we.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

OFFICIAL_TITLE = "02"
TITLE = "03"
SUMMARY = "05"
FULL_TEXT = "06"
LEGAL_BASIS = "07"
DOCUMENTS = "08"
REQUIREMENTS = "09"
PROCEDURE = "11"
FORMS = "14"
FURTHER_INFORMATION = "15"
HINTS = "16"
AUTHOR = "18"
RESPONSIBLE_BODY = "22"
CONTACT_POINT = "23"
TEASER = "24"
REMEDIES = "25"
PROCESSING_TIME = "95"
DEADLINES = "97"
FEES = "98"
# Codes of `modulTextIndividuell` and of unknown modules carry this prefix.
INDIVIDUAL = "x:"


@dataclass(frozen=True)
class Module:
    """One text module: its code, heading, anchor on the page, and whether the public sees it."""

    code: str
    heading: str
    anchor: str
    public: bool = True


# In the order of the page: what it is, who may, what to bring, what it costs, how long, how.
PAGE_ORDER = (
    Module(FULL_TEXT, _("What it is about"), "beschreibung"),
    Module(SUMMARY, _("In brief"), "kurz"),
    Module(REQUIREMENTS, _("Who may apply"), "voraussetzungen"),
    Module(DOCUMENTS, _("What you need"), "unterlagen"),
    Module(FEES, _("What it costs"), "gebuehren"),
    Module(DEADLINES, _("Deadlines"), "fristen"),
    Module(PROCESSING_TIME, _("How long it takes"), "dauer"),
    Module(PROCEDURE, _("How it works, step by step"), "ablauf"),
    Module(FORMS, _("Forms"), "formulare"),
    Module(HINTS, _("Good to know"), "hinweise"),
    Module(RESPONSIBLE_BODY, _("Who is responsible"), "zustaendig"),
    Module(CONTACT_POINT, _("Point of contact"), "ansprechpunkt"),
    Module(FURTHER_INFORMATION, _("Further information"), "weitere-informationen"),
    Module(LEGAL_BASIS, _("Legal basis"), "rechtsgrundlage"),
    Module(REMEDIES, _("Your right to object"), "rechtsbehelf"),
)
NOT_SECTIONS = (
    Module(OFFICIAL_TITLE, _("Official title"), "amtlicher-titel"),
    Module(TITLE, _("Title"), "titel"),
    Module(TEASER, _("Teaser"), "teaser"),
    Module(AUTHOR, _("Author"), "urheber", public=False),
)
MODULES = {module.code: module for module in (*PAGE_ORDER, *NOT_SECTIONS)}
KNOWN_CODES = frozenset(MODULES)

# Individual modules that stay inside (reference: status and classification of the catalogue).
INTERNAL_INDIVIDUAL = frozenset({"STATUS", "STATUSKATALOG", "TYPISIERUNG", "AUSKUNFTSHINWEIS"})


def editable_choices():
    """Choices for the editors' supplement."""
    public = [module for module in MODULES.values() if module.public]
    return [(module.code, module.heading) for module in public if module.code != OFFICIAL_TITLE]
