"""Scenes around the town: woods, play, building, swimming; a picture each, as SVG text."""

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
    circle,
    cloud,
    ellipse,
    ground,
    hills,
    linden,
    line,
    path,
    person,
    pine,
    rect,
    sky,
    sun,
    windows,
)

PAVING = "#e7dcc6"


def wald():
    scene = sky("#d6e8e6", "#fbf4dd") + sun(1180, 190, 60) + hills(470, "#c3dccb", "#9cc4a4")
    scene += "".join(
        pine(x, 610 + (x * 7) % 40, 0.8, "#6ea283") for x in range(30, 1600, 105)
    ) + ground(640, HILL)
    scene += path(
        "M760 900 Q690 800 840 740 T800 600 Q790 560 850 500 "
        "L870 500 Q830 570 860 610 T950 740 T1010 900Z",
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


def geburt():
    scene = rect(0, 0, WIDTH, HEIGHT, "#f6ead3") + rect(0, 730, WIDTH, 170, "#d3ab84")
    scene += rect(180, 130, 340, 380, LIGHT, 14) + circle(270, 470, 90, HILL)
    scene += (
        circle(440, 480, 110, LEAF)
        + rect(180, 500, 340, 30, "#fff")
        + rect(342, 130, 16, 380, "#fff")
    )
    scene += ellipse(900, 810, 430, 52, BRICK, 'opacity=".45"')
    scene += line("M640 800 V430 M1160 800 V430", TIMBER, 24)
    scene += "".join(rect(x, 560, 12, 180, CREAM, 6) for x in range(676, 1140, 46))
    scene += rect(640, 530, 520, 26, TIMBER, 10) + rect(640, 735, 520, 40, TIMBER, 10)
    scene += rect(670, 640, 460, 96, BLUE, 40) + circle(745, 620, 44, "#e3b18f")
    scene += path("M701 614 a44 44 0 0 1 88 0Z", YELLOW) + rect(800, 600, 330, 110, YELLOW, 44)
    scene += line("M900 0 V190 M780 200 Q900 160 1020 200", TIMBER, 6)
    for x, colour, drop in (
        (780, ROOF, 290),
        (860, NAVY, 320),
        (940, LEAF, 300),
        (1020, YELLOW, 280),
    ):
        scene += line(f"M{x} 195 V{drop}", TIMBER, 4) + circle(x, drop + 20, 28, colour)
    scene += rect(1290, 620, 130, 120, ROOF, 12) + linden(1355, 640, 1.3, MOSS)
    return scene


SCENES = (geburt, wald, spielplatz, kita, buecherei, bauen, wirtschaft, bad)
