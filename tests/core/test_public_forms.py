"""What the pages of public forms have in common; the forms' own tests show it at work."""

import pytest
from django import forms
from django.core import signing
from django.http import Http404, HttpResponse

from core import public_forms

pytestmark = pytest.mark.django_db


class Form(forms.Form):
    name = forms.CharField()


def refused(rf, data, limits=(), **headers):
    form = Form(data)
    request = rf.post("/", data, headers=headers)
    texts = {"foreign": "from elsewhere", "too_many": "too often"}
    return public_forms.refusal(request, form, limits, **texts), form.non_field_errors()


def test_a_right_form_is_taken_as_often_as_agreed(rf):
    limits = [("test", "me", 2), ("test-all", "everybody", 3)]
    for _time in range(2):
        assert refused(rf, {"name": "Jo"}, limits) == (None, [])
    assert refused(rf, {"name": "Jo"}, limits) == (429, ["too often"])


def test_what_is_wrong_or_foreign_does_not_count(rf):
    limits = [("test", "me", 1)]
    assert refused(rf, {}, limits) == (422, [])
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert refused(rf, {"name": "Jo"}, limits, **foreign) == (403, ["from elsewhere"])
    assert refused(rf, {"name": "Jo"}, limits) == (None, [])


@pytest.mark.parametrize("decorator", ["for_one_reader", "form_page", "secret_form_page"])
def test_a_page_for_one_reader_is_kept_and_found_by_nobody(rf, decorator):
    page = getattr(public_forms, decorator)(lambda request: HttpResponse("for you"))
    response = page(rf.get("/"))
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]
    assert response.get("Referrer-Policy") == (
        "no-referrer" if decorator == "secret_form_page" else None
    )


def test_an_address_that_is_not_signed_by_us_leads_nowhere(rf):
    page = public_forms.for_one_reader(lambda request: signing.loads("made-up"))
    with pytest.raises(Http404):
        page(rf.get("/"))


def test_a_form_needs_no_token_and_answers_nothing_but_get_and_post(rf):
    page = public_forms.form_page(lambda request: HttpResponse())
    assert page.csrf_exempt
    assert page(rf.post("/")).status_code == 200
    assert page(rf.put("/")).status_code == 405
