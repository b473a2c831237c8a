"""Shapes of the demo's pictures as SVG text; x, y (pixels) of a thing: the middle of its foot."""

WIDTH, HEIGHT = 1600, 900
CREAM, SAND, YELLOW, ROOF, BRICK = "#f7ecd6", "#ead9b8", "#f2c14e", "#b0533f", "#cf8262"
TIMBER, NAVY, BLUE, PALE, STONE = "#7a4b36", "#22397a", "#4f79b8", "#dbe8f4", "#c9c3b8"
LEAF, MOSS, MEADOW, HILL, FAR = "#5f9a72", "#3f7a5c", "#a8cf9c", "#86b893", "#b9d6c6"
WATER, LIGHT = "#7fb4d8", "#b5d6ea"


def rect(x, y, w, h, fill, r=0, more=""):
    return f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{r}" fill="{fill}" {more}/>'


def circle(x, y, r, fill, more=""):
    return f'<circle cx="{x}" cy="{y}" r="{r}" fill="{fill}" {more}/>'


def ellipse(x, y, rx, ry, fill, more=""):
    return f'<ellipse cx="{x}" cy="{y}" rx="{rx}" ry="{ry}" fill="{fill}" {more}/>'


def path(d, fill="none", more=""):
    return f'<path d="{d}" fill="{fill}" {more}/>'


def line(d, colour, width):
    more = f'stroke="{colour}" stroke-width="{width}" stroke-linecap="round"'
    return path(d, more=f'{more} stroke-linejoin="round"')


def sky(top=PALE, bottom="#fdf3dc"):
    return (
        f'<defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="{top}"/>'
        f'<stop offset="1" stop-color="{bottom}"/></linearGradient></defs>'
        + rect(0, 0, WIDTH, HEIGHT, "url(#sky)")
    )


def sun(x, y, r=70, fill="#f8d77c"):
    return circle(x, y, r * 1.7, fill, 'opacity=".25"') + circle(x, y, r, fill)


def cloud(x, y, s=1.0):
    parts = ((0, 0, 46), (55, -22, 58), (118, 0, 44), (60, 12, 48))
    return "".join(
        circle(x + a * s, y + b * s, r * s, "#fff", 'opacity=".85"') for a, b, r in parts
    )


def hills(y=560, far=FAR, near=HILL):
    return path(
        f"M0 {y} Q260 {y - 150} 560 {y - 30} T1120 {y - 60} T1600 {y - 20} V900 H0Z", far
    ) + path(f"M0 {y + 70} Q400 {y - 50} 820 {y + 50} T1600 {y + 30} V900 H0Z", near)


def ground(y=700, fill=MEADOW):
    return path(f"M0 {y} Q420 {y - 26} 820 {y} T1600 {y - 8} V900 H0Z", fill)


def linden(x, y, s=1.0, fill=LEAF):
    crown = ((0, -190, 82), (-62, -150, 62), (62, -150, 62), (0, -120, 72))
    leaves = "".join(circle(x + a * s, y + b * s, r * s, fill) for a, b, r in crown)
    glow = circle(x - 26 * s, y - 196 * s, 40 * s, "#fff", 'opacity=".12"')
    return rect(x - 11 * s, y - 90 * s, 22 * s, 90 * s, TIMBER, 6) + leaves + glow


def pine(x, y, s=1.0, fill=MOSS):
    tiers = "".join(
        path(f"M{x} {y - top * s} L{x + w * s} {y - low * s} H{x - w * s}Z", fill)
        for top, low, w in ((260, 150, 56), (200, 90, 74), (140, 30, 92))
    )
    return rect(x - 9 * s, y - 32 * s, 18 * s, 32 * s, TIMBER) + tiers


def windows(x, y, columns, rows, w=30, h=44, gap=28, fill=BLUE, drop=70):
    return "".join(
        rect(x + c * (w + gap), y + r * drop, w, h, fill, 4)
        for c in range(columns)
        for r in range(rows)
    )


def house(x, y, w, h, wall=CREAM, roof=ROOF, timber=False, rise=0.55):
    left, top = x - w / 2, y - h
    peak = top - w * rise
    parts = rect(left, top, w, h, wall) + path(
        f"M{left - 16} {top} L{x} {peak} L{left + w + 16} {top}Z", roof
    )
    columns = max(int(w // 70), 1)
    inset = (w - columns * 34 - (columns - 1) * 30) / 2
    parts += windows(
        left + inset, top + 26, columns, max(int((h - 70) // 78), 1), 34, 48, 30, drop=78
    )
    parts += rect(x - 20, y - 62, 40, 62, TIMBER, 4)
    if timber:
        beams = (
            f"M{left} {top + 12} H{left + w} M{left} {top + 86} H{left + w} M{left + 8} {top} V{y}"
        )
        beams += f" M{left + w - 8} {top} V{y}"
        side = w * 0.28
        beams += f" M{x - side} {top - 8} L{x} {peak + 26} L{x + side} {top - 8}"
        parts += line(beams, TIMBER, 7)
    return parts


def tower(x, y, w, h, wall=STONE, roof=ROOF):
    left, top = x - w / 2, y - h
    parts = rect(left, top, w, h, wall) + rect(left - 10, top, w + 20, 26, SAND)
    parts += path(f"M{left - 20} {top} L{x} {top - w * 1.35} L{left + w + 20} {top}Z", roof)
    return parts + windows(x - 13, top + 60, 1, max(int(h // 130), 1), 26, 46, 0, NAVY, 120)


def person(x, y, s=1.0, shirt=NAVY, skin="#e3b18f", hair=TIMBER, legs="#3b4664"):
    return (
        line(f"M{x - 9 * s} {y - 40 * s} V{y} M{x + 9 * s} {y - 40 * s} V{y}", legs, 13 * s)
        + rect(x - 22 * s, y - 104 * s, 44 * s, 70 * s, shirt, 18 * s)
        + circle(x, y - 126 * s, 21 * s, skin)
        + path(f"M{x - 22 * s} {y - 126 * s} a{22 * s} {22 * s} 0 0 1 {44 * s} 0Z", hair)
    )


def river(y=720, fill=WATER):
    waves = "".join(
        line(f"M{x} {y + 40 + 44 * (i % 3)} q30 -14 60 0 t60 0", LIGHT, 6)
        for i, x in enumerate(range(60, 1560, 190))
    )
    return path(f"M0 {y} Q400 {y - 24} 800 {y} T1600 {y - 6} V900 H0Z", fill) + waves


def bunting(y, colours=(ROOF, YELLOW, BLUE, LEAF)):
    cord = line(f"M0 {y} Q400 {y + 90} 800 {y + 20} T1600 {y}", "#6b6f7d", 4)
    flags = ""
    for i, x in enumerate(range(40, 1600, 92)):
        drop = y + 50 + (18 if i % 2 else 6) - abs(x - 800) * 0.05
        flags += path(f"M{x} {drop - 30} h46 l-23 52Z", colours[i % len(colours)])
    return cord + flags


def stall(x, y, colour=ROOF, w=230):
    left, stripe = x - w / 2, w / 6
    parts = rect(left + 10, y - 92, w - 20, 92, SAND, 6) + rect(
        left + 4, y - 104, w - 8, 20, TIMBER, 5
    )
    parts += line(
        f"M{left + 12} {y - 100} V{y - 210} M{left + w - 12} {y - 100} V{y - 210}", TIMBER, 9
    )
    for i in range(6):
        fill = colour if i % 2 == 0 else "#fff"
        parts += path(
            f"M{left + i * stripe} {y - 210} h{stripe} v34 "
            f"a{stripe / 2} {stripe / 2} 0 0 1 {-stripe} 0Z",
            fill,
        )
    goods = (YELLOW, BRICK, LEAF, ROOF, YELLOW, LEAF)
    return parts + "".join(
        circle(left + 34 + i * 32, y - 114, 15, fill) for i, fill in enumerate(goods)
    )
