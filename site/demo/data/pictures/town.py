"""Scenes of the old town, the market and the river, one function each: a picture as SVG text."""

from shapes import (
    BLUE,
    BRICK,
    CREAM,
    LEAF,
    LIGHT,
    MOSS,
    NAVY,
    ROOF,
    SAND,
    STONE,
    TIMBER,
    WATER,
    YELLOW,
    bunting,
    circle,
    cloud,
    ellipse,
    ground,
    hills,
    house,
    linden,
    line,
    path,
    person,
    rect,
    river,
    sky,
    stall,
    sun,
    tower,
    windows,
)

PAVING = "#e7dcc6"


def old_town(y, shift=0):
    plan = (
        *((120, 150, 150, CREAM), (280, 130, 190, SAND), (430, 150, 160, "#f3dccb")),
        *((590, 140, 200, CREAM), (1010, 150, 190, "#f3dccb"), (1170, 140, 150, SAND)),
        *((1330, 160, 200, CREAM), (1490, 140, 160, SAND)),
    )
    roofs = (ROOF, BRICK, "#9c4a3a")
    return "".join(
        house(x + shift, y, w, h, wall, roofs[i % 3], timber=i % 2 == 0)
        for i, (x, w, h, wall) in enumerate(plan)
    )


def gate(x, y):
    body = rect(x - 150, y - 300, 300, 300, STONE) + rect(x - 160, y - 316, 320, 28, SAND)
    body += path(f"M{x - 175} {y - 316} L{x} {y - 430} L{x + 175} {y - 316}Z", ROOF)
    body += path(f"M{x - 70} {y} V{y - 130} a70 70 0 0 1 140 0 V{y}Z", "#4a4f63")
    body += circle(x, y - 250, 34, CREAM) + circle(
        x, y - 250, 34, "none", f'stroke="{NAVY}" stroke-width="6"'
    )
    body += line(f"M{x} {y - 250} V{y - 272} M{x} {y - 250} H{x + 16}", NAVY, 5)
    return tower(x - 200, y, 120, 400) + tower(x + 200, y, 120, 400) + body


def bridge(y):
    arches = "".join(ellipse(x, y + 150, 105, 96, WATER) for x in (240, 520, 800, 1080, 1360))
    deck = path(f"M0 {y + 20} Q800 {y - 30} 1600 {y + 20} V{y + 150} H0Z", STONE)
    return deck + arches + line(f"M0 {y + 20} Q800 {y - 30} 1600 {y + 20}", SAND, 14)


def stadttor():
    town = (
        sky("#cfe0f3", "#fde7c3")
        + sun(1240, 210, 80)
        + cloud(180, 190)
        + cloud(700, 120, 0.8)
        + hills(500)
    )
    town += old_town(660) + gate(800, 690) + linden(470, 690, 0.9) + linden(1140, 690, 1.0, MOSS)
    return town + river(700) + bridge(680)


def marktplatz():
    scene = sky() + cloud(300, 150) + cloud(1200, 110, 0.9) + hills(430) + old_town(620)
    scene += tower(800, 620, 130, 330, CREAM) + path("M0 620 H1600 V900 H0Z", PAVING)
    scene += "".join(
        line(f"M{x} 640 L{x * 1.5 - 400} 900", SAND, 5) for x in range(-100, 1800, 130)
    )
    scene += (
        ellipse(800, 790, 190, 44, STONE)
        + ellipse(800, 780, 160, 32, WATER)
        + rect(782, 650, 36, 130, STONE, 10)
    )
    scene += line("M800 660 q-80 20 -90 110 M800 660 q80 20 90 110", LIGHT, 7)
    scene += linden(260, 760, 1.3) + linden(1360, 760, 1.3, MOSS)
    return (
        scene
        + person(520, 840, 1.1, ROOF)
        + person(585, 845, 0.75, YELLOW)
        + person(1090, 830, 1.1, BLUE, hair="#3a3a3a")
    )


def rathaus():
    x, y = 800, 720
    hall = rect(x - 420, y - 330, 840, 330, CREAM) + path(
        f"M{x - 450} {y - 330} L{x - 380} {y - 440} H{x + 380} L{x + 450} {y - 330}Z", ROOF
    )
    hall += windows(x - 370, y - 290, 4, 3, 40, 62, 34, drop=92) + windows(
        x + 112, y - 290, 4, 3, 40, 62, 34, drop=92
    )
    hall += rect(x - 85, y - 520, 170, 520, SAND) + path(
        f"M{x - 105} {y - 520} L{x} {y - 690} L{x + 105} {y - 520}Z", NAVY
    )
    hall += circle(x, y - 445, 48, "#fff") + line(
        f"M{x} {y - 445} V{y - 478} M{x} {y - 445} L{x + 24} {y - 432}", NAVY, 7
    )
    hall += path(f"M{x - 48} {y} V{y - 96} a48 48 0 0 1 96 0 V{y}Z", TIMBER) + windows(
        x - 20, y - 350, 1, 2, 40, 62, 0, drop=92
    )
    steps = "".join(
        rect(x - 110 - i * 22, y - 16 + i * 18, 220 + i * 44, 20, STONE if i % 2 else SAND)
        for i in range(3)
    )
    ramp = path(f"M{x + 130} {y + 36} L{x + 430} {y + 36} L{x + 130} {y - 14}Z", STONE) + line(
        f"M{x + 140} {y - 70} L{x + 430} {y - 18}", NAVY, 7
    )
    scene = (
        sky()
        + cloud(200, 190)
        + cloud(1250, 150)
        + hills(560)
        + path("M0 720 H1600 V900 H0Z", PAVING)
    )
    return (
        scene
        + hall
        + steps
        + ramp
        + linden(210, 750, 1.3)
        + linden(1430, 750, 1.3, MOSS)
        + person(520, 830, 1.1, BLUE)
        + person(1050, 840, 1.0, YELLOW)
    )


def familie():
    scene = (
        sky("#d8e7f5", "#fdeccb")
        + sun(1260, 210)
        + cloud(260, 170)
        + hills(470)
        + old_town(600, -10)
        + ground(640)
    )
    scene += (
        path("M0 820 Q500 720 900 780 T1600 740 V840 Q1200 840 900 850 T0 900Z", PAVING)
        + linden(260, 740, 1.6)
        + linden(1380, 730, 1.3, MOSS)
    )
    family = (
        person(700, 830, 1.6, NAVY, hair="#4b3327")
        + person(840, 832, 1.5, ROOF, skin="#c98f6b", hair="#2f2a2a")
        + person(950, 836, 0.95, YELLOW)
    )
    pram = path("M540 700 a70 70 0 0 1 140 0 v46 h-120 a20 20 0 0 1 -20 -20Z", BLUE) + circle(
        570, 790, 28, "none", 'stroke="#3b4664" stroke-width="9"'
    )
    return (
        scene
        + family
        + pram
        + circle(655, 790, 28, "none", 'stroke="#3b4664" stroke-width="9"')
        + line("M676 710 L700 740", "#3b4664", 9)
    )


def fluss():
    scene = sky("#cfe3f1", "#fdf0d2") + sun(330, 220) + cloud(900, 150) + hills(470) + ground(620)
    scene += "".join(
        linden(x, 640 + (x % 7) * 3, 0.8 + (x % 3) * 0.12, LEAF if x % 2 else MOSS)
        for x in (91, 250, 431, 1180, 1331, 1490)
    )
    scene += river(650) + bridge(600)
    return (
        scene
        + path("M640 830 h210 l-34 44 h-140Z", ROOF)
        + line("M745 830 V720", TIMBER, 8)
        + path("M752 724 l84 92 h-84Z", "#fff")
    )


def markt():
    scene = (
        sky()
        + cloud(250, 110)
        + cloud(1180, 140)
        + old_town(560)
        + tower(800, 560, 130, 300, CREAM)
        + path("M0 560 H1600 V900 H0Z", PAVING)
        + bunting(130)
    )
    scene += "".join(
        stall(x, 700, c) for x, c in ((210, ROOF), (520, NAVY), (1080, LEAF), (1390, ROOF))
    ) + linden(800, 690, 1.2)
    return (
        scene
        + "".join(
            person(x, 850, 1.15, c, hair=h)
            for x, c, h in (
                (330, YELLOW, TIMBER),
                (620, ROOF, "#2f2a2a"),
                (700, BLUE, "#8a8a8a"),
                (980, NAVY, TIMBER),
                (1240, LEAF, "#c9a24e"),
            )
        )
        + circle(330, 690, 0, YELLOW)
    )


def fest():
    scene = (
        sky("#2c3f7d", "#e9a779")
        + "".join(circle((x * 173) % 1600, (x * 97) % 330, 3, "#fff") for x in range(40))
        + hills(520, "#56679c", "#3f5486")
        + old_town(640)
        + bunting(180)
    )
    scene += (
        rect(560, 420, 480, 250, "#1c2a55", 10)
        + path("M520 420 L800 290 L1080 420Z", ROOF)
        + rect(540, 660, 520, 50, TIMBER, 6)
        + path("M0 700 H1600 V900 H0Z", "#54618f")
    )
    scene += (
        path("M640 430 L560 700 H760Z", YELLOW, 'opacity=".25"')
        + path("M960 430 L840 700 H1040Z", YELLOW, 'opacity=".25"')
        + person(720, 662, 1.0, ROOF)
        + person(800, 662, 1.1, CREAM)
        + person(880, 662, 1.0, BLUE)
    )
    return scene + "".join(
        person(
            60 + i * 92,
            880 + (i % 3) * 14,
            1.1 + (i % 2) * 0.15,
            (NAVY, ROOF, YELLOW, LEAF, BRICK)[i % 5],
            hair=("#2f2a2a", TIMBER, "#c9a24e")[i % 3],
        )
        for i in range(17)
    )


def wertstoff():
    scene = (
        sky()
        + cloud(240, 140)
        + cloud(1100, 110)
        + hills(500)
        + ground(640)
        + linden(120, 690, 1.2)
        + linden(1490, 690, 1.2, MOSS)
        + path("M0 720 H1600 V900 H0Z", PAVING)
    )
    for i, (body, lid) in enumerate(
        ((TIMBER, "#5c3828"), (BLUE, NAVY), (YELLOW, "#d3a22f"), ("#7c8293", "#565c6e"))
    ):
        x = 400 + i * 250
        scene += (
            path(f"M{x - 85} 480 H{x + 85} L{x + 66} 780 H{x - 66}Z", body)
            + rect(x - 98, 446, 196, 44, lid, 14)
            + circle(x - 46, 790, 24, "#3b4664")
            + circle(x + 46, 790, 24, "#3b4664")
            + rect(x - 44, 560, 88, 60, "#fff", 10, 'opacity=".85"')
        )
    return scene + person(1370, 850, 1.3, ROOF) + rect(1290, 720, 70, 60, SAND, 4)


SCENES = (wertstoff, stadttor, marktplatz, rathaus, familie, fluss, markt, fest)
