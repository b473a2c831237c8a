"""The privacy notice: Art. 13 GDPR."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from content.pages import CityPage
from home.federal_states import STATES, Authority, choices, own_state

from .base import ContentPage


class PrivacyPage(ContentPage):
    """The privacy notice: controller, data protection officer, rights; the body has the rest."""

    controller = models.CharField(
        _("controller"),
        max_length=200,
        help_text=_("Who decides what becomes of the data, for example “Stadt Lindenfurt”."),
    )
    controller_address = models.TextField(_("address"))
    controller_email = models.EmailField(_("e-mail"))
    controller_phone = models.CharField(_("phone"), max_length=50, blank=True)
    officer = models.CharField(
        _("data protection officer"),
        max_length=200,
        help_text=_("The office is enough, no name is needed (Art. 37 Abs. 7 DSGVO)."),
    )
    officer_address = models.TextField(_("address"), blank=True)
    officer_email = models.EmailField(_("e-mail"))
    officer_phone = models.CharField(_("phone"), max_length=50, blank=True)
    land = models.CharField(
        _("state"),
        max_length=2,
        choices=choices,
        default=own_state,
        help_text=_("Tells which authority takes complaints."),
    )

    template = "home/privacy_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    page_description = _(
        "The privacy notice: who decides, the data protection officer, the rights, and what "
        "happens with the data."
    )

    content_panels = [
        *CityPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("controller"),
                FieldPanel("controller_address"),
                FieldRowPanel([FieldPanel("controller_email"), FieldPanel("controller_phone")]),
            ],
            heading=_("Who decides (controller)"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("officer"),
                FieldPanel("officer_address"),
                FieldRowPanel([FieldPanel("officer_email"), FieldPanel("officer_phone")]),
            ],
            heading=_("Data protection officer"),
        ),
        FieldPanel("body", heading=_("What happens with the data")),
        FieldPanel("land"),
    ]
    search_fields = [*ContentPage.search_fields, index.SearchField("officer")]

    class Meta:
        verbose_name = _("privacy notice")
        verbose_name_plural = _("privacy notices")

    @property
    def supervisory_authority(self) -> Authority | None:
        """The authority for complaints (Art. 77 GDPR)."""
        land = STATES.get(self.land)
        return land and land.privacy
