"""Base classes of the pages with text and blocks."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Site
from wagtail.search import index

from content.pages import CityPage
from core.fields import BlocksField
from core.languages import language_of
from core.schema_org import CONTEXT
from directory.contact_cache import attach_contacts
from directory.models import OrganisationalUnit
from home.blocks import PageBody

# Where pages of text may stand.
CONTENT_PARENTS = ["home.HomePage", "home.LandingPage", "home.StandardPage"]


class DescribedPage(CityPage):
    """A page with schema.org data and the responsible office."""

    class Meta:
        abstract = True

    @cached_property
    def office(self) -> OrganisationalUnit | None:
        """The responsible office with its contacts; None when citizens may not see it."""
        if self.unit_id is None:
            return None
        found = OrganisationalUnit.objects.published().defer("record").filter(pk=self.unit_id)
        return next(iter(attach_contacts(list(found))), None)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return {**context, "schema": self.to_schema(request)}

    def to_schema(self, request) -> dict:
        """WebPage, as schema.org has it."""
        site = Site.find_for_request(request)
        return {
            "@context": CONTEXT,
            "@type": "WebPage",
            "name": self.title,
            "url": self.get_full_url(request),
            "description": self.search_description or self.introduction,
            "inLanguage": language_of(self),
            "dateModified": self.last_published_at and self.last_published_at.date(),
            "publisher": {
                "@type": "GovernmentOrganization",
                "name": site.site_name if site else "",
            },
        }


class ContentPage(DescribedPage):
    """A page with a body of blocks."""

    body = BlocksField(PageBody(), blank=True, verbose_name=_("content"))

    content_panels = [*CityPage.content_panels, FieldPanel("body")]
    search_fields = [*CityPage.search_fields, index.SearchField("body")]

    class Meta:
        abstract = True
