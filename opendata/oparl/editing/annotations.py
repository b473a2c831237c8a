"""Annotations in the admin: visibility, introductions, summaries, links of papers."""

from django.contrib.admin.utils import quote
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import CreateView

from core.yes_no import yes_no

from ..models import (
    Body,
    BodyChoice,
    Organization,
    OrganizationChoice,
    Paper,
    PaperLink,
    PaperSummary,
)
from .link_form import link_panels


class AboutCreateView(CreateView):
    """Creates an annotation of the object in the address, which the form sends along."""

    def dispatch(self, request, *args, **kwargs):
        admin = self.model_admin
        field = admin.model._meta.get_field(admin.target)
        self.about = _named(field.related_model, request.GET.get(admin.target, ""))
        if self.about is None:
            messages.warning(request, _("Choose in this list first what you want to write about."))
            model = field.related_model._meta.model_name
            return redirect(f"oparl_{model}_modeladmin_index")
        return super().dispatch(request, *args, **kwargs)

    @property
    def create_url(self):
        return self.model_admin.link_for(self.about)["url"]

    def get_instance(self):
        instance = super().get_instance()
        setattr(instance, self.model_admin.target, self.about)
        return instance

    def get_page_subtitle(self):
        return str(self.about)


class OwnWordsCreateView(AboutCreateView):
    """Creates the one annotation of an object, also when two editors begin it at the same time."""

    def get(self, request, *args, **kwargs):
        if existing := self.existing():
            return redirect(self.address_of(existing))
        return super().get(request, *args, **kwargs)

    def form_valid(self, form):
        existing = self.existing()
        if not existing:
            return super().form_valid(form)
        text = _(
            "Somebody has written this entry meanwhile. Yours is not saved and stands below: copy "
            "from it what is missing in the other one."
        )
        messages.warning(
            self.request,
            text,
            buttons=[messages.button(self.address_of(existing), _("Edit"), new_window=True)],
        )
        return self.render_to_response(self.get_context_data(form=form))

    def existing(self):
        admin = self.model_admin
        return admin.model.objects.filter(**{admin.target: self.about}).first()

    def address_of(self, entry) -> str:
        return self.model_admin.url_helper.get_action_url("edit", quote(entry.pk))


def _named(model, key: str):
    """The object with this primary key from an address; None for anything else."""
    if not (key.isascii() and key.isdigit() and len(key) <= 18):
        return None
    return model.objects.filter(pk=int(key)).first()


class AboutAdmin(ModelAdmin):
    """target: the field for the object; button: its label in the object's list."""

    create_view_class = AboutCreateView
    target = ""
    button = ""

    def get_menu_label(self):
        """The label in German case: not every word begins with a capital."""
        return capfirst(self.opts.verbose_name_plural)

    def link_for(self, obj) -> dict:
        url = f"{self.url_helper.create_url}?{self.target}={obj.pk}"
        return {"url": url, "label": self.button, "title": self.button}


class OwnWordsAdmin(AboutAdmin):
    create_view_class = OwnWordsCreateView


class ChoiceAdmin(OwnWordsAdmin):
    menu_icon = "view"
    button = _("Show and introduce…")
    list_filter = ["visible"]
    is_visible = yes_no("visible", _("visible"))
    panels = [FieldPanel("visible"), FieldPanel("introduction")]


class BodyChoiceAdmin(ChoiceAdmin):
    model = BodyChoice
    target = "body"
    list_display = ["body", "is_visible"]
    list_select_related = ["body"]


class OrganizationChoiceAdmin(ChoiceAdmin):
    model = OrganizationChoice
    target = "organization"
    list_display = ["organization", "is_visible"]
    list_select_related = ["organization"]
    search_fields = ["organization__name"]


class PaperSummaryAdmin(OwnWordsAdmin):
    model = PaperSummary
    menu_icon = "edit"
    target = "paper"
    button = _("Summarise…")
    list_display = ["paper", "changed_at"]
    list_select_related = ["paper"]
    search_fields = ["paper__name", "paper__reference", "text"]
    panels = [FieldPanel("text")]


class PaperLinkAdmin(AboutAdmin):
    model = PaperLink
    menu_icon = "link"
    target = "paper"
    button = _("Link…")
    list_display = ["paper", "leads_to", "changed_at"]
    list_select_related = ["paper"]
    search_fields = ["paper__name", "paper__reference"]
    list_per_page = 50

    def get_edit_handler(self):
        return link_panels()

    def leads_to(self, row):
        return row.leads_to or _("nothing any more")

    leads_to.short_description = _("leads to")


# {model: what editors may write about one of it}
OWN_WORDS = {
    Body: [BodyChoiceAdmin],
    Organization: [OrganizationChoiceAdmin],
    Paper: [PaperSummaryAdmin, PaperLinkAdmin],
}
