"""The scenes of Lindenfurt, one function each: a whole picture as SVG text."""

from shapes import (
    BLUE,
    BRICK,
    CREAM,
    HEIGHT,
    HILL,
    LEAF,
    LIGHT,
    MOSS,
    NAVY,
    PALE,
    ROOF,
    SAND,
    STONE,
    TIMBER,
    WATER,
    WIDTH,
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
    pine,
    rect,
    river,
    sky,
    stall,
    sun,
    tower,
    windows,
)  # fmt: skip

PAVING = "#e7dcc6"


def old_town(y, shift=0):
    plan = ((120, 150, 150, CREAM), (280, 130, 190, SAND), (430, 150, 160, "#f3dccb"), (590, 140, 200, CREAM),
            (1010, 150, 190, "#f3dccb"), (1170, 140, 150, SAND), (1330, 160, 200, CREAM), (1490, 140, 160, SAND))  # fmt: skip
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


def wald():
    scene = sky("#d6e8e6", "#fbf4dd") + sun(1180, 190, 60) + hills(470, "#c3dccb", "#9cc4a4")
    scene += "".join(
        pine(x, 610 + (x * 7) % 40, 0.8, "#6ea283") for x in range(30, 1600, 105)
    ) + ground(640, HILL)
    scene += path(
        "M760 900 Q690 800 840 740 T800 600 Q790 560 850 500 L870 500 Q830 570 860 610 T950 740 T1010 900Z",
        SAND,
    )
    scene += "".join(
        pine(x, 800 + (x * 3) % 60, 1.25, MOSS) for x in (80, 260, 470, 1180, 1390, 1540)
    )
    return (
        scene + linden(620, 790, 1.0) + person(880, 800, 0.9, ROOF) + person(940, 806, 0.8, YELLOW)
    )


def spielplatz():
    scene = (
        sky()
        + sun(220, 180)
        + cloud(1120, 150)
        + hills(480)
        + ground(640)
        + linden(160, 690, 1.4)
        + linden(1460, 690, 1.4, MOSS)
    )
    scene += ellipse(980, 820, 360, 56, "#f0deb0") + line(
        "M330 760 L400 430 H690 L760 760 M400 430 L470 760 M690 430 L630 760", NAVY, 16
    )
    scene += (
        line("M480 430 V660 M540 430 V660", "#6b6f7d", 6)
        + rect(468, 656, 86, 16, TIMBER, 6)
        + person(511, 660, 0.8, ROOF)
    )
    scene += (
        rect(880, 480, 150, 24, TIMBER, 6)
        + line("M895 490 V800 M1015 490 V800", TIMBER, 16)
        + path("M865 480 L955 390 L1045 480Z", ROOF)
    )
    scene += path(
        "M1020 500 Q1120 520 1180 680 T1310 800 L1270 812 Q1150 760 1110 660 T1010 540Z", YELLOW
    )
    return (
        scene
        + person(955, 482, 0.6, BLUE)
        + person(1180, 850, 0.9, LEAF)
        + person(780, 850, 0.75, YELLOW)
        + circle(845, 845, 20, ROOF)
    )


def kita():
    scene = sky() + cloud(250, 150) + cloud(1180, 190) + hills(480) + ground(640)
    scene += (
        rect(360, 400, 880, 280, CREAM, 8)
        + path("M320 400 H1280 L1240 340 H360Z", LEAF)
        + "".join(circle(x, 338, 24, MOSS) for x in range(400, 1220, 74))
    )
    fills = (YELLOW, BLUE, BRICK, LEAF, BLUE)
    scene += "".join(
        rect(410 + i * 124, 460, 90, 110, fill, 10) for i, fill in enumerate(fills)
    ) + rect(1060, 480, 110, 200, ROOF, 10)
    scene += line("M0 760 H1600", SAND, 12) + "".join(
        rect(x, 720, 22, 90, ["#fff", YELLOW, LIGHT][x % 3], 10) for x in range(20, 1600, 62)
    )
    return (
        scene
        + linden(180, 740, 1.4)
        + linden(1420, 740, 1.3, MOSS)
        + "".join(
            person(x, 870, 0.8, c)
            for x, c in ((430, ROOF), (520, YELLOW), (700, BLUE), (990, LEAF), (1080, BRICK))
        )
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


def buecherei():
    colours = (NAVY, ROOF, YELLOW, LEAF, BLUE, BRICK, MOSS, SAND)
    scene = rect(0, 0, WIDTH, HEIGHT, "#f6ead3") + rect(0, 720, WIDTH, 180, "#c99f77")
    for shelf, left in enumerate((70, 1040)):
        scene += rect(left, 90, 490, 640, TIMBER, 10)
        for row in range(5):
            top, x, i = 116 + row * 122, left + 22, 0
            scene += rect(left + 16, top, 458, 104, "#5c3828", 4)
            while x < left + 440:
                w, h = 22 + (i * 7 + row * 5 + shelf * 3) % 20, 66 + (i * 11 + row * 17) % 32
                scene += rect(x, top + 104 - h, w, h, colours[(i * 3 + row + shelf) % 8], 3)
                x, i = x + w + 4, i + 1
    scene += (
        rect(640, 130, 320, 360, LIGHT, 12)
        + rect(792, 130, 16, 360, "#fff")
        + rect(640, 300, 320, 14, "#fff")
        + circle(720, 420, 70, LEAF)
        + circle(880, 440, 60, MOSS)
    )
    scene += (
        ellipse(800, 800, 330, 46, BRICK, 'opacity=".5"')
        + rect(640, 560, 250, 190, NAVY, 46)
        + rect(610, 640, 310, 130, "#2f4a93", 40)
        + person(765, 770, 1.25, YELLOW)
    )
    return (
        scene
        + line("M985 790 V470", "#3b4664", 10)
        + path("M925 480 h120 l-26 -84 h-68Z", YELLOW)
        + rect(722, 654, 86, 54, "#fff", 4)
        + line("M765 654 V708", STONE, 4)
    )


def bauen():
    scene = sky() + cloud(180, 130) + hills(500) + ground(660)
    scene += (
        line(
            "M1240 690 V130 M1100 170 H1560 M1240 90 L1100 170 M1240 90 L1560 170 M1240 90 V130",
            YELLOW,
            16,
        )
        + line("M1160 170 V330", "#6b6f7d", 5)
        + rect(1110, 330, 100, 60, BRICK)
    )
    for x, w, h, wall in (
        (200, 230, 210, CREAM),
        (480, 240, 280, "#f3dccb"),
        (770, 230, 220, SAND),
    ):
        scene += (
            rect(x - w / 2, 700 - h, w, h, wall, 4)
            + rect(x - w / 2 - 12, 688 - h, w + 24, 22, LEAF, 10)
            + windows(x - w / 2 + 26, 726 - h, 3, int(h // 76), 38, 46, 32, drop=74)
        )
        scene += path(f"M{x - 60} {688 - h} l26 -40 h90 l-26 40Z", NAVY)
    scene += rect(960, 560, 250, 140, STONE) + line(
        "M960 560 V470 M1040 560 V470 M1120 560 V470 M1200 560 V470 M950 515 H1215", TIMBER, 9
    )
    return (
        scene
        + linden(60, 740, 1.1)
        + linden(345, 760, 0.8, MOSS)
        + linden(625, 760, 0.8)
        + person(1010, 830, 1.1, YELLOW, hair=YELLOW)
        + person(1090, 835, 1.1, BLUE, hair="#fff")
        + line("M1030 770 L1075 762", "#fff", 26)
    )


def wirtschaft():
    scene = (
        sky("#d8e6f3", "#fdf1d6")
        + sun(250, 190, 60)
        + cloud(980, 140)
        + hills(500)
        + ground(680, HILL)
    )
    scene += (
        path("M120 700 V470 l120 -70 v70 l120 -70 v70 l120 -70 v300Z", BRICK)
        + rect(500, 330, 44, 370, "#a8604a")
        + windows(160, 560, 4, 1, 50, 60, 26, LIGHT)
    )
    scene += (
        rect(640, 380, 330, 320, CREAM, 6)
        + windows(672, 416, 5, 3, 34, 60, 26, drop=92)
        + rect(1020, 460, 430, 240, PALE, 6)
        + path("M1020 460 L1060 400 H1490 L1450 460Z", NAVY)
    )
    scene += (
        windows(1060, 510, 5, 2, 48, 54, 28, drop=86)
        + path("M0 740 H1600 V860 H0Z", "#7c8293")
        + line("M40 800 H1600", "#fff", 6).replace(
            'stroke-linecap="round"', 'stroke-dasharray="60 50"'
        )
    )
    van = (
        rect(700, 700, 220, 110, "#fff", 14)
        + path("M920 730 h70 l46 46 v34 h-116Z", BLUE)
        + circle(765, 815, 30, "#3b4664")
        + circle(965, 815, 30, "#3b4664")
        + rect(735, 735, 110, 26, YELLOW, 6)
    )
    return scene + linden(60, 740, 1.0) + linden(1530, 740, 1.1, MOSS) + van


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


def bad():
    scene = (
        sky("#cfe6f4", "#fdf3dc")
        + sun(1330, 170)
        + cloud(300, 130)
        + hills(430)
        + ground(540)
        + linden(140, 580, 1.1)
        + linden(1480, 580, 1.1, MOSS)
        + rect(620, 380, 420, 170, CREAM, 6)
        + path("M590 380 H1070 L1030 320 H630Z", BLUE)
        + windows(660, 420, 6, 1, 40, 60, 26, LIGHT)
    )
    scene += (
        path("M120 620 H1480 L1600 900 H0Z", WATER)
        + line("M120 620 H1480", "#fff", 16)
        + "".join(
            line(f"M{420 + i * 250} 640 L{330 + i * 310} 900", "#fff", 7).replace(
                'stroke-linecap="round"', 'stroke-dasharray="26 18"'
            )
            for i in range(4)
        )
    )
    heads = "".join(
        circle(x, y, 24, "#e3b18f")
        + path(f"M{x - 26} {y - 4} a26 26 0 0 1 52 0Z", c)
        + line(f"M{x - 70} {y + 22} q35 -18 70 0 t70 0", LIGHT, 8)
        for x, y, c in ((300, 740, ROOF), (640, 800, YELLOW), (980, 720, NAVY), (1260, 820, ROOF))
    )
    return (
        scene
        + heads
        + line("M1180 620 V500 M1240 620 V500 M1180 530 H1240 M1180 570 H1240", "#6b6f7d", 9)
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


SCENES = {scene.__name__: scene for scene in (
    stadttor, marktplatz, rathaus, fluss, wald, spielplatz, kita, familie, buecherei, bauen, wirtschaft, markt, fest, bad, wertstoff,
)}  # fmt: skip
