"""Mails what waits, in a process of its own that a test kills.

python -m tests.home.killed_mails SMTP_PORT MOMENT

Works on the database of TEST_DATABASE_URL; the clock begins at MOMENT (ISO 8601).
"""

import sys
from datetime import datetime

sys.path.insert(0, "site")

import django

django.setup()

import time_machine  # noqa: E402
from django.conf import settings  # noqa: E402

from submissions import deliveries  # noqa: E402


def main(port, moment):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(port)
    with time_machine.travel(datetime.fromisoformat(moment), tick=True):
        deliveries.send_due()


if __name__ == "__main__":
    main(*sys.argv[1:])
