"""For editors: what is followed and by how many; addresses only with a permission of their own."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from . import double_opt_in
from .models import Subscriber, Subscription

PER_PAGE = 50


def may_see_numbers(user) -> bool:
    return user.has_perm("subscriptions.view_subscription")


@require_safe
def numbers(request):
    """What is followed, the most followed first. No address stands here."""
    if not may_see_numbers(request.user):
        raise PermissionDenied
    page = Paginator(Subscription.objects.counted(), PER_PAGE).get_page(request.GET.get("p"))
    firsts = Subscription.objects.in_bulk([row["first"] for row in page])
    return render(
        request,
        "subscriptions/admin/numbers.html",
        {
            "page_title": _("Notifications"),
            "header_icon": "mail",
            "rows": [(firsts[row["first"]], row) for row in page if row["first"] in firsts],
            "page": page,
            "addresses": Subscriber.objects.count(),
            "waiting": double_opt_in.waiting().count(),
        },
    )


class SubscriberPolicy(ModelPermissionPolicy):
    """Addresses can be looked at and deleted; only their owners add or change anything."""

    def user_has_permission(self, user, action):
        return action in ("view", "delete") and super().user_has_permission(user, action)

    def users_with_any_permission(self, actions):
        return super().users_with_any_permission({"view", "delete"} & set(actions))


class SubscriberIndexView(generic.IndexView):
    def get_base_queryset(self):
        return Subscriber.objects.prefetch_related("subscriptions")


class SubscriberDeleteView(generic.DeleteView):
    @property
    def confirmation_message(self):
        return _("Delete %(address)s and all that it follows?") % {"address": self.object.address}


class SubscriberViewSet(ModelViewSet):
    """Addresses, for whoever gets mails back that could not be delivered."""

    model = Subscriber
    name = "subscribers"
    url_prefix = "benachrichtigungen/adressen"
    icon = "mail"
    menu_label = gettext_lazy("Addresses of notifications")
    menu_hook = "register_reports_menu_item"
    add_to_admin_menu = False
    index_view_class = SubscriberIndexView
    delete_view_class = SubscriberDeleteView
    copy_view_enabled = False
    inspect_view_enabled = False
    form_fields = []
    search_fields = ["address"]
    search_backend_name = None
    list_filter = {"refusals": ["gte"]}
    list_per_page = PER_PAGE
    list_display = [
        "address",
        Column(
            "followed",
            label=gettext_lazy("Confirmed"),
            accessor=lambda row: len(row.subscriptions.all()),
        ),
        Column("refusals", label=gettext_lazy("Refused mails"), sort_key="refusals"),
        DateColumn("created_at", label=gettext_lazy("Since"), sort_key="created_at"),
    ]
