"""Colours of a site: contrast (WCAG 2.2, 1.4.3 and 1.4.11), and the style sheet.

All colours are "#rrggbb". No Django.
"""

import re
from dataclasses import dataclass

HEX = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
TEXT = 4.5
# Graphics and the edges of what can be operated.
SHAPE = 3.0
WHITE = "#ffffff"
# Text on light colours (static/css/components/hero.css: .hero button).
INK = "#131524"
SOFT_SHARE = 0.08


@dataclass(frozen=True)
class Scheme:
    """The colours of a page in the light or in the dark.

    brand: large areas; action: links and buttons; accent: the button on a large area.
    background and surface are not for the city to change.
    """

    brand: str
    action: str
    accent: str
    background: str
    surface: str

    @property
    def brand_ink(self) -> str:
        return most_readable(self.brand)

    @property
    def action_ink(self) -> str:
        return most_readable(self.action)

    @property
    def brand_soft(self) -> str:
        return mixed(self.brand, self.background, SOFT_SHARE)


# The values of static/css/tokens.css and KERN in hex; a test compares them.
LIGHT = Scheme("#0c2a76", "#2044aa", "#f8cf00", WHITE, "#f3f4f7")
DARK = Scheme("#132148", "#97afe1", "#e9c00d", "#0d0f18", "#171a28")


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def most_readable(ground: str) -> str:
    """White or nearly black, whichever reads better on `ground`."""
    return max((WHITE, INK), key=lambda ink: contrast(ink, ground))


def mixed(one: str, other: str, share: float) -> str:
    """`share` of one colour in the other."""
    parts = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in parts)


def style_sheet(light: Scheme, dark: Scheme) -> str:
    """The city's values of the tokens, for both schemes."""
    return _block("light", light) + _block("dark", dark)


def _block(name, scheme):
    tokens = {
        "--brand": scheme.brand,
        "--brand-ink": scheme.brand_ink,
        "--brand-glow": scheme.accent,
        "--brand-soft": scheme.brand_soft,
        "--kern-color-action-default": scheme.action,
        "--kern-color-action-on-default": scheme.action_ink,
    }
    lines = "".join(f"    {token}: {value};\n" for token, value in tokens.items())
    return f"@media (prefers-color-scheme: {name}) {{\n  :root {{\n{lines}  }}\n}}\n"


def _parts(colour):
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _linear(part):
    value = part / 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
