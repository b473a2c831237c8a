"""Every mail of our own has an identifier that stays when it is sent again."""

import ast
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core import mail

from accounts import tasks
from content.blocks import sending

BASE = Path(settings.BASE_DIR)
HOUSE = [BASE / name for name in ("site", "home", "services", "opendata", "search")]
MESSAGES = {"EmailMessage", "EmailMultiAlternatives"}


def identifiers() -> list[str]:
    return [message.extra_headers["Message-ID"] for message in mail.outbox]


def by_task(key):
    return SimpleNamespace(task_result=SimpleNamespace(id=key))


def roles(key):
    tasks.mail_role_changes.func(by_task(key), ["a@b.example", "c@d.example"], "Ada", ["x"])


def reset(key):
    tasks.mail_reset_link.func(by_task(key), "ada@stadt.example", "de")


def contact(key):
    form = SimpleNamespace(
        cleaned_data={"name": "Jo", "email": "jo@example.org", "message": "Guten Tag"}
    )
    sending.send(form, "amt@stadt.example", "Anfrage", key, "https://stadt.example/")


@pytest.mark.django_db
@pytest.mark.parametrize(("send", "number"), [(roles, 2), (reset, 1), (contact, 1)])
def test_the_same_mail_has_the_same_identifier(django_user_model, send, number):
    django_user_model.objects.create_user("ada", "ada@stadt.example", "ein langes Wort am Abend")
    send("one")
    first = identifiers()
    assert len(first) == len(set(first)) == number
    send("one")
    assert identifiers() == first * 2
    send("two")
    assert not set(first) & set(identifiers()[2 * number :])


def test_no_sender_is_without_one():
    """Whoever makes a mail takes core.mail.message_id, or the identifier of its delivery."""
    without = []
    for file in (file for folder in HOUSE for file in folder.rglob("*.py")):
        text = file.read_text("utf-8")
        makes = any(
            isinstance(node, ast.Call) and getattr(node.func, "id", "") in MESSAGES
            for node in ast.walk(ast.parse(text))
        )
        if makes and "message_id(" not in text:
            without.append(str(file.relative_to(BASE)))
    assert without == []
