"""A new user that begins with what another one has."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from tests.pages import send

pytestmark = pytest.mark.django_db
PASSWORD = "ein langes Wort am Abend"


def test_a_copied_user_is_saved_at_once(client):
    users = get_user_model()
    chief = users.objects.create_superuser("chefin", "chefin@stadt.example", PASSWORD)
    ada = users.objects.create_user("ada", "ada@stadt.example", first_name="Ada", last_name="Grün")
    client.force_login(chief)
    page = client.get(reverse("wagtailusers_users:copy", args=[ada.pk]))
    typed = {
        "username": "ida",
        "email": "ida@stadt.example",
        "first_name": "Ida",
        "password1": "noch ein langes Wort",
        "password2": "noch ein langes Wort",
        "proof_password": PASSWORD,
    }
    assert send(client, page, typed).status_code == 302
    assert users.objects.get(username="ida").last_name == "Grün"
