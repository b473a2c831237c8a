from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

STYLES = tuple(
    f"home/{name}.css" for name in ("home", "topic", "journey", "easy", "pages", "styleguide")
)


class HomeConfig(AppConfig):
    """The home page and the pages that editors write."""

    name = "home"
    verbose_name = _("Home")

    def ready(self):
        from core.registries import navigation, stylesheets, worklist
        from core.registries.slots import (
            FOOTER,
            NOT_FOUND,
            PAGE_HEAD,
            SERVICE_HEAD,
            Teaser,
            register,
        )
        from home import (
            barriers,
            completeness,
            journeys,
            permissions,
            plain_languages,
            retention,
        )
        from home import (
            not_found as way_on,
        )
        from services.composing import related
        from submissions import delivery_kinds

        permissions.register()
        stylesheets.register(*STYLES)
        register(Teaser("home.journey", PAGE_HEAD, "home/_journeys.html", journeys.for_page, 10))
        register(
            Teaser(
                "home.journey-service", SERVICE_HEAD, "home/_journeys.html", journeys.for_service
            )
        )
        related.register_next(journeys.next_services)
        register(Teaser("home.barrier", FOOTER, "home/_barrier_link.html", barriers.footer_link))
        register(Teaser("home.maybe", NOT_FOUND, "home/_maybe.html", way_on.suggestions))
        for icon, pairs in plain_languages.VARIANTS.items():
            navigation.register_variants(icon, pairs)
        delivery_kinds.register(barriers.delivery_kind())
        completeness.register_checks()
        retention.register()
        worklist.register(
            worklist.Todo("barriers", _("Reported barriers"), barriers.worklist_items, 20)
        )
