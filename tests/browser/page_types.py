"""For every type of page: below which an editor makes one, and what must be filled in.

A type that is not in RECIPES needs its title alone.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone, translation
from playwright.sync_api import Page
from wagtail.models import get_page_models

from content.pages import CityPage
from home.barrier_blocks import Reason

from .admin import add_block, press_add

HOME = "home.homepage"


def in_german(text) -> str:
    """A label as the editor reads it."""
    with translation.override("de"):
        return str(text)


def _models() -> dict:
    models = [model for model in get_page_models() if issubclass(model, CityPage)]
    return {model._meta.label_lower: model for model in models}


def all_types() -> list[str]:
    """Every type of page that editors can make, as "app.model"."""
    return list(_models())


def nothing(page: Page):
    """The title is enough."""


@dataclass(frozen=True)
class Recipe:
    """How one page of a type is made. parent: of a type that stands before it in RECIPES."""

    title: str
    fill: Callable[[Page], None] = nothing
    parent: str = HOME


def _fields(**values) -> Callable[[Page], None]:
    """Fill the fields with these names; a choice is made by its value."""

    def fill(page):
        for name, value in values.items():
            field = page.locator(f"#id_{name}")
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    return fill


def _steps(page):
    for position, title in enumerate(("Wohnung anmelden", "Müll anmelden")):
        heading = page.locator(f"[name=steps-{position}-value-title]")
        press_add(page, "steps", heading)
        heading.fill(title)


def _statement(page):
    _fields(
        scope="lindenfurt.example",
        land="06",
        status="partly",
        method="self",
        contact="Hauptamt",
        contact_email="barrierefrei@lindenfurt.example",
    )(page)
    add_block(page, in_german(Reason.NOT_CONFORM.label), field="barriers")
    page.locator("[name=barriers-0-value-what]").fill("Ältere Formulare als PDF")


def _form(page):
    _fields(
        purpose="Wir bearbeiten Ihre Bestellung.",
        legal_basis="Art. 6 Abs. 1 Buchst. e DSGVO",
        to_address="rathaus@lindenfurt.example",
    )(page)
    page.locator("#id_form_fields-ADD").click()
    page.locator("#id_form_fields-0-field_type").select_option("singleline")
    page.locator("#id_form_fields-0-label").fill("Ihr Name")


RECIPES = {
    HOME: Recipe("Stadtwerke", parent="wagtailcore.page"),
    # Below them stand pages of other types.
    "home.landingpage": Recipe("Familie"),
    "home.standardpage": Recipe("Unser Rathaus", parent="home.landingpage"),
    "home.stepbysteppage": Recipe("Umzug", _steps, parent="home.landingpage"),
    "home.imprintpage": Recipe(
        "Impressum",
        _fields(
            provider="Stadt Lindenfurt",
            legal_form="Körperschaft des öffentlichen Rechts",
            represented_by="Bürgermeisterin Erika Beispiel",
            street="Wernstraße 24",
            postcode="36999",
            place="Lindenfurt",
            phone="06999 115-0",
            email="info@lindenfurt.example",
            responsible="Petra Muster, Hauptamt",
        ),
    ),
    "home.privacypage": Recipe(
        "Datenschutz",
        _fields(
            controller="Stadt Lindenfurt",
            controller_address="Wernstraße 24",
            controller_email="info@lindenfurt.example",
            officer="Behördliche Datenschutzbeauftragte",
            officer_email="datenschutz@lindenfurt.example",
            land="06",
        ),
    ),
    "home.accessibilitystatementpage": Recipe("Barrierefreiheit", _statement),
    "news.eventindexpage": Recipe("Veranstaltungen"),
    "news.eventpage": Recipe(
        "Konzert im Park",
        _fields(starts_on=f"{timezone.localdate():%d.%m.%Y}"),
        parent="news.eventindexpage",
    ),
    "jobs.jobspage": Recipe("Stellenangebote"),
    "jobs.jobpage": Recipe(
        "Gärtnerin oder Gärtner (m/w/d)",
        _fields(
            apply_until=f"{timezone.localdate():%d.%m.%Y}",
            apply_email="bewerbung@lindenfurt.example",
        ),
        parent="jobs.jobspage",
    ),
    "forms.formpage": Recipe("Heft bestellen", _form),
}


def recipes() -> dict[str, Recipe]:
    """{type: its recipe} of all types, parents before their children."""
    there = {kind: RECIPES[kind] for kind in RECIPES if kind in all_types()}
    others = [model for kind, model in _models().items() if kind not in there]
    while others:
        ready = [model for model in others if _parent_in(model, there)]
        if not ready:
            raise LookupError(f"no type of page takes {others} below it")
        there |= {
            model._meta.label_lower: Recipe(
                in_german(model._meta.verbose_name), parent=_parent_in(model, there)
            )
            for model in ready
        }
        others = [model for model in others if model not in ready]
    return there


def _parent_in(model, there) -> str:
    """A type that takes this one below it: the home page, if that does; "" without one."""
    parents = [parent._meta.label_lower for parent in model.allowed_parent_page_models()]
    found = [parent for parent in parents if parent in there]
    return HOME if HOME in found else next(iter(found), "")
