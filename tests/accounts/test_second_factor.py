"""Password and code: set up, given, lost, obligatory; and nothing is open in between."""

import base64
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import totp
from lxml import html
from wagtail.models import ModelLogEntry

from accounts import groups, second_factor
from accounts.models import LoginEvent
from tests.rendered import submit

from .conftest import PASSWORD
from .test_login import HOME, LOGIN, OFFICE, attempt, is_in, says_wait

pytestmark = pytest.mark.django_db
Kind = LoginEvent.Kind

OVERVIEW = "/admin/anmeldung/zweiter-faktor/"
VERIFY, SET_UP = f"{OVERVIEW}code/", f"{OVERVIEW}einrichten/"


def shown_code(device):
    """What the app on the telephone shows now."""
    return f"{totp(device.bin_key):06}"


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def ada(person):
    return person(groups.EDITORIAL_TEAM, name="ada")


def switch_on(client, user):
    """Set the second factor up as a user does. Returns (device, backup codes)."""
    attempt(user.username, client=client)
    assert client.get(SET_UP).status_code == 200
    device = second_factor.prepare(user)
    assert (
        client.post(SET_UP, {"code": shown_code(device), "proof_password": PASSWORD}).url
        == OVERVIEW
    )
    page = html.fromstring(client.get(OVERVIEW).content)
    codes = [item.text for item in page.xpath("//main//li/code")]
    return second_factor.device_of(user), codes


@pytest.fixture
def telephone(ada, clock):
    """Ada's app; everybody is logged out and the code of before is over."""
    device, codes = switch_on(Client(), ada)
    clock.shift(60)
    device.codes = codes
    return device


def says_wrong(response):
    return 'id="code-error"' in response.content.decode()


def log_in(code, clock=None, client=None):
    client = client or Client(REMOTE_ADDR=OFFICE)
    attempt("ada", client=client)
    return client, client.post(VERIFY, {"code": code})


def test_the_page_shows_a_code_to_photograph_and_a_key_to_type(client, ada):
    attempt("ada", client=client)
    page = html.fromstring(client.get(SET_UP).content)
    (source,) = page.xpath("//ol//img/@src")
    assert base64.b64decode(source.removeprefix("data:image/svg+xml;base64,")).startswith(b"<?xml")
    key = page.xpath("string(//ol//code)").replace(" ", "")
    assert base64.b32decode(key) == second_factor.prepare(ada).bin_key


def test_a_wrong_first_code_switches_nothing_on(client, ada):
    attempt("ada", client=client)
    for code in ("", "000000", "abc", "１２３４５６", "9" * 500):
        page = client.post(SET_UP, {"code": code, "proof_password": PASSWORD})
        assert page.status_code == 200 and says_wrong(page)
    assert second_factor.device_of(ada) is None
    assert client.get(HOME).status_code == 200


def test_after_the_password_the_code_is_asked_for(telephone):
    client, response = log_in(shown_code(telephone))
    assert response.url == HOME
    assert client.get(HOME).status_code == 200


def test_one_comes_where_one_wanted_to_go(telephone, city):
    client, wanted = Client(), reverse("wagtailadmin_pages:edit", args=[city.parks.pk])
    attempt("ada", client=client)
    assert client.get(wanted).url == VERIFY
    assert client.post(VERIFY, {"code": shown_code(telephone)}).url == wanted


@pytest.mark.parametrize(
    "address",
    [
        HOME,
        "/admin/pages/",
        "/admin/account/",
        SET_UP,
        OVERVIEW,
        "/admin/api/main/pages/",
        "/styleguide/",
    ],
)
def test_before_the_code_nothing_is_open(telephone, address):
    client = Client()
    attempt("ada", client=client)
    response = client.get(address)
    assert response.status_code in (302, 403, 404)
    if response.status_code == 302:
        assert response.url == VERIFY or LOGIN in response.url


def test_before_the_code_nothing_is_changed(telephone, city):
    client = Client()
    attempt("ada", client=client)
    client.post(reverse("wagtailadmin_pages:delete", args=[city.parks.pk]))
    for what in ("abschalten", "notfallcodes"):
        client.post(f"{OVERVIEW}{what}/", {"password": PASSWORD})
    client.post(
        reverse("wagtailadmin_pages:unpublish", args=[city.parks.pk]),
        headers={"x-requested-with": "XMLHttpRequest", "sec-fetch-dest": "empty"},
    )
    city.parks.refresh_from_db()
    assert city.parks.live
    assert second_factor.device_of(telephone.user) is not None


def test_before_the_code_one_is_a_reader(telephone, city):
    client = Client()
    attempt("ada", client=client)
    assert client.get(city.home.url).status_code == 200
    page = client.get("/admin/", follow=True)
    left = submit(client, page, 'form[action$="/logout/"]', follow=False)
    assert left.status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_code_is_good_once(telephone):
    code = shown_code(telephone)
    log_in(code)
    _client, response = log_in(code)
    assert response.status_code == 200 and says_wrong(response)


def test_after_five_wrong_codes_one_starts_again_and_waits(telephone):
    client = Client(REMOTE_ADDR=OFFICE)
    attempt("ada", client=client)
    for _number in range(5):
        assert client.post(VERIFY, {"code": "000000"}).status_code == 200
    assert client.post(VERIFY, {"code": shown_code(telephone)}).url == LOGIN
    # The right password forgives no wrong codes.
    assert says_wait(attempt("ada"))


def test_codes_cannot_be_tried_out_by_logging_in_again(telephone, clock):
    for _round in range(5):
        log_in("000000")
    assert says_wait(attempt("ada"))
    clock.shift(timedelta(minutes=16))
    assert is_in(attempt("ada"))


def test_a_backup_code_is_good_once(telephone, clock):
    assert len(telephone.codes) == 10
    code = telephone.codes[0].upper()
    assert log_in(code)[1].url == HOME
    clock.shift(60)
    assert log_in(code)[1].status_code == 200
    assert second_factor.backup_codes_left(telephone.user) == 9


def test_backup_codes_are_shown_once_and_renewed_with_the_password(client, ada, clock):
    _device, old = switch_on(client, ada)
    assert not html.fromstring(client.get(OVERVIEW).content).xpath("//main//li/code")
    for proof in ({}, {"renew-proof_password": PASSWORD},
                  {"renew-proof_password": "falsch", "renew-proof_code": old[0]}):  # fmt: skip
        client.post(f"{OVERVIEW}notfallcodes/", proof)
        assert second_factor.backup_codes_left(ada) == 10
    proof = {"renew-proof_password": PASSWORD, "renew-proof_code": old[0]}
    client.post(f"{OVERVIEW}notfallcodes/", proof)
    new = html.fromstring(client.get(OVERVIEW).content).xpath("//main//li/code/text()")
    assert len(new) == 10 and not set(new) & set(old)
    clock.shift(60)
    assert log_in(old[1])[1].status_code == 200


def test_it_is_switched_off_with_password_and_code_only(client, ada, clock):
    device, codes = switch_on(client, ada)
    clock.shift(60)
    for proof in (
        {},
        {"off-proof_password": PASSWORD},
        {"off-proof_password": "falsch", "off-proof_code": codes[0]},
        {"off-proof_password": PASSWORD, "off-proof_code": "000000"},
    ):
        client.post(f"{OVERVIEW}abschalten/", proof)
        assert second_factor.device_of(ada)
    clock.shift(60)
    proof = {"off-proof_password": PASSWORD, "off-proof_code": shown_code(device)}
    client.post(f"{OVERVIEW}abschalten/", proof)
    assert second_factor.device_of(ada) is None
    assert client.get(HOME).status_code == 200
    assert is_in(attempt("ada"))


def test_another_telephone_takes_the_place_of_the_first(client, ada, clock):
    first, _codes = switch_on(client, ada)
    client.get(SET_UP)
    second = second_factor.prepare(ada)
    clock.shift(60)
    for proof in (
        {},
        {"proof_password": PASSWORD},
        {"proof_password": "falsch", "proof_code": shown_code(first)},
        {"proof_code": shown_code(first)},
    ):
        client.post(SET_UP, {"code": shown_code(second), **proof})
        assert second_factor.device_of(ada) == first
    clock.shift(60)
    proof = {"proof_password": PASSWORD, "proof_code": shown_code(first)}
    client.post(SET_UP, {"code": shown_code(second), **proof})
    assert second_factor.device_of(ada) == second
    clock.shift(60)
    assert log_in(shown_code(first))[1].status_code == 200
    clock.shift(60)
    assert log_in(shown_code(second))[1].url == HOME


def test_the_session_gets_a_new_name_with_the_code(telephone):
    client = Client()
    attempt("ada", client=client)
    before = client.session.session_key
    client.post(VERIFY, {"code": shown_code(telephone)})
    assert client.session.session_key != before


def test_a_code_of_somebody_else_is_wrong(telephone, person, clock):
    bea = person(groups.EDITORIAL_TEAM, name="bea")
    device, codes = switch_on(Client(), bea)
    clock.shift(60)
    assert log_in(shown_code(device))[1].status_code == 200
    clock.shift(60)
    assert log_in(codes[0])[1].status_code == 200


# --- Obligatory --------------------------------------------------------------------------


@pytest.fixture
def obligatory(roles):
    group = Group.objects.get(name=groups.EDITORIAL_TEAM)
    group.permissions.add(Permission.objects.get(codename="must_use_second_factor"))


def test_a_group_can_need_it(client, obligatory, ada, person):
    attempt("ada", client=client)
    assert client.get(HOME).url == SET_UP
    assert client.get(SET_UP).context["is_obligatory"]
    device = second_factor.prepare(ada)
    client.post(SET_UP, {"code": shown_code(device), "proof_password": PASSWORD})
    assert client.get(HOME).status_code == 200
    client.post(f"{OVERVIEW}abschalten/", {"off-proof_password": PASSWORD})
    assert second_factor.device_of(ada)
    person(groups.DEPARTMENT_EDITOR, name="bea")
    other = Client()
    attempt("bea", client=other)
    assert other.get(HOME).status_code == 200


def test_in_production_it_is_obligatory_for_who_may_change_accounts(
    settings, ada, person, django_user_model
):
    settings.ADMINISTRATORS_NEED_SECOND_FACTOR = True
    chief = django_user_model.objects.create_superuser("chef")
    for user, step in (
        (chief, second_factor.SET_UP),
        (person(groups.OPERATOR), second_factor.SET_UP),
        (ada, ""),
    ):
        client = Client()
        client.force_login(user)
        response = client.get(HOME)
        assert (response.status_code == 302 and response.url == SET_UP) == bool(step)


def test_who_needs_none_costs_one_query(client, ada, django_assert_num_queries):
    user = User.objects.get(pk=ada.pk)
    with django_assert_num_queries(1):
        assert second_factor.missing_step(user) == ""


# --- Lost --------------------------------------------------------------------------------


def test_an_operator_takes_it_away_and_that_is_noted(telephone, person, clock):
    operator, client = person(groups.OPERATOR), Client()
    client.force_login(operator)
    ada = telephone.user
    address = reverse("accounts_remove_factor", args=[ada.pk])
    form = client.get(reverse("accounts_login_of", args=[ada.pk]))
    for wrong in ("", "falsch"):
        form = submit(client, form, f"form[action='{address}']", proof_password=wrong)
        assert second_factor.device_of(ada)
    submit(client, form, f"form[action='{address}']", proof_password=PASSWORD)
    event = LoginEvent.objects.get(kind=Kind.FACTOR_OFF)
    assert (event.name, event.by) == ("ada", operator)
    entry = ModelLogEntry.objects.get(action="accounts.factor_off")
    assert (entry.object_id, entry.user) == (str(ada.pk), operator)
    assert is_in(attempt("ada"))


def test_no_editor_takes_it_from_a_colleague(telephone, person):
    client = Client()
    client.force_login(person(groups.EDITORIAL_TEAM))
    assert client.post(reverse("accounts_remove_factor", args=[telephone.user.pk])).url == HOME
    assert second_factor.device_of(telephone.user)
