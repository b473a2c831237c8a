"""Creation of a further site of the installation: home page, look, parts, groups."""

import re
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http.request import validate_host
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Collection, Page, Site, Workflow

from accounts.groups import names_of_site, setup_groups_of_site
from core.text.slugs import free_slug

from . import wastebasket
from .models import HeaderFooter, SiteParts, Theme
from .models.theme import NAMES

_HOST = re.compile(
    r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
)


class NameForm(forms.Form):
    """The name and the address of the site."""

    site_name = forms.CharField(
        label=_("Name of the website"),
        max_length=255,
        help_text=_("It stands in the header, for example: Stadtwerke Lindenfurt."),
    )
    hostname = forms.CharField(
        label=_("Address"),
        max_length=253,
        help_text=_("Without https:// and without a path, for example: stadtwerke.lindenfurt.de"),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    has_groups = forms.BooleanField(
        label=_("Make groups of its own"),
        required=False,
        initial=True,
        help_text=_(
            "An editorial team and department editors who see this website alone, with a review "
            "and a collection of files of their own. Otherwise the city's editors write it."
        ),
    )

    def clean_hostname(self):
        host = self.cleaned_data["hostname"].strip().lower().rstrip(".")
        if not _HOST.fullmatch(host):
            raise ValidationError(
                _("Write the name of a host alone, for example: stadtwerke.lindenfurt.de")
            )
        if Site.objects.filter(hostname=host).exists():
            raise ValidationError(_("There is a website with this address already."))
        return host


class PartsForm(WagtailAdminModelForm):
    """The apps of the city that the site offers."""

    class Meta:
        model = SiteParts
        fields = ["hidden", "searches_all_sites", "no_index"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # It is empty as yet.
        self.initial["no_index"] = True


class LookForm(WagtailAdminModelForm):
    """Colours and logo; colours that cannot be read are refused, as in the settings."""

    class Meta:
        model = Theme
        fields = [
            *(f"{scheme}_{name}" for scheme in ("light", "dark") for name in NAMES),
            "logo",
            "shows_name",
            "logo_alt",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        schemes = {"light": _("in the light"), "dark": _("in the dark")}
        for scheme, words in schemes.items():
            for name in NAMES:
                field = self.fields[f"{scheme}_{name}"]
                field.label = f"{field.label} ({words})"


@dataclass(frozen=True)
class Step:
    """One page of the wizard."""

    name: str
    title: str
    form: type[forms.BaseForm]

    def bound(self, user, data=None):
        options = {} if self.form is NameForm else {"for_user": user}
        return self.form(data, **options)


STEPS = (
    Step("name", _("Name and address"), NameForm),
    Step("parts", _("What it offers"), PartsForm),
    Step("look", _("Look"), LookForm),
)


@transaction.atomic
def create(forms_by_step: dict[str, forms.BaseForm]) -> Site:
    """Create all of it, or nothing. The forms are valid."""
    data = forms_by_step["name"].cleaned_data
    main = Site.objects.get(is_default_site=True)
    root = Page.get_first_root_node()
    taken = set(root.get_children().values_list("slug", flat=True))
    kind = main.root_page.specific_class
    home = kind(
        title=data["site_name"],
        slug=free_slug(data["site_name"], taken, "start"),
        locale=main.root_page.locale,
    )
    root.add_child(instance=home)
    home.save_revision().publish()
    site = Site.objects.create(
        hostname=data["hostname"],
        port=main.port,
        site_name=data["site_name"],
        root_page=home,
    )
    for name in ("parts", "look"):
        row = forms_by_step[name].save(commit=False)
        row.site = site
        row.save()
    HeaderFooter.objects.get_or_create(site=site)
    if data["has_groups"]:
        setup_groups_of_site(site)
    return site


@transaction.atomic
def undo(site: Site, user):
    """Delete the site with its groups; its pages go to the wastebasket, files stay."""
    groups, workflows, collection = names_of_site(site)
    home = site.root_page
    Workflow.objects.filter(name__in=workflows).delete()
    Group.objects.filter(name__in=groups, user=None).delete()
    empty = Collection.objects.filter(name=collection, depth__gt=1).first()
    if empty and empty.is_leaf() and not _holds_files(empty):
        empty.delete()
    site.delete()
    if not wastebasket.sites_below(home).exists():
        wastebasket.throw_away(home, user)


def is_allowed(host: str) -> bool:
    """Whether this installation answers requests for the host (ALLOWED_HOSTS)."""
    return validate_host(host, settings.ALLOWED_HOSTS)


def _holds_files(collection) -> bool:
    from wagtail.documents import get_document_model
    from wagtail.images import get_image_model

    models = (get_document_model(), get_image_model())
    return any(model.objects.filter(collection=collection).exists() for model in models)
