"""The plain text of a fetched file, for the search and for who cannot read the file itself."""

import logging
import subprocess
import sys
import tempfile
from pathlib import Path

from core.formats.recognition import decoded

# A text is for the search: nobody looks for what stands on page 1000.
MOST_PAGES = 1000
MOST_TEXT = 1_000_000
# What a PDF may take.
SECONDS = 60
MEGABYTES = 1024
PROGRAM = Path(__file__).with_name("pdf_text.py")

logger = logging.getLogger(__name__)


def text_of(body, type: str) -> str:
    """The text of a PDF or a text file, white space folded; "" where there is none to be had.

    body: an open file of the file system, at its beginning, and there again afterwards. type: its
    media type. What of a PDF was read before it failed is kept; a warning is logged.
    """
    try:
        if type == "text/plain":
            content = body.read(MOST_TEXT)
            return _storable(decoded(content) or content.decode("utf-8", "replace"))
        if type == "application/pdf":
            return _storable(_text_of_pdf(body))[:MOST_TEXT]
    finally:
        body.seek(0)
    return ""


def _text_of_pdf(body) -> str:
    """By a process of its own, with limits of time and memory: PDFs come from outside."""
    limits = (SECONDS, MEGABYTES, MOST_PAGES, MOST_TEXT)
    with tempfile.TemporaryFile() as text, tempfile.TemporaryFile() as said:
        try:
            done = subprocess.run(  # noqa: S603 - our own program, and numbers
                [sys.executable, str(PROGRAM), *map(str, limits)],
                stdin=body.fileno(),
                stdout=text,
                stderr=said,
                timeout=SECONDS,
                check=False,
            )
            if done.returncode:
                said.seek(0)
                reason = said.read(200).decode("utf-8", "replace")
                logger.warning("A PDF was not read to its end: %s %s", done.returncode, reason)
        except subprocess.TimeoutExpired:
            logger.warning("A PDF was not read to its end: no end after %s seconds", SECONDS)
        text.seek(0)
        return text.read().decode("utf-8", "replace")


def _storable(text: str) -> str:
    """No database keeps NUL characters and halves of pairs; white space is folded."""
    clean = text.replace("\x00", "").encode("utf-8", "replace").decode()
    return " ".join(clean.split())
