"""Blocks that know the catalogue: the service teaser, and links to services."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ListBlock

from content.blocks.base import CITY, BulkChooserBlock, CityBlock, ListChooserBlock, heading
from content.blocks.links import Link, LinkItem, LinksBlock, LinkStream

from .models import LifeSituation, Service

# What a row shows, and what tells whether citizens see the service.
COLUMNS = ("title", "slug", "sort_key", "teaser", "online_links", "names", "status", "own_layer")
CONDITIONS = ("withdrawn_at", "visible", "valid_from", "valid_through")
SAMPLE_SIZE = 4


class ServiceChooserBlock(BulkChooserBlock):
    """A service of the catalogue, with the columns of a list row."""

    target_model = Service

    @cached_property
    def widget(self):
        from .choosers import ServiceChooserViewSet

        return ServiceChooserViewSet().widget_class()

    def rows(self):
        return Service.objects.only(*COLUMNS, *CONDITIONS, "agency", "external_id")

    class Meta:
        icon = "list-ul"


class LifeSituationChooserBlock(ListChooserBlock):
    """A life situation, from a list."""

    target_model = LifeSituation

    class Meta:
        icon = "folder-open-inverse"


def is_published(service) -> bool:
    """As ServiceQuerySet.published, for one that is loaded."""
    today = timezone.localdate()
    return (
        service.visible
        and service.withdrawn_at is None
        and (service.valid_from is None or service.valid_from <= today)
        and (service.valid_through is None or service.valid_through >= today)
    )


class ServicesBlock(CityBlock):
    """Services with their online access, as in the lists of the catalogue."""

    heading = heading()
    services = ListBlock(
        ServiceChooserBlock(label=_("Service")), label=_("Services"), default=[], min_num=0
    )
    life_situation = LifeSituationChooserBlock(
        required=False,
        label=_("Or all of a life situation"),
        help_text=_("New services of the life situation then appear by themselves."),
    )

    class Meta:
        label = _("Services")
        icon = "list-ul"
        group = CITY
        description = _("Services with “Apply online” and what is not available as usual.")
        template = "blocks/services.html"
        label_format = "{heading}"

    def sample(self):
        found = Service.objects.published().order_by("-featured", "sort_key", "pk")
        return {
            "heading": gettext("What you can do here"),
            "services": list(found.only(*COLUMNS, *CONDITIONS)[:SAMPLE_SIZE]),
        }

    def problems(self, value):
        if not value["services"] and not value.get("life_situation"):
            return {"services": _("Please choose services or a life situation.")}
        return {}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        chosen = [service for service in value["services"] if service and is_published(service)]
        context["services"] = [*chosen, *_services_of(value.get("life_situation"), chosen)]
        return context

    def get_searchable_content(self, value):
        chosen = [service.title for service in value["services"] if service]
        return [value.get("heading") or "", *chosen]


def _services_of(situation, others) -> list[Service]:
    """Published services of a life situation and of all below, without the others. Two queries."""
    if situation is None or situation.hidden:
        return []
    members = LifeSituation.objects.filter(hidden=False).tree().subtree(situation.pk)
    found = Service.objects.published().filter(
        pk__in=Service.life_situations.through.objects.filter(lifesituation__in=members).values(
            "service"
        )
    )
    known = {service.pk for service in others}
    return list(found.exclude(pk__in=known).only(*COLUMNS).order_by("sort_key", "pk"))


class ServiceLink(LinkItem):
    """A link to a service; it disappears with the service."""

    service = ServiceChooserBlock(label=_("Service"))

    class Meta:
        label = _("Service")
        icon = "list-ul"
        form_layout = ["service", "title", "text"]

    def link(self, value, request):
        service = value.get("service")
        if not service or not is_published(service):
            return None
        title = value.get("title") or service.shown_title
        return Link(title, service.get_absolute_url(), value.get("text") or "")


class CityLinkStream(LinkStream):
    """Links to pages, services and elsewhere."""

    service = ServiceLink()


class CityLinksBlock(LinksBlock):
    """A link list that knows services too."""

    links = CityLinkStream(label=_("Links"), min_num=1)

    class Meta:
        description = _("Pages, services, and addresses elsewhere, which are marked.")
