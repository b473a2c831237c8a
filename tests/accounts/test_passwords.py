"""Passwords that are guessed first are refused, wherever somebody sets one."""

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from wagtail.models import Site

from accounts import groups
from accounts.passwords import left_over
from tests.rendered import submit

from .conftest import PASSWORD

pytestmark = pytest.mark.django_db


def refusal_codes(password, user=None) -> set[str]:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return {one.code for one in error.error_list}
    return set()


GUESSED = [
    "passwort1234",
    "Passwort2026!",
    "P4ssw0rt!2026",
    "PASSWORTPASSWORT",
    "geheim-geheim",
    "Sommer2026!!",
    "Weihnachten24",
    "qwertzuiop12",
    "asdfghjklöä1",
    "1qay2wsx3edc",
    "hallohallo123",
    "Stadtverwaltung1",
    "Rathaus-Rathaus",
    "ichliebedich1",
    "Bürgermeister1",
    "Buergermeisterin",
    "aaaaaaaaaaaaaa",
    "abcdefghijklmn",
    "01.02.1990-Thomas",
    "Schalke04Schalke04",
    "FußballFußball7",
    "Admin!Admin!Admin!",
    "Lindenfurt2026",
    "L1nd3nfurt-2027",
    "lindenfurt-rathaus",
]
GOOD = [
    PASSWORD,
    "Gurkentopf zwischen Nebelkrähen",
    "zebra-Kneifzange-Lupine",
    "kX9#mfQ2vLp0",
    "Der alte Wecker klingelt rückwärts",
    "sJ8dk2nVq9wz",
]


@pytest.mark.parametrize("password", GUESSED)
def test_what_is_guessed_first_is_refused(password):
    assert "password_guessable" in refusal_codes(password)


@pytest.mark.parametrize("password", GOOD)
def test_what_has_to_be_guessed_is_taken(password):
    assert refusal_codes(password) == set()


def test_the_names_of_the_sites_and_of_the_user_count():
    Site.objects.create(
        hostname="werke-quellbach.example", site_name="Quellbacher Kraftwerke", port=80,
        root_page=Site.objects.get().root_page,
    )  # fmt: skip
    ada = User(username="xylander", first_name="Ada", last_name="Xylanderova")
    for password in ("Quellbacher2026", "kraftwerke#kraftwerke", "werkequellbach99"):
        assert "password_guessable" in refusal_codes(password)
    assert "password_guessable" in refusal_codes("Xylanderova2026!", ada)
    assert refusal_codes("Xylanderova mit Kneifzange im Nebel", ada) == set()


def test_digits_that_are_no_letters_stay():
    assert left_over("k7f2m9x4") == "k7f2m9x4"
    assert left_over("passwort") == left_over("1234567890") == left_over("") == ""


def test_all_forms_with_a_new_password_ask(client, person):
    ada = person(groups.EDITORIAL_TEAM, name="ada")
    client.force_login(ada)
    bad = "passwort1234"
    page = client.get(reverse("wagtailadmin_account"))
    names = ("password-new_password1", "password-new_password2")
    submit(client, page, "form:has([name=password-new_password1])",
           **dict.fromkeys(names, bad))  # fmt: skip
    link = reverse(
        "wagtailadmin_password_reset_confirm",
        args=[urlsafe_base64_encode(force_bytes(ada.pk)), default_token_generator.make_token(ada)],
    )
    stranger = Client()
    reset = submit(
        stranger, stranger.get(link, follow=True), "form:has([name=new_password1])",
        new_password1=bad, new_password2=bad,
    )  # fmt: skip
    assert reset.context["form"].errors
    chief = User.objects.create_superuser("chef", "chef@stadt.example", PASSWORD)
    client.force_login(chief)
    address = reverse("wagtailusers_users:edit", args=[ada.pk])
    edited = submit(client, client.get(address), "form:has([name=password1])",
                    password1=bad, password2=bad)  # fmt: skip
    assert edited.context["form"].errors["password2"]
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)
