"""The login in the admin: its limits, its book, its end, and what it says."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as site_settings
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.contrib.messages import INFO
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts import groups, login_log
from accounts import login_throttle as throttling
from accounts.models import LoginEvent
from core.models import ThrottleCount
from core.registries import periodic

from .conftest import PASSWORD

pytestmark = pytest.mark.django_db

HOME, LOGIN = "/admin/", "/admin/login/"
OFFICE, CAFE = "192.0.2.10", "198.51.100.7"
Kind = LoginEvent.Kind


def attempt(name, password=PASSWORD, address=OFFICE, client=None):
    client = client or Client()
    return client.post(
        LOGIN, {"username": name, "password": password, "next": HOME}, REMOTE_ADDR=address
    )


def is_in(response):
    return response.status_code == 302 and response.url == HOME


def says_wait(response):
    form = response.context and response.context.get("form")
    return bool(form) and form.has_error("__all__", "refused")


@pytest.fixture
def ada(person):
    return person(groups.EDITORIAL_TEAM, name="ada")


# --- Limits ------------------------------------------------------------------------------


def test_after_five_wrong_passwords_even_the_right_one_waits(ada):
    for _number in range(throttling.WRONG_TOGETHER):
        assert not says_wait(attempt("ada", "falsch"))
    response = attempt("ada")
    assert says_wait(response) and not is_in(response)
    with time_machine.travel(timezone.now() + throttling.COOLING_OFF + timedelta(seconds=5)):
        assert is_in(attempt("ada"))


def test_being_refused_does_not_make_the_wait_longer(ada):
    begin = timezone.now()
    for _number in range(throttling.WRONG_TOGETHER):
        attempt("ada", "falsch")
    with time_machine.travel(begin + throttling.COOLING_OFF - timedelta(minutes=1)):
        assert says_wait(attempt("ada"))
    with time_machine.travel(begin + throttling.COOLING_OFF + timedelta(minutes=1)):
        assert is_in(attempt("ada"))


def test_many_at_once_are_no_more_than_many_in_a_row(ada, rf):
    tries = throttling.Attempt.from_request(rf.get("/", REMOTE_ADDR=OFFICE), "ada")
    limit = throttling.WRONG_TOGETHER
    assert [tries.begin() for _number in range(2 * limit)] == [True] * limit + [False] * limit
    assert says_wait(attempt("ada"))
    assert is_in(attempt("ada", address=CAFE))
    for _number in range(limit):
        tries.end()
    assert is_in(attempt("ada"))


def test_attempts_of_a_killed_process_are_forgotten(ada, rf):
    tries = throttling.Attempt.from_request(rf.get("/", REMOTE_ADDR=OFFICE), "ada")
    while tries.begin():
        pass
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        assert is_in(attempt("ada"))


def test_no_login_leaves_a_place_taken(ada):
    attempt("ada", "falsch")
    attempt("ada")
    attempt("", "falsch")
    for _number in range(throttling.WRONG_TOGETHER + 1):
        attempt("bea", "falsch")
    assert set(ThrottleCount.objects.values_list("count", flat=True)) == {0}


def test_nobody_locks_a_colleague_out(ada):
    for _number in range(throttling.WRONG_TOGETHER + 1):
        attempt("ada", "falsch", CAFE)
    assert is_in(attempt("ada", address=OFFICE))


def test_a_colleague_at_the_same_desk_is_let_in(ada, person):
    person(groups.EDITORIAL_TEAM, name="bea")
    for _number in range(throttling.WRONG_TOGETHER + 1):
        attempt("ada", "falsch")
    assert is_in(attempt("bea"))


def test_a_right_password_ends_the_count(ada):
    for _round in range(2):
        for _number in range(throttling.WRONG_TOGETHER - 1):
            attempt("ada", "falsch")
        assert is_in(attempt("ada"))


def wrong(number, **where):
    LoginEvent.objects.bulk_create(LoginEvent(kind=Kind.WRONG, **where) for _each in range(number))


def digest(rf, address):
    return throttling.network_digest(rf.get("/", REMOTE_ADDR=address))


def test_many_names_from_one_place_close_it_but_for_who_was_there_before(ada, person, rf):
    person(groups.EDITORIAL_TEAM, name="bea")
    assert is_in(attempt("ada"))
    wrong(throttling.WRONG_FROM_ORIGIN, name="?", network=digest(rf, OFFICE))
    assert says_wait(attempt("bea"))
    assert is_in(attempt("ada"))
    assert is_in(attempt("bea", address=CAFE))


def test_one_name_tried_from_everywhere_is_let_in_only_where_it_was_before(ada):
    assert is_in(attempt("ada"))
    wrong(throttling.WRONG_FOR_NAME, name="ada", network="elsewhere")
    assert says_wait(attempt("ada", address=CAFE))
    assert is_in(attempt("ada", address=OFFICE))


def test_names_that_nobody_has_are_held_back_alike(db):
    for _number in range(throttling.WRONG_TOGETHER):
        response = attempt("niemand", "falsch")
        assert not says_wait(response)
    assert says_wait(attempt("niemand", "falsch"))
    assert says_wait(attempt("NIEMAND ", "falsch"))


@pytest.mark.parametrize("name", ["", "\x00", "a" * 5000, "ä\u202e", "' OR 1=1 --"])
def test_odd_names_are_only_wrong(db, name):
    response = attempt(name, "falsch")
    assert response.status_code == 200 and not says_wait(response)


def test_an_operator_lets_in_again(client, ada, person):
    for _number in range(throttling.WRONG_TOGETHER):
        attempt("ada", "falsch")
    client.force_login(person(groups.OPERATOR))
    client.post(reverse("accounts_unlock", args=[ada.pk]))
    assert is_in(attempt("ada"))


@pytest.mark.parametrize("view", ["accounts_login_of", "accounts_unlock"])
def test_only_who_keeps_the_accounts_helps(client, ada, person, view, django_user_model):
    chief = django_user_model.objects.create_superuser("chef")
    for user, target in ((ada, ada), (person(groups.OPERATOR), chief)):
        client.force_login(user)
        response = client.post(reverse(view, args=[target.pk]))
        assert response.status_code == 405 or response.url == HOME
    assert not LoginEvent.objects.filter(kind=Kind.UNLOCKED).exists()


# --- The book ----------------------------------------------------------------------------


def test_the_book_says_who_when_and_how(ada, client):
    attempt("ada", "falsch")
    attempt("ada", client=client)
    client.post("/admin/logout/")
    events = LoginEvent.objects.order_by("pk")
    assert [event.kind for event in events] == [Kind.WRONG, Kind.IN, Kind.OUT]
    assert {event.name for event in events} == {"ada"}
    assert len({event.network for event in events[:2]}) == 1


def test_the_book_keeps_no_address_and_no_password_typed_as_a_name(db):
    attempt("MeinPasswort", "falsch")
    event = LoginEvent.objects.get()
    assert event.name.startswith("?") and "MeinPasswort" not in event.name
    assert re.fullmatch("[0-9a-f]{16}", event.network)


def test_the_book_is_forgotten_after_90_days(db):
    now = timezone.now()
    for days in (89, 91):
        LoginEvent.objects.create(kind=Kind.IN, name=str(days), at=now - timedelta(days=days))
    outcome = periodic.run("delete-expired")
    assert outcome.summary and not outcome.error
    assert [event.name for event in LoginEvent.objects.all()] == ["89"]


def test_operators_read_the_book_and_others_do_not(client, ada, person):
    attempt("ada", "falsch")
    address = reverse("accounts_logins")
    client.force_login(ada)
    assert client.get(address).url == HOME
    client.force_login(person(groups.OPERATOR))
    for query in ("", "?name=ad", "?kind=wrong", "?export=csv"):
        response = client.get(address + query)
        content = response.getvalue() if response.streaming else response.content
        assert "ada" in content.decode()
    client.get(reverse("accounts_login_of", args=[ada.pk]))


# --- How long it lasts -------------------------------------------------------------------


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


def test_a_login_ends_after_an_hour_without_work(client, ada, clock):
    attempt("ada", client=client)
    clock.shift(3500)
    assert client.get(HOME).status_code == 200
    clock.shift(3500)
    assert client.get(HOME).status_code == 200
    clock.shift(3700)
    assert client.get(HOME).url.startswith(LOGIN)
    (message,) = client.get(LOGIN).context["messages"]
    assert message.level == INFO


def test_a_login_ends_after_eight_hours_of_work(client, ada, clock):
    attempt("ada", client=client)
    for _half_hour in range(16):
        clock.shift(1790)
        assert client.get(HOME).status_code == 200
    clock.shift(1790)
    assert client.get(HOME).url.startswith(LOGIN)


def test_an_open_editor_alone_is_no_work(client, city, ada, clock):
    attempt("ada", client=client)
    client.get(reverse("wagtailadmin_pages:edit", args=[city.parks.pk]))
    for _minutes in range(5):
        clock.shift(900)
        client.post(
            reverse(
                "wagtailadmin_editing_sessions:ping",
                args=["home", "standardpage", city.parks.pk, 1],
            )
        )
    assert client.get(HOME).url.startswith(LOGIN)


def test_the_session_gets_a_new_name_at_the_login(client, ada):
    client.get(LOGIN)
    session = client.session
    session["before"] = "1"
    session.save()
    client.cookies[site_settings.SESSION_COOKIE_NAME] = session.session_key
    attempt("ada", client=client)
    assert client.session.session_key != session.session_key


def test_a_new_password_ends_all_other_logins(ada):
    here, there = Client(), Client()
    for client in (here, there):
        attempt("ada", client=client)
    form = here.get("/admin/account/")
    assert form.status_code == 200
    response = here.post(
        "/admin/account/",
        {
            "name_email-first_name": "Ada",
            "name_email-last_name": "Muster",
            "name_email-email": "ada@stadt.example",
            "notifications-submitted_notifications": "on",
            "locale-preferred_language": "",
            "locale-current_time_zone": "",
            "theme-theme": "system",
            "theme-density": "default",
            "theme-contrast": "system",
            "theme-keyboard_shortcuts": "on",
            "proof-proof_password": PASSWORD,
            "password-new_password1": "ganz andere Wörter hier",
            "password-new_password2": "ganz andere Wörter hier",
        },
    )
    assert response.status_code == 302
    assert here.get(HOME).status_code == 200
    assert there.get(HOME).url.startswith(LOGIN)


def test_who_is_made_inactive_is_out_at_once(client, ada):
    attempt("ada", client=client)
    User.objects.update(is_active=False)
    assert client.get(HOME).url.startswith(LOGIN)


def test_cookies_of_the_login_are_closed_to_scripts_and_strangers(client, ada):
    attempt("ada", client=client)
    cookie = client.cookies[site_settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"


def test_a_reader_gets_no_session_and_a_page_that_caches_may_keep(client, city):
    response = client.get(city.home.url)
    assert response.status_code == 200
    assert not response.cookies and "Cookie" not in response.get("Vary", "")


# --- Passwords ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "password", ["kurz-aber-4", "123456789012", "megaparol12345", "ada.muster.0"]
)
def test_weak_passwords_are_refused(password):
    user = User(
        username="ada", first_name="Ada", last_name="Muster 0", email="ada.muster@x.example"
    )
    with pytest.raises(ValidationError):
        validate_password(password, user)


def test_a_long_password_needs_no_special_characters():
    validate_password("vier kleine graue wolken", User(username="ada"))


def test_the_admin_of_django_has_no_address():
    with pytest.raises(NoReverseMatch):
        reverse("admin:index")


# --- A forgotten password ----------------------------------------------------------------

RESET = "/admin/password_reset/"


def test_a_forgotten_password_is_renewed_by_mail(client, ada, mailoutbox, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://www.lindenfurt.example"
    client.post(RESET, {"email": ada.email}, headers={"host": "boese.example"})
    (mail,) = mailoutbox
    assert mail.to == [ada.email] and mail.from_email == settings.DEFAULT_FROM_EMAIL
    assert "boese" not in mail.body
    path = re.search(r"https://www\.lindenfurt\.example(/\S+)", mail.body)[1]
    form = client.get(path, follow=True)
    word = "ganz andere Wörter hier"
    client.post(form.request["PATH_INFO"], {"new_password1": word, "new_password2": word})
    assert is_in(attempt("ada", word))
    assert client.get(path, follow=True).context["validlink"] is False


def test_nobody_learns_which_addresses_have_accounts(client, ada, mailoutbox):
    known = client.post(RESET, {"email": ada.email})
    unknown = client.post(RESET, {"email": "niemand@stadt.example"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert len(mailoutbox) == 1


def test_nobody_floods_a_mailbox_with_links(client, ada, mailoutbox):
    for _number in range(6):
        assert client.post(RESET, {"email": ada.email}).status_code == 302
    assert len(mailoutbox) == 3


def test_the_book_follows_once_only():
    from django.contrib.auth.signals import user_logged_in

    before = len(user_logged_in.receivers)
    login_log.follow_logins()
    assert len(user_logged_in.receivers) == before
