"""Services in the site's search: kind, synonyms, and help when nothing is found."""

from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.text.sorting import sort_key
from search.registry import SearchKind
from search.tokenizing import phrases
from services.models import Service, Synonym

MOST_WANTED = 8
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
)


def by_synonym(text: str) -> list[int]:
    """Services with a synonym in the query: exact matches first, then synonyms that begin with the
    query or are part of it ("neuen perso beantragen").
    """
    spelt = [sort_key(phrase) for phrase in phrases(text)]
    same = Synonym.objects.filter(sort_key__in=spelt)
    found = list(same.values_list("service_id", flat=True))
    if len(text.strip()) >= 3:
        begun = Synonym.objects.filter(sort_key__startswith=spelt[0]).order_by(Length("sort_key"))
        found += begun.values_list("service_id", flat=True)[:20]
    single_words = {word for phrase in spelt for word in phrase.split() if len(word) >= 3}
    if len(spelt[0].split()) > 1:
        held = Synonym.objects.filter(sort_key__in=single_words)
        found += held.values_list("service_id", flat=True)[:20]
    return list(dict.fromkeys(found))


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
