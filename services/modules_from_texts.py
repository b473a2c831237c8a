"""Conversion of delivered text modules to the format of language versions."""

from services.records import Link, TextModule


def modules_by_language(text_modules) -> dict[str, dict[str, dict]]:
    """{language: {code: {"html", "links", "heading", "channels"}}}, without empty entries.

    Takes TextModule records or their JSON. Two texts of one code and channel are joined.
    """
    languages: dict[str, dict[str, dict]] = {}
    for item in text_modules:
        module = item if isinstance(item, TextModule) else _from_json(item)
        entry = languages.setdefault(module.language, {}).setdefault(module.code, {})
        if module.html and module.channel:
            channels = entry.setdefault("channels", {})
            channels[module.channel] = channels.get(module.channel, "") + module.html
        elif module.html:
            entry["html"] = entry.get("html", "") + module.html
        if module.links:
            entry.setdefault("links", []).extend(_link(link) for link in module.links)
        if module.heading:
            entry["heading"] = module.heading
    return languages


def _from_json(values):
    links = tuple(Link(**link) for link in values["links"])
    return TextModule(**{**values, "links": links})


def _link(link: Link) -> dict:
    values = {"url": link.url, "title": link.title, "description": link.description}
    return {name: value for name, value in values.items() if value}
