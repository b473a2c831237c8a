"""Put what npm delivered where the pages take it from: KERN's style sheet, small fonts, Leaflet.

Writes site/static/vendor anew. KERN's own font files carry 2,600 glyphs each (about 130 kB); a
German city's pages need some 400 of them (about 14 kB).
"""

import logging
import re
import shutil
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

BASE = Path(__file__).resolve().parent.parent
KERN = BASE / "node_modules" / "@kern-ux" / "native"
LEAFLET = BASE / "node_modules" / "leaflet"
VENDOR = BASE / "site" / "static" / "vendor"

# file name at KERN → weight, style (CSS)
FONTS = {
    "FiraSans-Regular": (400, "normal"),
    "FiraSans-Italic": (400, "italic"),
    "FiraSans-Medium": (500, "normal"),
    "FiraSans-SemiBold": (600, "normal"),
}
UNICODES = [
    *range(0x0020, 0x007F),  # Basic Latin
    *range(0x00A0, 0x0100),  # Latin-1 Supplement
    *range(0x0100, 0x0180),  # Latin Extended-A
    *range(0x0218, 0x021C),  # Romanian Ș ș Ț ț
    0x1E9E,  # ẞ
    *range(0x2002, 0x2012),  # blanks and hyphens of fixed width
    *range(0x2012, 0x2023),  # dashes, quotation marks, daggers, bullet
    *(0x2026, 0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044),
    0x20AC,  # €
    *(0x2116, 0x2122, 0x2212, 0x2215, 0x2248, 0x2260, 0x2264, 0x2265),
    *range(0x2190, 0x219A),  # arrows
]
FACE = (
    '@font-face{{font-family:"Fira Sans";src:url("{file}") format("woff2");'
    "font-weight:{weight};font-style:{style};font-display:swap}}\n"
)
NOTICE = """\
Fira Sans, version {version}
{copyright}
{trademark}
{licence} ({licence_url})

These files are subsets of the fonts that the npm package @kern-ux/native delivers, made by
scripts/assets.py: fewer glyphs, no hinting, drawings unchanged.
"""
SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
COPYRIGHT, VERSION, TRADEMARK, LICENCE, LICENCE_URL = 0, 5, 7, 13, 14  # OpenType name table


def copy_kern():
    target = VENDOR / "kern"
    target.mkdir(parents=True)
    shutil.copyfile(KERN / "dist" / "kern.min.css", target / "kern.min.css")
    shutil.copyfile(KERN / "LICENSE.md", target / "LICENSE.md")


def copy_leaflet():
    """Leaflet and the pictures that its style sheet names, without the maps for debuggers."""
    target = VENDOR / "leaflet"
    target.mkdir(parents=True)
    shutil.copyfile(LEAFLET / "LICENSE", target / "LICENSE")
    shutil.copyfile(LEAFLET / "dist" / "leaflet.css", target / "leaflet.css")
    shutil.copytree(LEAFLET / "dist" / "images", target / "images")
    script = (LEAFLET / "dist" / "leaflet.js").read_text()
    (target / "leaflet.js").write_text(SOURCE_MAP.sub("", script))


def subset_font(source: Path, target: Path):
    # The names carry the font's copyright and licence: all of them stay.
    options = Options(hinting=False, layout_features=["kern", "liga", "tnum"], name_IDs=["*"])
    font = TTFont(source)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=UNICODES)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)


def notice(font: TTFont) -> str:
    """The facts that the font file itself states about its origin and licence."""

    def fact(name_id):
        return font["name"].getDebugName(name_id) or ""

    return NOTICE.format(
        version=fact(VERSION).removeprefix("Version "),
        copyright=fact(COPYRIGHT),
        trademark=fact(TRADEMARK),
        licence=fact(LICENCE),
        licence_url=fact(LICENCE_URL),
    )


def make_fonts():
    target = VENDOR / "fonts"
    target.mkdir(parents=True)
    faces = []
    for name, (weight, style) in FONTS.items():
        file = f"fira-sans-{weight}{'-italic' if style == 'italic' else ''}.woff2"
        source = KERN / "dist" / "fonts" / "fira-sans" / f"{name}.woff2"
        if not faces:
            (target / "NOTICE.txt").write_text(notice(TTFont(source)))
        subset_font(source, target / file)
        faces.append(FACE.format(file=file, weight=weight, style=style))
    (target / "fonts.css").write_text("".join(faces))


if __name__ == "__main__":
    print("Making site/static/vendor")
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    shutil.rmtree(VENDOR, ignore_errors=True)
    copy_kern()
    copy_leaflet()
    make_fonts()
