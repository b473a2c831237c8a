"""Contrast as WCAG reckons it, and the standard colours as the style sheets have them."""

import re

import pytest
from django.conf import settings

from frame import colours
from tests.frame.oklch import to_hex


@pytest.mark.parametrize(
    "one, other, ratio",
    [
        ("#ffffff", "#000000", 21.0),
        ("#777777", "#ffffff", 4.478),
        ("#767676", "#ffffff", 4.542),
        ("#ff0000", "#ffffff", 3.998),
        ("#123456", "#123456", 1.0),
    ],
)
def test_contrast_is_the_ratio_of_wcag(one, other, ratio):
    assert colours.contrast(one, other) == pytest.approx(ratio, abs=0.001)
    assert colours.contrast(other, one) == pytest.approx(ratio, abs=0.001)


@pytest.mark.parametrize("ground", ["#0c2a76", "#f8cf00", "#ffffff", "#000000", "#00aa55"])
def test_the_ink_on_any_ground_is_the_more_readable_one(ground):
    ink = colours.most_readable(ground)
    other = colours.INK if ink == colours.WHITE else colours.WHITE
    assert colours.contrast(ink, ground) >= colours.contrast(other, ground)


def test_the_standard_colours_are_those_of_the_style_sheets():
    tokens = (settings.SITE_DIR / "static/css/tokens.css").read_text()
    kern = (settings.BASE_DIR / "node_modules/@kern-ux/native/dist/kern.css").read_text()
    light, dark = tokens.split("@media (prefers-color-scheme: dark)")

    def own(name, text):
        return value(re.search(rf"--{name}: ([^;]+);", text)[1])

    def value(text):
        if text.startswith("var("):
            name = re.match(r"var\(--kern-color-([\w-]+)\)", text)[1]
            text = re.search(rf"--kern-color-{name}: (oklch[^;]+);", kern)[1]
        lightness, chroma, hue = re.match(r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)", text).groups()
        return to_hex(float(lightness) / 100, float(chroma), float(hue))

    assert own("brand", light) == colours.LIGHT.brand
    assert own("brand-glow", light) == colours.LIGHT.accent
    assert own("brand", dark) == colours.DARK.brand
    assert own("brand-glow", dark) == colours.DARK.accent
    assert own("kern-color-layout-background-default", dark) == colours.DARK.background
    assert own("kern-color-layout-background-default-surface", dark) == colours.DARK.surface
    assert value("var(--kern-color-darkblue-700)") == colours.LIGHT.action
    assert value("var(--kern-color-darkblue-300)") == colours.DARK.action
    assert value("var(--kern-color-neutral-025)") == colours.LIGHT.surface


def test_the_style_sheet_sets_the_tokens_of_both_schemes():
    css = colours.style_sheet(colours.LIGHT, colours.DARK)
    assert css.count("@media (prefers-color-scheme: ") == 2
    assert "--brand: #0c2a76;" in css
    assert "--kern-color-action-default: #97afe1;" in css
    # Light links need a dark ink on buttons.
    assert f"--kern-color-action-on-default: {colours.INK};" in css
