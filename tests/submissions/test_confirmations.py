"""Double opt-in: opening a link shows, a button confirms, once; nothing is kept for long."""

from datetime import timedelta

import pytest
import time_machine
from django.http import Http404, HttpResponse
from django.utils import timezone

from core.registries import retention
from submissions import confirmations
from submissions.models import Confirmation

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"


class Petition:
    """Whoever confirms signs."""

    def __init__(self, name="petition"):
        self.signed = []
        self.fails = False
        self.purpose = confirmations.Purpose(
            name,
            view="subscriptions:confirm",
            within=timedelta(hours=2),
            confirm=self.sign,
            leads_to=lambda confirmation: f"/thanks/{confirmation.payload['about']}/",
            show=lambda request, confirmation: HttpResponse(
                "signed" if confirmation.confirmed_at else "sign?"
            ),
            gone=lambda request, told: HttpResponse(f"begin again: {told}", status=410),
            told=lambda payload: payload["about"],
        )
        self.page = confirmations.page(name)

    def sign(self, confirmation):
        self.signed.append((confirmation.address, confirmation.payload["about"]))
        if self.fails:
            raise RuntimeError


@pytest.fixture
def petition(monkeypatch):
    monkeypatch.setattr(confirmations, "_purposes", dict(confirmations._purposes))
    petition = Petition()
    confirmations.register(petition.purpose)
    return petition


@pytest.fixture
def asked(petition):
    return confirmations.ask("petition", ADA, {"about": "trees"})


def token_of(asked):
    return confirmations.path_of(asked).strip("/").split("/")[-1]


def test_opening_the_link_shows_and_changes_nothing(rf, petition, asked):
    token = token_of(asked)
    for ask in (rf.get, rf.head, rf.get):
        assert petition.page(ask("/"), token).content == b"sign?"
    assert petition.signed == []
    assert petition.page(rf.put("/"), token).status_code == 405


def test_the_button_confirms_once_however_often_it_is_pressed(rf, petition, asked):
    token = token_of(asked)
    for _time in range(3):
        answer = petition.page(rf.post("/"), token)
        assert (answer.status_code, answer["Location"]) == (302, "/thanks/trees/")
    assert petition.signed == [(ADA, "trees")]
    assert petition.page(rf.get("/"), token).content == b"signed"


def test_of_two_pressed_at_once_one_finds_nothing_to_do(petition, asked):
    same = Confirmation.objects.get()
    confirmations._confirm(petition.purpose, asked)
    confirmations._confirm(petition.purpose, same)
    assert len(petition.signed) == 1


def test_what_goes_wrong_can_be_tried_again(rf, petition, asked):
    petition.fails = True
    with pytest.raises(RuntimeError):
        petition.page(rf.post("/"), token_of(asked))
    assert Confirmation.objects.waiting().exists()
    petition.fails = False
    petition.page(rf.post("/"), token_of(asked))
    assert not Confirmation.objects.waiting().exists()


def test_no_foreign_website_presses_the_button(rf, petition, asked):
    request = rf.post("/", headers={"Sec-Fetch-Site": "cross-site"})
    assert petition.page(request, token_of(asked)).status_code == 403
    assert petition.signed == []


def test_the_page_is_kept_by_nobody_and_tells_its_address_to_nobody(rf, petition, asked):
    answer = petition.page(rf.get("/"), token_of(asked))
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"


def test_the_link_ends_and_says_how_to_begin_again(rf, petition, asked):
    token = token_of(asked)
    with time_machine.travel(timezone.now() + timedelta(hours=2, seconds=1)):
        for ask in (rf.get, rf.post):
            answer = petition.page(ask("/"), token)
            assert (answer.status_code, answer.content) == (410, b"begin again: trees")
        retention.delete_expired()
        assert not Confirmation.objects.exists()
        assert petition.page(rf.post("/"), token).status_code == 410
    assert petition.signed == []


def test_a_wish_that_is_taken_back_cannot_be_confirmed(rf, petition, asked):
    confirmations.ask("petition", ADA, {"about": "bees"})
    confirmations.ask("petition", "bea@example.org", {"about": "trees"})
    assert confirmations.forget("petition", ADA, about="trees") == 1
    assert petition.page(rf.post("/"), token_of(asked)).status_code == 410
    assert confirmations.forget("petition", ADA) == 1
    assert Confirmation.objects.get().address == "bea@example.org"


def test_forged_links_and_those_of_other_purposes_lead_nowhere(rf, petition, asked):
    other = Petition("other")
    confirmations.register(other.purpose)
    token = token_of(asked)
    for page, wrong in ((petition.page, token[:-1]), (petition.page, "x"), (other.page, token)):
        with pytest.raises(Http404):
            page(rf.post("/"), wrong)
    assert petition.signed == other.signed == []


def test_no_link_and_no_log_tells_the_address(petition, asked):
    assert ADA not in confirmations.path_of(asked)
    assert ADA not in str(asked)
    assert confirmations.path_of(asked) != confirmations.path_of(
        confirmations.ask("petition", ADA, {"about": "trees"})
    )
