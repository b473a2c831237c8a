"""Panels of the supplement, grouped by task."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultipleChooserPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)

from quality.panels import QualityPanel
from services.editing.forms import SupplementForm
from services.editing.inspection import origin, source_texts


class OriginPanel(Panel):
    """The origin of the service, where its fields are edited, and the link to all its layers."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "services/admin/panels/origin.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            service = self.instance.service if self.instance.service_id else None
            context["service"] = service
            context["origin"] = origin(service) if service else None
            return context


class SourceTextsPanel(Panel):
    """All texts of the source, shown beside the own ones (static/…/source_texts.js)."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "services/admin/panels/source_texts.html"

        class Media:
            js = ["services/admin/source_texts.js"]
            css = {"all": ["services/admin/services.css"]}

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            context["texts"] = source_texts(self.instance)
            return context


class SourceTextPanel(Panel):
    """The source's text of the section chosen in the same form."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "services/admin/panels/source_text.html"


OWN_TEXT_PANELS = [
    FieldRowPanel([FieldPanel("code"), FieldPanel("mode"), FieldPanel("language")]),
    FieldRowPanel([SourceTextPanel(), FieldPanel("text")]),
]

SUPPLEMENT_PANELS = TabbedInterface(
    [
        ObjectList(
            [
                OriginPanel(),
                FieldPanel("title"),
                FieldPanel("teaser"),
                SourceTextsPanel(),
                InlinePanel(
                    "modules",
                    panels=OWN_TEXT_PANELS,
                    heading=_("Texts by section"),
                    label=_("Own text"),
                ),
            ],
            heading=_("What citizens read"),
        ),
        ObjectList(
            [
                InlinePanel(
                    "units",
                    panels=[FieldRowPanel([FieldPanel("unit"), FieldPanel("role")])],
                    heading=_("Responsible units"),
                    label=_("Responsible unit"),
                ),
                FieldPanel("online_action"),
                InlinePanel(
                    "links",
                    panels=[
                        FieldRowPanel([FieldPanel("kind"), FieldPanel("title")]),
                        FieldPanel("action"),
                        FieldRowPanel([FieldPanel("url"), FieldPanel("document")]),
                    ],
                    heading=_("Online applications and forms"),
                    label=_("Link"),
                ),
            ],
            heading=_("Where and how"),
        ),
        ObjectList(
            [
                FieldPanel("aliases"),
                FieldPanel("life_situations"),
                MultipleChooserPanel(
                    "relations",
                    panels=[FieldRowPanel([FieldPanel("service"), FieldPanel("mode")])],
                    heading=_("Related services"),
                    label=_("Related service"),
                    chooser_field_name="service",
                ),
                FieldPanel("featured"),
                FieldPanel("leika_keys"),
            ],
            heading=_("To be found"),
        ),
        ObjectList(
            [
                FieldPanel("status"),
                FieldPanel("status_reason"),
                FieldPanel("status_until"),
                FieldPanel("hidden"),
                FieldRowPanel([FieldPanel("unit"), FieldPanel("review_on")]),
                FieldRowPanel([FieldPanel("owner_name"), FieldPanel("owner_email")]),
                FieldPanel("internal_note"),
                QualityPanel(heading=_("Quality of this text")),
            ],
            heading=_("State"),
        ),
    ],
    base_form_class=SupplementForm,
)
