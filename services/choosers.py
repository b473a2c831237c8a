"""The chooser of a service, for supplements, blocks and links."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet

from .models import Service


class ServiceChooserViewSet(ChooserViewSet):
    model = Service
    name = "service_chooser"
    icon = "list-ul"
    choose_one_text = _("Choose a service")
    choose_another_text = _("Choose another service")
