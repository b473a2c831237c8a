"""The wizard for a further site: three pages, a summary, and the remaining tasks.

The input is kept in the session, so that one can go back.
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import log
from wagtail.models import Site

from accounts.groups import names_of_site
from accounts.role_log import recorded

from . import new_site

KEPT = "frame.new-site"
NAMES = [step.name for step in new_site.STEPS]


def may_make_sites(user) -> bool:
    """Whether the user may create sites, and groups for them."""
    return user.has_perms(["wagtailcore.add_site", "auth.add_group"])


class NewSiteItem(MenuItem):
    def is_shown(self, request):
        return may_make_sites(request.user)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request, name=NAMES[0]):
    """One page of the wizard; the next one comes when it is right."""
    _check(request)
    if name not in NAMES:
        raise Http404
    number = NAMES.index(name)
    current = new_site.STEPS[number]
    kept = request.session.get(KEPT, {})
    if request.method == "POST":
        form = current.bound(request.user, request.POST)
        if form.is_valid():
            request.session[KEPT] = {**kept, name: request.POST.urlencode()}
            following = NAMES[number + 1 :]
            return redirect("frame_new_site_step", following[0]) if following else redirect(
                "frame_new_site_review"
            )  # fmt: skip
    else:
        form = current.bound(request.user, QueryDict(kept[name]) if name in kept else None)
    context = {
        **_frame(number),
        "form": form,
        "media": form.media,
        "back": reverse("frame_new_site_step", args=[NAMES[number - 1]]) if number else "",
    }
    return render(request, "frame/admin/new_site_step.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request):
    """The summary of the input; its button creates the site."""
    _check(request)
    kept = request.session.get(KEPT, {})
    forms = {}
    for one in new_site.STEPS:
        forms[one.name] = one.bound(request.user, QueryDict(kept.get(one.name, "")))
        if one.name not in kept or not forms[one.name].is_valid():
            return redirect("frame_new_site_step", one.name)
    if request.method == "POST":
        with recorded(request):
            site = new_site.create(forms)
        log(site, "wagtail.create", user=request.user)
        del request.session[KEPT]
        messages.success(request, _("The website “%(site)s” is made.") % {"site": site.site_name})
        return redirect("frame_new_site_done", site.pk)
    context = {
        **_frame(len(NAMES)),
        "entries": [
            (one, [(field.label, _words(field)) for field in forms[one.name]])
            for one in new_site.STEPS
        ],
    }
    return render(request, "frame/admin/new_site_review.html", context)


@require_safe
def done(request, pk):
    """The remaining tasks, with the person for each, and the button to undo it all."""
    _check(request)
    site = get_object_or_404(Site.objects.select_related("root_page"), pk=pk)
    context = {
        "page_title": _("What is left to do"),
        "page_subtitle": site.site_name,
        "header_icon": "site",
        "site": site,
        "groups": names_of_site(site)[0],
        "is_allowed": new_site.is_allowed(site.hostname),
    }
    return render(request, "frame/admin/new_site_done.html", context)


@require_POST
def undo(request, pk):
    """Undo: the site and its groups are deleted, its pages go to the wastebasket."""
    _check(request)
    site = get_object_or_404(Site, pk=pk)
    if site.is_default_site or not request.user.has_perm("wagtailcore.delete_site"):
        raise PermissionDenied
    name = site.site_name
    with recorded(request):
        new_site.undo(site, request.user)
    text = _("The website “%(site)s” is deleted. Its pages are in the wastebasket.")
    messages.success(request, text % {"site": name})
    return redirect("wagtailadmin_home")


def _check(request):
    if not may_make_sites(request.user):
        raise PermissionDenied


def _frame(number):
    titles = [*(one.title for one in new_site.STEPS), gettext_lazy("Check")]
    return {
        "page_title": _("New website"),
        "page_subtitle": titles[number],
        "header_icon": "site",
        "steps": titles,
        "number": number + 1,
    }


def _words(field) -> str:
    """The input in readable form."""
    value = field.form.cleaned_data.get(field.name)
    if value is True or value is False:
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        labels = {str(key): str(label) for key, label in field.field.choices}
        return ", ".join(labels.get(str(one), str(one)) for one in value) or "–"
    return str(value or "–")
