"""Sends what is due, in a process of its own that a test kills.

python -m tests.subscriptions.killed_sending SMTP_PORT MOMENT

Works on the database of TEST_DATABASE_URL; the clock begins at MOMENT (ISO 8601). The news of the
topic "board" is in the environment variable NOTICE_AT: one notice, from that moment.
"""

import os
import sys
from datetime import datetime

sys.path.insert(0, "site")

import django

django.setup()

import time_machine  # noqa: E402
from django.conf import settings  # noqa: E402

from subscriptions import digests as sending  # noqa: E402
from subscriptions import topics  # noqa: E402
from tests.subscriptions.builders import Board  # noqa: E402


def main(port, moment):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(port)
    board = Board()
    board.pin("News", when=datetime.fromisoformat(os.environ["NOTICE_AT"]))
    topics.register(board.topic)
    with time_machine.travel(datetime.fromisoformat(moment), tick=True):
        sending.send()


if __name__ == "__main__":
    main(*sys.argv[1:])
