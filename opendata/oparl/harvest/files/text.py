"""Plain text of fetched files, for the search and for readers who cannot read the file itself."""

import logging
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from core.formats.recognition import decoded
from core.text.normalise import clean_line

# A text is for the search: nobody looks for what stands on page 1000.
MOST_PAGES = 1000
MOST_TEXT = 1_000_000
# What a PDF may take.
SECONDS = 60
MEGABYTES = 1024
PROGRAM = Path(__file__).with_name("pdf_text.py")

logger = logging.getLogger(__name__)


def text_of(body, type: str, reader: "PdfReader | None" = None) -> str:
    """The text of a PDF or a text file, white space folded; "" where there is none to be had.

    body: an open file of the file system, at its beginning, and there again afterwards. type: its
    media type. reader: for many PDFs. Text read from a PDF before a failure is kept; a warning is
    logged.
    """
    try:
        if type == "text/plain":
            content = body.read(MOST_TEXT)
            return clean_line(decoded(content) or content.decode("utf-8", "replace"))
        if type == "application/pdf":
            return clean_line(_text_of_pdf(body, reader))[:MOST_TEXT]
    finally:
        body.seek(0)
    return ""


class PdfReader:
    """A program that reads PDFs one after the other, each in a process of its own.

    As a context, for many of them: a program for each would spend most of its time on starting.
    """

    def __init__(self):
        self._program = None

    def __enter__(self):
        return self

    def __exit__(self, *error):
        if self._program:
            self._answers.close()
            self._connection.close()
            self._program.wait()

    def run(self, limits, files) -> int:
        """The exit status of the process that read files[0]; raises subprocess.TimeoutExpired."""
        if not self._program:
            self._start()
        request = " ".join(map(str, limits)).encode()
        try:
            socket.send_fds(self._connection, [request], [file.fileno() for file in files])
            child = int(self._answers.readline())
        except (OSError, ValueError):  # the program is gone
            return _run_once(limits, files)
        return self._outcome(child)

    def _start(self):
        self._connection, theirs = socket.socketpair()
        with theirs:
            self._program = subprocess.Popen(  # noqa: S603 - our own program, and a number
                [sys.executable, str(PROGRAM), "--serve", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )
        self._answers = self._connection.makefile("rb")

    def _outcome(self, child: int) -> int:
        killer = threading.Timer(SECONDS, os.kill, (child, signal.SIGKILL))
        killer.start()
        code = self._answers.readline()
        if killer.finished.is_set():
            raise subprocess.TimeoutExpired(str(PROGRAM), SECONDS)
        killer.cancel()
        return int(code or 1)


def _run_once(limits, files) -> int:
    body, text, said = files
    return subprocess.run(  # noqa: S603 - our own program, and numbers
        [sys.executable, str(PROGRAM), *map(str, limits)],
        stdin=body.fileno(),
        stdout=text,
        stderr=said,
        timeout=SECONDS,
        check=False,
    ).returncode


def _text_of_pdf(body, reader: PdfReader | None) -> str:
    """By a process of its own, with limits of time and memory: PDFs come from outside."""
    limits = (SECONDS, MEGABYTES, MOST_PAGES, MOST_TEXT)
    with tempfile.TemporaryFile() as text, tempfile.TemporaryFile() as said:
        try:
            run = reader.run if reader else _run_once
            if code := run(limits, (body, text, said)):
                said.seek(0)
                reason = said.read(200).decode("utf-8", "replace")
                logger.warning("A PDF was not read to its end: %s %s", code, reason)
        except subprocess.TimeoutExpired:
            logger.warning("A PDF was not read to its end: no end after %s seconds", SECONDS)
        text.seek(0)
        return text.read().decode("utf-8", "replace")
