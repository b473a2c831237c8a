"""Removal of untranslated texts: sources send the German one instead. No Django here."""

from services.records import TextModule

TITLE = "03"


def only_translated(modules: dict[str, list[TextModule]], main: str) -> dict[str, list[TextModule]]:
    """The text modules by language, without those that only repeat the main language.

    A title may be the same in both ("BAföG") if anything else is translated; a language of which
    nothing is left has an empty list.
    """
    originals = {_content(module) for module in modules[main]}
    kept = {main: modules[main]}
    for tag, found in modules.items():
        if tag == main:
            continue
        own = [module for module in found if _content(module) not in originals]
        titles = [module for module in found if module.code == TITLE and module not in own]
        kept[tag] = titles + own if own else []
    return kept


def _content(module: TextModule):
    return module.code, module.html, tuple(link.url for link in module.links)
