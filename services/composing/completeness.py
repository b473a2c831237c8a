"""Completeness of a service's page: the questions that citizens ask first."""

from core.text.html import is_placeholder, plain_text
from services import modules
from services.composing.page import Section, ServicePage
from services.models import Responsibility

FEE, DOCUMENTS, UNIT = "fee", "documents", "unit"


def missing(page: ServicePage) -> frozenset[str]:
    """The missing parts of a page: a subset of {"fee", "documents", "unit"}.

    An empty text (`<p></p>`, `<p><br/></p>`, blanks) or a placeholder ("k. A.") counts
    as missing; "keine" is an answer. A point of contact is no responsible unit.
    """
    gaps = set()
    if not _has_content(page.section_by_code.get(modules.FEES)):
        gaps.add(FEE)
    if not _has_content(page.section_by_code.get(modules.DOCUMENTS)):
        gaps.add(DOCUMENTS)
    if not any(item.role == Responsibility.Role.RESPONSIBLE for item in page.units):
        gaps.add(UNIT)
    return frozenset(gaps)


def _has_content(section: Section | None) -> bool:
    if section is None:
        return False
    return bool(section.links or section.fees) or not is_placeholder(plain_text(section.html))
