"""For every block of a page: what an editor fills in after choosing it."""

from collections.abc import Callable

from playwright.sync_api import Page

from .admin import add_block, choose, press, press_add, write_rich_text

Filling = Callable[[Page, str], None]  # the page, and how the names of the block's fields begin


def _unfold(page, name):
    """Open the group of fields that holds this one."""
    group = page.locator(f"section.collapsed:has([name={name}])")
    group.locator("> .w-panel__header [data-panel-toggle]").click()


def _text(page, name):
    write_rich_text(page, name, "Das Rathaus ist für alle da.")


def _accordion(page, name):
    page.locator(f"[name={name}-heading]").fill("Fragen und Antworten")
    page.locator(f"[name={name}-entries-0-value-title]").fill("Wann ist offen?")
    write_rich_text(page, f"{name}-entries-0-value-text", "Jeden Werktag.")


def _callout(page, name):
    page.locator(f"[name={name}-title]").fill("Am Freitag geschlossen")
    write_rich_text(page, f"{name}-text", "Wir machen einen Ausflug.")


def _quote(page, name):
    page.locator(f"[name={name}-text]").fill("Die Tür steht offen.")
    page.locator(f"[name={name}-name]").fill("Mira Beispiel")


def _image(page, name):
    opener = page.locator(f"#{name}-picture-image-chooser [data-chooser-action-choose]:visible")
    choose(page, opener, "Rathaus")
    page.locator(f"[name={name}-picture-alt_text]").fill("Das Rathaus mit rotem Dach")


def _video(page, name):
    page.locator(f"[name={name}-heading]").fill("Ein Rundgang")
    _unfold(page, f"{name}-url")
    page.locator(f"[name={name}-url]").fill("https://videos.example/rathaus")
    page.locator(f"[name={name}-decision]").select_option("page")


def _table(page, name):
    page.locator(f"[name={name}-table-caption]").fill("Was Urkunden kosten")
    table = page.locator(f".typed-table-block:has([name={name}-table-caption])")
    for position, heading in enumerate(("Urkunde", "Gebühr")):
        kind = table.locator(".add-column-menu:visible button").first
        press(table.locator("[data-append-column]"), kind)
        kind.click()
        table.locator(f"[name={name}-table-column-{position}-heading]").fill(heading)
    for position, words in enumerate(("Geburtsurkunde", "12 Euro")):
        table.locator(f"[name={name}-table-cell-0-{position}]").fill(words)


def _documents(page, name):
    page.locator(f"[name={name}-collection]").select_option(index=1)


def _links(page, name):
    page.locator(f"[name={name}-heading]").fill("Mehr dazu")
    add_block(page, "Adresse außerhalb", field="links")
    page.locator(f"[name={name}-links-0-value-url]").fill("https://land.example/")
    page.locator(f"[name={name}-links-0-value-title]").fill("Das Land")


def _services(page, name):
    page.locator(f"[name={name}-life_situation]").select_option(index=1)


def _contact(page, name):
    _unfold(page, f"{name}-name")
    page.locator(f"[name={name}-name]").fill("Jana Muster")
    page.locator(f"[name={name}-phone]").fill("06999 115-20")


def _opening_hours(page, name):
    _unfold(page, f"{name}-hours")
    page.locator(f"[name={name}-hours]").fill("Mo–Do 8–16 Uhr, Fr 8–12 Uhr")


def _map(page, name):
    page.locator(f"[name={name}-heading]").fill("So finden Sie uns")
    title = page.locator(f"[name={name}-points-0-value-title]")
    press_add(page, "points", title)
    title.fill("Rathaus")
    page.locator(f"[name={name}-points-0-value-latitude]").fill("50.12")
    page.locator(f"[name={name}-points-0-value-longitude]").fill("8.56")


def _contact_form(page, name):
    page.locator(f"[name={name}-email]").fill("rathaus@lindenfurt.example")


FILLINGS: dict[str, Filling] = {
    "text": _text,
    "accordion": _accordion,
    "callout": _callout,
    "quote": _quote,
    "image": _image,
    "video": _video,
    "table": _table,
    "documents": _documents,
    "links": _links,
    "services": _services,
    "contact": _contact,
    "opening_hours": _opening_hours,
    "map": _map,
    "contact_form": _contact_form,
}
