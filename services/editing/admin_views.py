"""Admin views: list and inspection of services, start of a supplement, changed source texts."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from services.composing.layers import compose
from services.editing import decisions, inspection
from services.models import LastLook, Service, Supplement, SupplementModule
from services.records.normalise import leika_key

PER_PAGE = 10


def may(user, action):
    """Whether the user may add, change or publish supplements."""
    return policy_registry.get_by_type(Supplement).user_has_permission(user, action)


def may_supplement(user, service, supplement):
    """Whether the user may write this service's supplement (None: create it)."""
    policy = policy_registry.get_by_type(Supplement)
    if supplement is None:
        return policy.user_may_start(user, service)
    return policy.user_has_permission_for_instance(user, "change", supplement)


class ServiceIndexView(generic.IndexView):
    """The list of services; every opening is recorded as a look."""

    page_title = gettext_lazy("Services")
    default_ordering = "sort_key"
    is_searchable = True

    def get(self, request, *args, **kwargs):
        if not self.results_only:
            LastLook.record(request.user)
        return super().get(request, *args, **kwargs)

    def get_base_queryset(self):
        return (
            Service.objects.select_related("source", "supplement")
            .defer("record", "search_text", "own_layer", "municipal_layer", "internal")
            .prefetch_related("supplement__modules")
        )

    def search_queryset(self, queryset):
        """Search by title, LeiKa key (in any spelling) or identifier, or parts of them."""
        if not self.is_searching:
            return queryset
        text = self.search_query.replace("\x00", "")
        key = leika_key(text) or text
        return queryset.annotate(keys=Cast("leika_keys", TextField())).filter(
            Q(title__icontains=text) | Q(external_id__icontains=text) | Q(keys__icontains=key)
        )

    @property
    def columns(self):
        return [
            TitleColumn(
                "title",
                label=_("Title"),
                sort_key="sort_key",
                get_url=self.get_inspect_url,
            ),
            Column("source", label=_("Source"), accessor=_source_name, sort_key="source__title"),
            Column("layer", label=_("Texts"), accessor=_layers),
            DateColumn("changed_at", label=_("Last change"), sort_key="changed_at"),
            Column("missing", label=_("Missing"), accessor=_missing),
            Column("state", label=_("Shown"), accessor=_state),
        ]

    def get_add_url(self):
        if may(self.request.user, "add"):
            return reverse(Supplement.snippet_viewset.get_url_name("add"))

    @property
    def add_item_label(self):
        return _("Write a service of our own")


def _source_name(service):
    return service.source.title if service.source_id else _("Own service")


def _layers(service):
    names = [service.get_layer_display()]
    supplement = getattr(service, "supplement", None)
    if supplement and not service.is_own:
        names.append(_("supplemented") if supplement.live else _("supplement as a draft"))
    if supplement and any(module.source_moved_on for module in supplement.modules.all()):
        names.append(_("source has changed"))
    return ", ".join(str(name) for name in names)


def _missing(service):
    gaps = [
        (service.missing_fee, _("fee")),
        (service.missing_documents, _("required documents")),
        (service.missing_unit, _("responsible unit")),
    ]
    return ", ".join(name for is_missing, name in gaps if is_missing) or "–"


def _state(service):
    if service.withdrawn_at:
        return _("withdrawn")
    if not service.visible:
        return _("hidden") if service.source_id else _("not published")
    return service.get_status_display()


class ServiceInspectView(generic.InspectView):
    """The service as citizens see it, and the texts of each layer."""

    def get_object(self, queryset=None):
        return get_object_or_404(
            Service.objects.select_related("source", "base", "supplement"), pk=self.pk
        )

    def get_fields(self):
        return []

    def get_context_data(self, **kwargs):
        service = self.object
        supplement = getattr(service, "supplement", None)
        page = compose(service, self.request.GET.get("language", "de"))
        rows = inspection.layer_rows(service, page.language)
        return {
            **super().get_context_data(**kwargs),
            "service": service,
            "page": page,
            "rows": rows,
            "used": inspection.layers_used(rows),
            "origin": inspection.origin(service),
            "changes": inspection.latest_changes(service),
            "supplement": supplement,
            "moved_on": [
                module
                for module in (supplement.modules.all() if supplement else ())
                if module.source_moved_on
            ],
            "may_supplement": may_supplement(self.request.user, service, supplement),
            "shown": _state(service),
            "missing": _missing(service),
            "is_public": service.visible and not service.withdrawn_at,
        }


@require_POST
def supplement_service(request, pk):
    """The button “Ergänzen”: opens the service's supplement, created as a draft if need be."""
    service = get_object_or_404(Service, pk=pk)
    supplement = Supplement.objects.filter(service=service).first()
    if not may_supplement(request.user, service, supplement):
        raise PermissionDenied
    if supplement is None:
        supplement = start_supplement(service, request.user)
    return redirect(Supplement.snippet_viewset.get_url_name("edit"), supplement.pk)


@transaction.atomic
def start_supplement(service, user):
    """The supplement of a service, created as an empty draft."""
    supplement, is_new = Supplement.objects.get_or_create(service=service, defaults={"live": False})
    if is_new:
        revision = supplement.save_revision(user=user, clean=False)
        log(instance=supplement, action="wagtail.create", user=user, revision=revision)
    return supplement


@require_safe
def moved_on(request):
    """Own texts whose source has changed: the old, the new and the own text side by side."""
    if not may(request.user, "change"):
        raise PermissionDenied
    page = Paginator(decisions.pending_for(request.user), PER_PAGE).get_page(request.GET.get("p"))
    return render(
        request,
        "services/admin/moved_on.html",
        {
            "header_title": _("The source has changed"),
            "header_icon": "history",
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                {"url": reverse("catalogue_services:index"), "label": _("Services")},
                {"url": "", "label": _("The source has changed")},
            ],
            "page": page,
            "rows": [(module, decisions.difference(module)) for module in page],
            "may_decide": may(request.user, "publish"),
            "edit_url_name": Supplement.snippet_viewset.get_url_name("edit"),
            "history_url_name": Supplement.snippet_viewset.get_url_name("history"),
        },
    )


DECISIONS = {
    "keep": (decisions.keep_own_text, gettext_lazy("The own text stays: %(text)s.")),
    "source": (decisions.take_source_text, gettext_lazy("The source's text shows: %(text)s.")),
}


@require_POST
def decide(request, pk):
    """`decision`: keep the own text, or take the source's."""
    if not may(request.user, "publish"):
        raise PermissionDenied
    module = get_object_or_404(SupplementModule.objects.select_related("supplement"), pk=pk)
    act, message = DECISIONS.get(request.POST.get("decision"), (None, ""))
    if act is None or not module.supplement.live:
        messages.error(request, _("Nothing was changed. Please choose one of the two buttons."))
    else:
        label = f"{module.supplement} – {module.get_code_display()}"
        act(module, request.user)
        messages.success(request, message % {"text": label} + " " + _("The history can undo this."))
    return redirect("services_moved_on")
