"""Regenerate the demo's pictures: `python site/demo/data/pictures/draw.py`, NAME.webp beside it.

Chromium draws what town.py and around.py write; the same scenes give the same pictures.
"""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import around  # noqa: E402
import town  # noqa: E402
from shapes import HEIGHT, WIDTH  # noqa: E402

CHROMIUM = "/usr/bin/chromium"


def main():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for scene in (*town.SCENES, *around.SCENES):
            page.set_content(f"<style>body{{margin:0}}</style>{svg(scene())}")
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            picture.save(HERE / f"{scene.__name__}.webp", quality=82, method=6)
        browser.close()


def svg(content: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}">{content}</svg>'
    )


if __name__ == "__main__":
    main()
