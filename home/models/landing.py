"""The front page of a topic."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, MultipleChooserPanel
from wagtail.models import Orderable, Page

from content.pages import CityPage
from home.cards import cards_for_pages, cards_for_services, child_pages
from services.models import LifeSituation, Service

from .base import CONTENT_PARENTS, ContentPage


class LandingPage(ContentPage):
    """A topic: the pages below it, and the services that belong to it."""

    situation = models.ForeignKey(
        LifeSituation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("services of a life situation"),
        help_text=_("All services of this life situation are listed; nothing to keep up by hand."),
    )

    template = "home/landing_page.html"
    parent_page_types = CONTENT_PARENTS
    page_description = _(
        "The front page of a topic, for example “Families”: tiles for the pages below it and for "
        "the services that belong to it."
    )

    content_panels = [
        *CityPage.content_panels,
        FieldPanel("picture"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                MultipleChooserPanel(
                    "services",
                    chooser_field_name="service",
                    label=_("Service"),
                    heading=_("Services"),
                ),
                FieldPanel("situation"),
            ],
            heading=_("Services"),
            help_text=_("The pages below this one get a tile by themselves."),
        ),
    ]
    promote_panels = [*Page.promote_panels, FieldPanel("also_called")]

    class Meta:
        verbose_name = _("topic page")
        verbose_name_plural = _("topic pages")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return {
            **context,
            "tiles": cards_for_pages(child_pages(self), request),
            "services": cards_for_services(self.shown_services()),
        }

    def shown_services(self) -> list[Service]:
        """The chosen services in their order, then those of the life situation; each once."""
        chosen = [row.service_id for row in self.services.all()]
        found = Service.objects.published().for_list()
        by_id = {service.pk: service for service in found.filter(pk__in=chosen)} if chosen else {}
        services = [by_id[pk] for pk in chosen if pk in by_id]
        if self.situation_id is None:
            return services
        more = found.filter(life_situations=self.situation_id).exclude(pk__in=by_id)
        return [*services, *more]


class LandingService(Orderable):
    """A service that a topic page shows."""

    page = ParentalKey(LandingPage, on_delete=models.CASCADE, related_name="services")
    service = models.ForeignKey(
        Service, models.CASCADE, related_name="+", verbose_name=_("service")
    )

    panels = [FieldPanel("service")]

    class Meta(Orderable.Meta):
        verbose_name = _("service")
        verbose_name_plural = _("services")
