"""Reminds owners, in a process of its own that a test kills.

python -m tests.quality.killed_reminders SMTP_PORT HOURS

Works on the database of TEST_DATABASE_URL; the clock runs HOURS ahead.
"""

import sys
from datetime import timedelta

sys.path.insert(0, "site")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from quality.reviews import sending  # noqa: E402


def main(port, hours):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(port)
    sending.remind_owners(timezone.now() + timedelta(hours=int(hours)))


if __name__ == "__main__":
    main(*sys.argv[1:])
