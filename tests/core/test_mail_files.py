"""Mails as files (core.mail_files), read back by Python's own mail parser."""

import stat
from email import message_from_bytes, policy

import pytest
import time_machine
from django.core import mail


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.EMAIL_BACKEND = "core.mail_files.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mails"
    return settings.EMAIL_FILE_PATH


def read(path):
    return message_from_bytes(path.read_bytes(), policy=policy.default)


@time_machine.travel("2026-11-30T13:05:12Z", tick=False)
def test_a_mail_is_a_file_that_mail_programs_open(folder):
    sent = mail.EmailMultiAlternatives(
        "Bitte prüfen", "Grüße\n", "a@x.example", ["bauhof@x.example"]
    )
    sent.attach_alternative("<p>Grüße</p>", "text/html")
    assert sent.send() == 1
    (path,) = folder.iterdir()
    assert path.name == "2026-11-30-140512-bauhof@x.example-bitte-pruefen.eml"
    told = read(path)
    assert (told["Subject"], told["To"]) == ("Bitte prüfen", "bauhof@x.example")
    assert told.get_body(("plain",)).get_content().strip() == "Grüße"
    assert told.get_body(("html",)).get_content().strip() == "<p>Grüße</p>"


def test_every_mail_has_a_file_of_its_own_which_nobody_else_reads(folder):
    mails = [mail.EmailMessage("Gleich", str(number), to=["a@x.example"]) for number in range(3)]
    with time_machine.travel("2026-11-30T13:05:12Z", tick=False):
        assert mail.get_connection().send_messages(mails) == 3
    files = sorted(folder.iterdir())
    assert {read(path).get_content().strip() for path in files} == {"0", "1", "2"}
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in files)


@pytest.mark.parametrize(
    "subject", ["../../etc/passwd", "", "…", "a/b\\c:d*?", "ü" * 300, "日本語"]
)
def test_no_subject_leads_out_of_the_folder(folder, subject):
    mail.EmailMessage(subject, "x", to=["../a@x.example"]).send()
    (path,) = folder.parent.rglob("*.eml")
    assert path.parent == folder
    assert len(path.name) < 150
