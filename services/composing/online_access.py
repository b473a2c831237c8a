"""Online access to a service: online services first, forms second."""

from dataclasses import replace

from core.safe_links import web_address
from services.areas import our_area
from services.composing.actions import action_of, is_application_form
from services.composing.links import fill
from services.composing.loading import Parts
from services.composing.page import FormLink, OnlineAccess
from services.validity import is_valid_today


def online_services(parts: Parts, language: str = "de") -> tuple[OnlineAccess, ...]:
    """The online services, the editors' own first, each with its action."""
    found = {}
    for link in parts.own.get("links", ()):
        if link["kind"] == "online":
            action = link.get("action") or action_of([link["title"]], parts.service.title)
            found.setdefault(link["url"], OnlineAccess(link["title"], link["url"], action))
    for item in parts.responsibilities:
        online = item.online_service
        if online is None or online.hidden or online.withdrawn_at or not is_valid_today(online):
            continue
        for access in _accesses(parts.service, online, language, parts.own.get("online_action")):
            found.setdefault(access.url, access)
    return tuple(found.values())


def _accesses(service, online, language, chosen):
    starts = [link for link in online.links if link.get("kind", "start") == "start"]
    spoken = [link for link in starts if link.get("language") in (language, "")]
    german = [link for link in starts if link.get("language") == "de"]
    for link in (spoken or german or starts)[:1]:
        if url := web_address(_fill(link["url"], service)):
            titles = (online.title, link.get("title"), online.kind)
            yield OnlineAccess(
                title=_title(link, online, language),
                url=url,
                action=chosen or action_of(titles, service.title, service.in_person),
                trust_level=online.trust_level,
                identification=tuple(online.identification),
                payment_methods=tuple(online.payment_methods),
                description=online.descriptions.get(language, ""),
            )


def _title(link, online, language):
    """The link's own title in its own language, else the name of the online service."""
    if language != "de" and link.get("language") != language and online.titles.get(language):
        return online.titles[language]
    return link.get("title") or online.titles.get(language) or online.title


def forms_of(parts: Parts, language: str) -> tuple[FormLink, ...]:
    """The forms to download, the editors' own first."""
    found = {}
    for link in parts.own.get("links", ()):
        if link["kind"] == "form":
            found[link["url"]] = _form_link(link["title"], link["title"], link["url"])
    forms = [item.form for item in parts.responsibilities if item.form] + parts.forms
    for form in forms:
        if form.withdrawn_at:
            continue
        spoken = [link for link in form.links if link.get("language") in (language, "")]
        for link in spoken or form.links:
            if url := web_address(link["url"]):
                title = link.get("title") or form.titles.get(language) or form.title
                found.setdefault(url, _form_link(form.title, title, url))
    return tuple(found.values())


def _form_link(german, title, url):
    """A form; the German title decides whether it is the application itself."""
    return FormLink(title, url, _file_type(url), is_application_form(german))


def _file_type(url: str) -> str:
    ending = url.split("?")[0].rsplit("/", 1)[-1].rpartition(".")[2]
    return ending.upper() if ending.lower() in {"pdf", "docx", "odt", "doc", "xlsx"} else ""


def filled(links, service):
    """The valid links among these, with their placeholders filled."""
    for link in links:
        if url := web_address(_fill(link.url, service)):
            yield replace(link, url=url)


def _fill(url, service):
    return fill(
        url,
        area=our_area(service.source),
        leika_key=service.leika_keys[0] if service.leika_keys else "",
        service_key=service.external_id,
    )
