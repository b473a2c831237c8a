"""The imprint of the site: § 5 DDG and § 18 MStV."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from content.pages import CityPage
from core.models import CityImage

from .base import ContentPage


class ImprintPage(ContentPage):
    """The imprint; all legally required details are fields, and must be filled in."""

    provider = models.CharField(
        _("name"), max_length=200, help_text=_("With what it is, for example “Stadt Lindenfurt”.")
    )
    legal_form = models.CharField(
        _("legal form"),
        max_length=200,
        help_text=_("For a city: Körperschaft des öffentlichen Rechts."),
    )
    represented_by = models.CharField(
        _("represented by"),
        max_length=200,
        help_text=_("Name and office, for example “Bürgermeisterin Erika Beispiel”."),
    )
    street = models.CharField(_("street and number"), max_length=200)
    postcode = models.CharField(_("postcode"), max_length=10)
    place = models.CharField(_("place"), max_length=100)
    phone = models.CharField(_("phone"), max_length=50)
    email = models.EmailField(_("e-mail"))
    authority = models.CharField(
        _("supervisory authority"),
        max_length=300,
        blank=True,
        help_text=_("Who watches over the municipality, if there is reason to name it."),
    )
    vat_id = models.CharField(
        _("VAT identification number"),
        max_length=20,
        blank=True,
        help_text=_("Obligatory when the city has one (§ 5 Abs. 1 Nr. 6 DDG)."),
    )
    register = models.CharField(
        _("register and number"),
        max_length=200,
        blank=True,
        help_text=_("For companies and associations only."),
    )
    responsible = models.CharField(
        _("responsible for the content"),
        max_length=200,
        help_text=_("One person by name, with the office (§ 18 Abs. 2 MStV)."),
    )
    responsible_address = models.CharField(
        _("their address"),
        max_length=300,
        blank=True,
        help_text=_("Empty: the address above."),
    )
    shows_credits = models.BooleanField(
        _("list the credits of all pictures"),
        default=True,
        help_text=_("They are read from the picture library; nothing to keep up by hand."),
    )

    template = "home/imprint_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    page_description = _("The imprint: all that the law wants has a field of its own.")

    content_panels = [
        *CityPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("provider"),
                FieldPanel("legal_form"),
                FieldPanel("represented_by"),
                FieldPanel("street"),
                FieldRowPanel([FieldPanel("postcode"), FieldPanel("place")]),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
                FieldPanel("authority"),
                FieldRowPanel([FieldPanel("vat_id"), FieldPanel("register")]),
            ],
            heading=_("Who offers this site (§ 5 DDG)"),
        ),
        MultiFieldPanel(
            [FieldPanel("responsible"), FieldPanel("responsible_address")],
            heading=_("Who answers for the content (§ 18 MStV)"),
        ),
        FieldPanel("body", heading=_("More, for example liability and copyright")),
        FieldPanel("shows_credits"),
    ]
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("provider"),
        index.SearchField("represented_by"),
        index.SearchField("responsible"),
    ]

    class Meta:
        verbose_name = _("imprint")
        verbose_name_plural = _("imprints")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return {**context, "credits": picture_credits() if self.shows_credits else []}

    def to_schema(self, request) -> dict:
        """GovernmentOrganization with its address, as schema.org has it."""
        page = super().to_schema(request)
        organisation = {
            "@type": "GovernmentOrganization",
            "name": self.provider,
            "telephone": self.phone,
            "email": self.email,
            "vatID": self.vat_id,
            "address": {
                "@type": "PostalAddress",
                "streetAddress": self.street,
                "postalCode": self.postcode,
                "addressLocality": self.place,
                "addressCountry": "DE",
            },
        }
        return {**page, "mainEntity": organisation}


def picture_credits() -> list[str]:
    """The credits of all pictures, each once, with the licence."""
    rows = CityImage.objects.exclude(credit="").values_list("credit", "licence")
    named = {f"{credit} ({licence})" if licence else credit for credit, licence in rows.distinct()}
    return sorted(named, key=str.casefold)
