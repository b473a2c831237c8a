"""OKLCH to sRGB (CSS Color 4, section 10): what the style sheets' colours are in hex."""

import math

TO_LMS = (
    (0.3963377774, 0.2158037573),
    (-0.1055613458, -0.0638541728),
    (-0.0894841775, -1.291485548),
)
TO_RGB = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


def to_hex(lightness: float, chroma: float, hue: float) -> str:
    """lightness 0–1, hue in degrees → "#rrggbb"; what lies outside of sRGB is cut off."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    lms = [(lightness + x * a + y * b) ** 3 for x, y in TO_LMS]
    linear = [sum(x * y for x, y in zip(row, lms, strict=True)) for row in TO_RGB]
    return "#" + "".join(f"{round(_gamma(min(max(x, 0), 1)) * 255):02x}" for x in linear)


def _gamma(value):
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
