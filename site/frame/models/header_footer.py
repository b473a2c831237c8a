"""Header and footer of a site, besides the links to its pages and apps."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import PreviewableMixin

from core.fields import BlocksField
from frame.blocks import ChannelBlock, ColumnBlock, QuickLinkBlock

MAX_COLUMNS = 3  # of one language
PHONE = RegexValidator(
    r"^\+?[0-9][0-9 ()/-]{2,}$", _("Write digits, for instance 06999 115-0 or +49 6999 1150.")
)


@register_setting(icon="bars", order=910)
class HeaderFooter(PreviewableMixin, BaseSiteSetting):
    """Quick links, columns, contact and channels of one site."""

    quick_links = BlocksField(
        [("link", QuickLinkBlock())],
        blank=True,
        max_num=8,
        verbose_name=_("quick links"),
        help_text=_("What many people look for. They stand in the footer and on error pages."),
    )
    columns = BlocksField(
        [("column", ColumnBlock())],
        blank=True,
        verbose_name=_("columns of the footer"),
        help_text=_("Imprint, privacy and the like stand there by themselves."),
    )
    contact_name = models.CharField(_("name"), max_length=200, blank=True)
    contact_address = models.TextField(_("postal address"), blank=True)
    contact_phone = models.CharField(_("phone"), max_length=40, blank=True, validators=[PHONE])
    contact_email = models.EmailField(_("e-mail"), blank=True)
    shows_115 = models.BooleanField(_("point to 115, the number of the authorities"), default=True)
    channels = BlocksField(
        [("channel", ChannelBlock())],
        blank=True,
        max_num=10,
        verbose_name=_("our channels"),
        help_text=_("Plain links: nothing is loaded from there until a reader follows one."),
    )

    panels = [
        FieldPanel("quick_links"),
        FieldPanel("columns"),
        MultiFieldPanel(
            [
                FieldPanel("contact_name"),
                FieldPanel("contact_address"),
                FieldRowPanel([FieldPanel("contact_phone"), FieldPanel("contact_email")]),
                FieldPanel("shows_115"),
            ],
            heading=_("Contact"),
        ),
        FieldPanel("channels"),
    ]

    class Meta:
        verbose_name = _("header and footer")
        verbose_name_plural = _("headers and footers")

    def clean(self):
        super().clean()
        languages = [column.value["language"] for column in self.columns]
        if any(languages.count(language) > MAX_COLUMNS for language in languages):
            raise ValidationError(
                {
                    "columns": _(
                        "At most %(number)s columns of one language fit beside each other."
                    )
                    % {"number": MAX_COLUMNS}
                }
            )

    def serve_preview(self, request, mode_name):
        """A page with this header and footer, which nobody else sees yet."""
        from frame.site_frame import frame_of

        frame = frame_of(self.site, header_footer=self)
        return render(request, "frame/header_footer_preview.html", {"frame": frame})
