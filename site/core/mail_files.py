"""Mails as files, for an installation that sends none: one `.eml` each, for any mail program."""

import os
import re
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.utils import timezone

from core.text.slugs import german_slug

LONGEST = 60  # signs of the address and of the subject
_STRANGE = re.compile(r"[^A-Za-z0-9@.+_-]")


class EmailBackend(BaseEmailBackend):
    """Writes to settings.EMAIL_FILE_PATH, for example
    `2026-11-30-140512-bauhof@lindenfurt.example-bitte-pruefen.eml`.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.folder = Path(settings.EMAIL_FILE_PATH)

    def send_messages(self, email_messages) -> int:
        """How many were written."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            self._write(message)
        return len(email_messages)

    def _write(self, message: EmailMessage):
        content = message.message().as_bytes(linesep="\r\n")
        name, number = name_of(message), 1
        while True:
            path = self.folder / f"{name}{f'-{number}' if number > 1 else ''}.eml"
            try:
                # Mails hold links that let their reader in: for nobody else on this machine.
                file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            except FileExistsError:
                number += 1
                continue
            with os.fdopen(file, "wb") as target:
                target.write(content)
            return


def name_of(message: EmailMessage) -> str:
    """When, to whom, about what, in letters that every file system takes."""
    to = _STRANGE.sub("", "".join(message.recipients()[:1])).strip(".")[:LONGEST]
    subject = german_slug(message.subject, LONGEST)
    return "-".join(
        part for part in (f"{timezone.localtime():%Y-%m-%d-%H%M%S}", to, subject) if part
    )
