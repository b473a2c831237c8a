"""The catalogue's public pages."""

from django.db.models import F, Q
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.coreutils import get_content_languages

from core.http import error_page, public_page
from core.text.spoken import GERMAN
from directory.models import OrganisationalUnit
from services import modules
from services.composing.layers import compose
from services.composing.page import address_in
from services.models import LifeSituation, Service
from services.public import lists
from services.public.schema_org import service_schema
from services.visibility import is_gone, is_public

RIGHT_TO_LEFT = {"ar", "fa", "ps", "ur", "he", "ckb"}


@require_safe
@public_page(knows=())
def index(request):
    """A–Z, most wanted, life situations, departments."""
    return render(
        request,
        "services/index.html",
        {
            "letters": lists.letter_bar(),
            "featured": lists.most_requested(),
            "life_situations": lists.entry_situations(),
            "departments": _departments(),
        },
    )


@require_safe
@public_page(knows=())
def letter(request, letter):
    """Everything under one letter, synonyms included."""
    char = lists.OTHER if letter == "0" else letter.upper()
    return render(
        request,
        "services/letter.html",
        {
            "char": char,
            "letters": lists.letter_bar(current=char),
            "rows": lists.rows_under(char),
        },
    )


@require_safe
@public_page(knows=())
def titles(request):
    """Every title and synonym for the filter of the overview: [title, address, see?]."""
    words = [[row.title, row.url, *([row.see] if row.see else [])] for row in lists.all_rows()]
    return JsonResponse({"words": words}, json_dumps_params={"ensure_ascii": False})


@require_safe
@public_page(knows=())
def life_situation(request, slug):
    situation = get_object_or_404(LifeSituation, slug=slug)
    if situation.hidden:
        # Editors hide what was shown before.
        return error_page(request, "410.html", 410, {"gone": situation})
    ancestors, own, branches = lists.branches(situation)
    return render(
        request,
        "services/life_situation.html",
        {
            "situation": situation,
            "ancestors": ancestors,
            "rows": [lists.row_of(service) for service in own.services],
            "branches": [
                (branch.situation, [lists.row_of(service) for service in branch.services])
                for branch in branches
            ],
        },
    )


@require_safe
@public_page(knows=())
def service(request, slug):
    """One service in one language; gone when withdrawn, moved when its title has changed."""
    found = _prefetched().filter(slug=slug).first()
    if found is None:
        successor = lists.successor_of(slug)
        if successor is None:
            raise Http404
        return redirect(successor, permanent=True)
    if is_gone(found):
        return gone(request, found)
    if not is_public(found):
        raise Http404
    wish = request.GET.get("sprache", "")
    page = compose(found, wish or _language_of(found))
    if wish and wish not in {link.tag for link in page.languages}:
        return redirect(found)
    return render(request, "services/service.html", service_context(request, page))


def _language_of(found) -> str:
    """The language of the address, where the service has a text in it; else German."""
    asked = translation.get_language()
    return asked if asked in found.languages else GERMAN


def service_context(request, page):
    """The context of the service template; the editors' preview uses it too."""
    language = page.language
    about, background = _divided(page.sections)
    return {
        "page": page,
        "service": page.service,
        "about": about,
        "background": background,
        "contents": _contents(page, about, background),
        "canonical": request.build_absolute_uri(address_in(page.service, language)),
        "text_language": "de" if language == "de-LS" else language,
        "direction": "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr",
        "easy": language == "de-LS",
        "schema": service_schema(page, request.build_absolute_uri),
        # Every language of the site leads here: where there is no text in it, the page says so.
        "translations": {
            **{code: address_in(page.service, code) for code in get_content_languages()},
            **{link.tag: link.url for link in page.languages},
        },
        "only_german": language == GERMAN and translation.get_language() != GERMAN,
    }


def _departments():
    """The two top levels of the administration: often the first is only the city's name."""
    upper = Q(parent=None) | Q(parent__parent=None)
    return OrganisationalUnit.objects.published().filter(upper).only("name", "names", "slug")


def _divided(sections):
    """(main sections, background sections): the offices stand between them."""
    background = {modules.RESPONSIBLE_BODY, modules.CONTACT_POINT, modules.FURTHER_INFORMATION}
    background |= {modules.LEGAL_BASIS, modules.REMEDIES}
    late = [item for item in sections if item.code in background or item.code.startswith("x:")]
    return [item for item in sections if item not in late], late


def _contents(page, about, background):
    """[(anchor, heading)] of the table of contents."""
    return [
        *((section.anchor, section.heading) for section in about),
        *([("stelle", _("Where to go"))] if page.units else []),
        *((section.anchor, section.heading) for section in background),
        *([("verwandt", _("Related services"))] if page.related else []),
    ]


def _prefetched():
    return Service.objects.select_related("source", "base").defer(
        "search_text", "base__search_text"
    )


def gone(request, found):
    """410 with links to go on."""
    context = {
        "service": found,
        "similar": [lists.row_of(item) for item in lists.similar_to(found)],
    }
    return error_page(request, "services/gone.html", 410, context)


@require_safe
def permalink(request, key):
    """`<agency>_<id>`, the address that never changes, leads to today's."""
    parts = [(key[:at], key[at + 1 :]) for at, char in enumerate(key) if char == "_"]
    same = Q()
    for agency, external_id in parts:
        same |= Q(agency=agency, external_id=external_id)
    if not parts:
        raise Http404
    rows = Service.objects.filter(same).exclude(external_id="")
    found = rows.order_by(F("withdrawn_at").asc(nulls_first=True), "id").first()
    if found is None:
        raise Http404
    return redirect(found)
