"""A site's look: its colours in the light and in the dark, and its logo."""

from dataclasses import replace

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import PreviewableMixin

from frame import colours

NAMES = ("brand", "action", "accent")
PREVIEW_SALT = "frame.theme-preview"


class ColourField(models.CharField):
    """A colour as "#rrggbb", or "" for the colour that comes with the product."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 7, "blank": True, **kwargs})
        self.validators.append(
            RegexValidator(
                rf"^{colours.HEX.pattern}$",
                _("Write a colour as # and six signs, for instance #0c2a76."),
                flags=colours.HEX.flags,
            )
        )

    def formfield(self, **kwargs):
        attributes = {"placeholder": "#rrggbb", "spellcheck": "false", "autocomplete": "off"}
        return super().formfield(**{"widget": forms.TextInput(attributes), **kwargs})


def _colour_panels(scheme):
    return FieldRowPanel([FieldPanel(f"{scheme}_{name}") for name in NAMES])


@register_setting(icon="view", order=920)
class Theme(PreviewableMixin, BaseSiteSetting):
    """The look of one site. Colours that cannot be read are refused."""

    light_brand = ColourField(_("large areas"))
    light_action = ColourField(_("links and buttons"))
    light_accent = ColourField(_("button on large areas"))
    dark_brand = ColourField(_("large areas"))
    dark_action = ColourField(_("links and buttons"))
    dark_accent = ColourField(_("button on large areas"))
    logo = models.ForeignKey(
        "core.CityImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("Instead of the gate. PNG or WebP, about 200 pixels high."),
    )
    dark_logo = models.ForeignKey(
        "core.CityImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo in the dark"),
        help_text=_(
            "For readers whose device is set to dark. Without it the logo stands on a light field."
        ),
    )
    shows_name = models.BooleanField(
        _("show the site's name beside the logo"),
        default=True,
        help_text=_("Untick this only if the name can be read in the logo."),
    )
    logo_alt = models.CharField(
        _("what the logo says"),
        max_length=200,
        blank=True,
        help_text=_("Read out instead of the logo where the name does not stand beside it."),
    )

    panels = [
        HelpPanel(
            _(
                "Leave a colour empty to keep the one that comes with the product. The colour of "
                "the text on it is chosen by itself."
            )
        ),
        MultiFieldPanel([_colour_panels("light")], heading=_("Colours in the light")),
        MultiFieldPanel([_colour_panels("dark")], heading=_("Colours in the dark")),
        MultiFieldPanel(
            [
                FieldPanel("logo"),
                FieldPanel("dark_logo"),
                FieldPanel("shows_name"),
                FieldPanel("logo_alt"),
            ],
            heading=_("Logo"),
        ),
    ]

    class Meta:
        verbose_name = _("look")
        verbose_name_plural = _("looks")

    @property
    def schemes(self) -> tuple[colours.Scheme, colours.Scheme]:
        """The colours in the light and in the dark; what is empty is filled in."""
        return self._scheme("light", colours.LIGHT), self._scheme("dark", colours.DARK)

    @property
    def style_sheet(self) -> str:
        """The CSS of the city's colours; "" when no colour is set."""
        is_set = any(getattr(self, f"{scheme}_{name}") for scheme in ("light", "dark")
                     for name in NAMES)  # fmt: skip
        return colours.style_sheet(*self.schemes) if is_set else ""

    def _scheme(self, name, standard):
        chosen = {part: getattr(self, f"{name}_{part}").lower() for part in NAMES}
        return replace(standard, **{part: value for part, value in chosen.items() if value})

    def clean(self):
        super().clean()
        errors = {}
        for name, scheme in zip(("light", "dark"), self.schemes, strict=True):
            if all(colours.HEX.fullmatch(getattr(scheme, part)) for part in NAMES):
                for part, text in _unreadable(scheme):
                    errors.setdefault(f"{name}_{part}", text)
        if self.logo and not self.shows_name and not self.logo_alt:
            errors["logo_alt"] = _("Write down what the logo says, or show the name beside it.")
        if self.dark_logo and not self.logo:
            errors["logo"] = _("Choose the logo for the light first.")
        if errors:
            raise ValidationError(errors)

    def serve_preview(self, request, mode_name):
        """A page of examples in these colours, which nobody else sees yet."""
        from frame.site_frame import frame_of

        context = {"frame": frame_of(self.site, theme=self), "schemes": self.schemes}
        return render(request, "frame/theme_preview.html", context)

    @property
    def preview_url(self) -> str:
        """The address of the style sheet before it is saved: the colours stand in the address."""
        if not self.style_sheet:
            return ""
        values = {f"{scheme}_{name}": getattr(self, f"{scheme}_{name}")
                  for scheme in ("light", "dark") for name in NAMES}  # fmt: skip
        signed = signing.dumps(values, salt=PREVIEW_SALT)
        return reverse("frame:theme_preview", args=[signed])


def _unreadable(scheme):
    """(field, message) of colours without enough contrast."""
    grounds = (scheme.background, scheme.surface, scheme.brand_soft)
    pairs = [
        ("brand", scheme.brand, scheme.brand_ink, colours.TEXT,
         _("Text on this colour reaches a contrast of %(ratio)s : 1; %(needed)s : 1 is needed. "
           "Choose a darker or a lighter one.")),
        *(("action", scheme.action, ground, colours.TEXT,
           _("Links in this colour reach a contrast of %(ratio)s : 1 on %(ground)s; %(needed)s : 1 "
             "is needed. Choose a darker one for the light, a lighter one for the dark."))
          for ground in grounds),
        ("action", scheme.action, scheme.action_ink, colours.TEXT,
         _("Text on buttons of this colour reaches a contrast of %(ratio)s : 1; %(needed)s : 1 is "
           "needed. Choose a darker or a lighter one.")),
        ("accent", scheme.accent, scheme.brand, colours.SHAPE,
         _("This colour reaches a contrast of %(ratio)s : 1 on the large areas (%(ground)s); "
           "%(needed)s : 1 is needed to tell them apart.")),
        ("accent", scheme.accent, colours.INK, colours.TEXT,
         _("Dark text on this colour reaches a contrast of %(ratio)s : 1; %(needed)s : 1 is "
           "needed. Choose a lighter one.")),
    ]  # fmt: skip
    for name, colour, ground, needed, message in pairs:
        ratio = colours.contrast(colour, ground)
        if ratio < needed:
            # Rounded down: 4.49 must not read as 4.5.
            shown = f"{int(ratio * 10) / 10:.1f}"
            yield name, message % {"ratio": shown, "needed": f"{needed:.1f}", "ground": ground}
