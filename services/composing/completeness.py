"""Is a service's page complete? What citizens ask first must have an answer."""

from core.text.html import is_placeholder, plain_text
from services import modules
from services.composing.page import Section, ServicePage
from services.models import Responsibility

FEE, DOCUMENTS, UNIT = "fee", "documents", "unit"


def missing(page: ServicePage) -> frozenset[str]:
    """What the page lacks: a subset of {"fee", "documents", "unit"}.

    A text that shows nothing (`<p></p>`, `<p><br/></p>`, blanks) or says nothing ("k. A.") counts
    as missing; "keine" is an answer. A point of contact is no responsible unit.
    """
    gaps = set()
    if not _answers(page.section_by_code.get(modules.FEES)):
        gaps.add(FEE)
    if not _answers(page.section_by_code.get(modules.DOCUMENTS)):
        gaps.add(DOCUMENTS)
    if not any(item.role == Responsibility.Role.RESPONSIBLE for item in page.units):
        gaps.add(UNIT)
    return frozenset(gaps)


def _answers(section: Section | None) -> bool:
    if section is None:
        return False
    return bool(section.links or section.fees) or not is_placeholder(plain_text(section.html))
