"""Sends what waits in the outbox, in a process of its own, as often as anything is due.

python -m tests.submissions.outbox_process SMTP_PORT

Works on the database of TEST_DATABASE_URL.
"""

import sys

sys.path.insert(0, "site")

import django

django.setup()

from django.conf import settings  # noqa: E402

from submissions import deliveries  # noqa: E402
from tests.submissions import outbox  # noqa: E402


def main(port):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(port)
    with outbox.offered():
        while deliveries.send_due():
            pass


if __name__ == "__main__":
    main(*sys.argv[1:])
