"""Editors make, list and revoke preview links."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.log_actions import log
from wagtail.models import Page

from . import targets
from .forms import LinkForm
from .models import PreviewLink, address

# The new link waits here for the page that tells it, once.
NEW_LINK = "new-preview-link"


def links(request, label, pk):
    """The links of one page or supplement, and a form for another one."""
    instance = _instance(request, label, pk)
    form = LinkForm(instance, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _make(request, label, instance, form)
    return render(
        request,
        "previews/admin/links.html",
        {
            "page_title": _("Preview links"),
            "page_subtitle": getattr(instance, "draft_title", "") or str(instance),
            "header_icon": "view",
            "instance": instance,
            "edit_url": AdminURLFinder(request.user).get_edit_url(instance),
            "form": form,
            "links": PreviewLink.objects.of(instance).active().select_related("made_by"),
            "new_link": request.session.pop(NEW_LINK, ""),
        },
    )


@require_POST
def revoke(request, pk):
    link = get_object_or_404(PreviewLink.objects.select_related("content_type"), pk=pk)
    instance = link.target
    if instance is None or not targets.may_edit(request.user, instance):
        raise PermissionDenied
    if link.revoked_at is None:
        link.revoke()
        log(instance=instance, action="previews.revoke", user=request.user)
        messages.success(request, _("The link shows nothing any more."))
    return redirect(address_of(instance))


def address_of(instance) -> str:
    """Where the links of this page or supplement are kept."""
    return reverse("previews_links", args=[targets.label_of(instance), instance.pk])


def _instance(request, label, pk):
    model = targets.model_of(label)
    if model is None:
        raise Http404
    instance = get_object_or_404(model, pk=pk)
    if isinstance(instance, Page):
        instance = instance.specific
    if not targets.may_edit(request.user, instance):
        raise PermissionDenied
    return instance


def _make(request, label, instance, form):
    said = form.cleaned_data
    link, token = PreviewLink.make(
        instance,
        request.user,
        said["days"],
        fixed=said.get("fixed", False),
        with_section=said.get("with_section", False),
        note=said["note"],
    )
    log(instance=instance, action="previews.make", user=request.user)
    request.session[NEW_LINK] = request.build_absolute_uri(address(token))
    messages.success(request, _("The link is ready. Copy it now: it is shown only once."))
    return redirect("previews_links", label, instance.pk)
