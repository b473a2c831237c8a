"""Regenerate the demo's documents: `python site/demo/data/documents/print.py` writes PDF files.

Names of documents as arguments print only those.

Chromium prints the texts in documents.json as tagged PDF, with title and language.
"""

import json
import sys
from html import escape
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
CHROMIUM = "/usr/bin/chromium"
STYLE = """
  body { font: 11pt/1.5 "DejaVu Sans", sans-serif; color: #1b1f2b; }
  header { border-bottom: 2pt solid #22397a; color: #22397a; padding-bottom: 6pt; }
  h1 { font-size: 17pt; line-height: 1.25; } h2 { font-size: 12.5pt; margin-top: 18pt; }
  th { text-align: left; padding-right: 24pt; } p { margin: 0 0 9pt; }
"""


def main(names: list[str]):
    documents = json.loads((HERE / "documents.json").read_text("utf-8"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        for document in [documents[name] for name in names or documents]:
            page.set_content(html(document["title"], document["text"]))
            page.pdf(
                path=HERE / document["file"],
                format="A4",
                tagged=True,
                margin=dict.fromkeys(("top", "right", "bottom", "left"), "22mm"),
            )
        browser.close()


def html(title: str, text: str) -> str:
    return (
        f'<!doctype html><html lang="de"><head><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head><body><header>Stadt Lindenfurt</header>"
        f"<main><h1>{escape(title)}</h1>{text}</main></body></html>"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
