"""The parts of the installation that a site offers."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from core.registries import navigation


def part_choices():
    return [(entry.part, entry.label) for entry in navigation.all_entries()]


class PartsField(models.JSONField):
    """A list of parts, as boxes to tick. A part whose app is missing is kept."""

    def formfield(self, **kwargs):
        return forms.TypedMultipleChoiceField(
            choices=part_choices,
            widget=forms.CheckboxSelectMultiple,
            required=False,
            label=self.verbose_name,
            help_text=self.help_text,
        )


@register_setting(icon="site", order=930)
class SiteParts(BaseSiteSetting):
    """The apps that a site leaves out, and the scope of its search."""

    hidden = PartsField(
        _("not on this site"),
        default=list,
        blank=True,
        help_text=_(
            "What is ticked is not linked and not found on this site. Whoever follows an address "
            "to it is led to the city's main site, if that offers it."
        ),
    )
    searches_all_sites = models.BooleanField(
        _("also find pages of the other sites"),
        default=False,
        help_text=_("Otherwise the search finds this site's own pages only."),
    )
    no_index = models.BooleanField(
        _("keep search engines away"),
        default=False,
        help_text=_("For a site that is still being built."),
    )

    panels = [FieldPanel("hidden"), FieldPanel("searches_all_sites"), FieldPanel("no_index")]

    class Meta:
        verbose_name = _("what the site offers")
        verbose_name_plural = _("what the sites offer")
