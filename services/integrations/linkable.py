"""Services as something that editors point to from other apps (core.registries.linkable)."""

from django.utils.translation import gettext_lazy as _

from core.registries.linkable import Linkable

from ..models import Service


def _chooser():
    from ..choosers import ServiceChooserViewSet

    return ServiceChooserViewSet().widget_class()


SERVICES = Linkable(
    name="service",
    label=_("Service"),
    heading=_("Matching services"),
    everything=lambda: Service.objects.all(),
    published=lambda: Service.objects.published().for_list(),
    widget=_chooser,
    title=lambda service: service.title,
)
