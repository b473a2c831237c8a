"""Services in the site's search: kind, other words, and help when nothing is found."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from search.documents import Content
from search.registry import SearchKind
from services import modules
from services.models import LifeSituation, Service, Synonym

MOST_WANTED = 8
# Of several services of one name, the one that is described comes first.
DESCRIBED = 1.06


def content(service: Service) -> Content:
    """What is found of a service, and what its page can show at once."""
    offers = {
        "fees": not service.missing_fee,
        "documents": not service.missing_documents,
        "online": bool(service.online_links),
        "application": bool(service.online_links),
        "contact": not service.missing_unit,
    }
    return Content(
        title=service.title,
        aliases=[service.other_titles, *(one.term for one in service.synonyms.all())],
        headings=[service.teaser],
        body=[service.search_text],
        topics=[_topic(one.slug) for one in service.life_situations.all()],
        boost=DESCRIBED if service.search_text else 1.0,
        offers=frozenset(name for name, is_offered in offers.items() if is_offered),
    )


def topics() -> dict[str, str]:
    """The life situations, for those who narrow down what they found."""
    rows = LifeSituation.objects.in_use().only("slug", "title", "titles")
    return {_topic(one.slug): one.shown_title for one in rows}


def _topic(slug: str) -> str:
    return f"situation-{slug}"


def answers(service: Service, wanted: frozenset[str]) -> list[dict]:
    """Links to the sections of its page that tell what is wanted."""
    sections = []
    if "fees" in wanted and not service.missing_fee:
        sections.append(modules.MODULES[modules.FEES])
    if "documents" in wanted and not service.missing_documents:
        sections.append(modules.MODULES[modules.DOCUMENTS])
    url = service.get_absolute_url()
    return [{"title": one.heading, "url": f"{url}#{one.anchor}"} for one in sections]


def phrases() -> Iterator[tuple[str, str]]:
    """Other words for services that are phrases: what they say together is the service."""
    said = Synonym.objects.filter(service__in=Service.objects.published(), term__contains=" ")
    return said.values_list("term", "service__title").iterator()


SERVICES = SearchKind(
    name="services",
    label=_("Services"),
    order=10,
    queryset=lambda: Service.objects.published().for_list(),
    url=lambda service: service.get_absolute_url(),
    title=lambda service: service.shown_title,
    language=lambda service: service.title_language,
    teaser=lambda service: service.shown_teaser,
    links=lambda service: service.shown_links,
    answers=answers,
    document=content,
)


def help_sections() -> list[dict]:
    """Help for readers who found nothing: the letters, the most wanted services, the phone."""
    letters = Service.objects.published().order_by("letter").values_list("letter", flat=True)
    wanted = Service.objects.published().most_requested().for_list()[:MOST_WANTED]
    return [
        {
            "heading": _("Services from A to Z"),
            "style": "letters",
            "links": [
                {"title": item, "url": reverse("services:letter", args=[_letter_path(item)])}
                for item in dict.fromkeys(letters)
            ],
        },
        {
            "heading": _("Most wanted services"),
            "links": [
                {"title": item.shown_title, "url": item.get_absolute_url()} for item in wanted
            ],
        },
        {
            "heading": _("Ask us"),
            "links": [{"title": _("Phone 115, the number of the authorities"), "url": "tel:115"}],
        },
    ]


def _letter_path(letter):
    return "0" if letter == "#" else letter.lower()
