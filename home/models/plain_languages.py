"""Pages in Leichte Sprache and in sign language, and the pages that they explain."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Page
from wagtail.search import index

from content.pages import CityPage
from core.fields import BlocksField
from core.languages import language_of
from home.blocks import PageBody
from home.easy_language_blocks import EasyBody

from .base import CONTENT_PARENTS, DescribedPage


class ExplainingPage(DescribedPage):
    """A page with the content of another page in another form of language."""

    explains = models.ForeignKey(
        Page,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("explains the page"),
        help_text=_("The page of which this one tells the same. Each then leads to the other."),
    )

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if self.explains_id and self.explains_id == self.pk:
            raise ValidationError({"explains": _("A page cannot explain itself.")})

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        explained = Page.objects.live().public().filter(pk=self.explains_id).first()
        return {**context, "explained": explained}


class EasyLanguagePage(ExplainingPage):
    """A page in Leichte Sprache: large, quiet, one thought per line."""

    body = BlocksField(EasyBody(), blank=True, verbose_name=_("content"))

    search_mark = _("Leichte Sprache")
    template = "home/easy_language_page.html"
    parent_page_types = [*CONTENT_PARENTS, "home.EasyLanguagePage"]
    subpage_types = ["home.EasyLanguagePage"]
    page_description = _(
        "A page in Leichte Sprache: large type, short lines, a picture for each thought."
    )

    content_panels = [
        *CityPage.content_panels,
        PageChooserPanel("explains"),
        FieldPanel("body"),
    ]
    search_fields = [*CityPage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("page in Leichte Sprache")
        verbose_name_plural = _("pages in Leichte Sprache")

    def to_schema(self, request) -> dict:
        return {
            **super().to_schema(request),
            "inLanguage": f"{language_of(self)}-x-simple",
            "accessibilityFeature": ["simplifiedText"],
        }


class SignLanguagePage(ExplainingPage):
    """A page in German sign language: videos with transcripts."""

    body = BlocksField(
        PageBody(),
        blank=True,
        verbose_name=_("content"),
        help_text=_("Begin with the video, and put its words below it (block “Video”)."),
    )

    template = "home/sign_language_page.html"
    parent_page_types = [*CONTENT_PARENTS, "home.SignLanguagePage"]
    subpage_types = ["home.SignLanguagePage"]
    page_description = _(
        "A page in German sign language: videos that play from this site, with their text."
    )

    content_panels = [
        *CityPage.content_panels,
        PageChooserPanel("explains"),
        FieldPanel("body"),
    ]
    search_fields = [*CityPage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("page in sign language")
        verbose_name_plural = _("pages in sign language")

    def to_schema(self, request) -> dict:
        return {
            **super().to_schema(request),
            "inLanguage": ["gsg", "de"],
            "accessibilityFeature": ["signLanguage", "transcript"],
        }
