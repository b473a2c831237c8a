"""What the pages of public forms have in common; the forms' own tests show it at work."""

import pytest
from django import forms
from django.core import signing
from django.http import Http404, HttpResponse
from django.urls import URLResolver, get_resolver, path
from django.urls.resolvers import RegexPattern
from django.views.decorators.csrf import csrf_exempt

from core import checks
from submissions import guards

pytestmark = pytest.mark.django_db


class Form(forms.Form):
    name = forms.CharField()


def refused(rf, data, limits=(), **headers):
    form = Form(data)
    request = rf.post("/", data, headers=headers)
    texts = {"foreign": "from elsewhere", "too_many": "too often"}
    return guards.check(request, form, limits, **texts), form.non_field_errors()


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


@pytest.mark.parametrize("decorator", ["uncached", "form_page", "secret_form_page"])
def test_a_page_for_one_reader_is_kept_and_found_by_nobody(rf, decorator):
    page = getattr(guards, decorator)(lambda request: HttpResponse("for you"))
    response = page(rf.get("/"))
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]
    assert response.get("Referrer-Policy") == (
        "no-referrer" if decorator == "secret_form_page" else None
    )


def test_an_address_that_is_not_signed_by_us_leads_nowhere(rf):
    page = guards.uncached(lambda request: signing.loads("made-up"))
    with pytest.raises(Http404):
        page(rf.get("/"))


def test_a_form_needs_no_token_and_answers_nothing_but_get_and_post(rf):
    page = guards.form_page(lambda request: HttpResponse())
    assert page.csrf_exempt
    assert page(rf.post("/")).status_code == 200
    assert page(rf.put("/")).status_code == 405


# --- All of the site's forms ---------------------------------------------------------------

FOREIGN = [
    {"Origin": "http://["},
    {"Origin": "https://evil.example"},
    {"Origin": "http://testserver.evil.example"},
    {"Origin": "http://testserver@evil.example"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    {"Sec-Fetch-Site": "same-site"},
]


def public_posts():
    """Every view of ours that takes a form without a CSRF token."""
    for address, view in checks.views(get_resolver()):
        if not address.startswith("admin/") and getattr(view, "csrf_exempt", False):
            yield address, view


def test_every_public_form_says_how_it_keeps_others_out():
    guarded = [view for _address, view in public_posts() if "foreign" in view.origin_rule]
    assert len(guarded) >= 9
    assert checks.check_public_posts() == []


def test_a_form_without_the_guard_is_found(settings, monkeypatch):
    bare = csrf_exempt(lambda request: HttpResponse())
    resolver = URLResolver(RegexPattern("^/"), [path("neu/", bare)])
    monkeypatch.setattr(checks, "get_resolver", lambda: resolver)
    (fault,) = checks.check_public_posts()
    assert fault.id == "core.E010" and "neu/" in fault.msg


@pytest.mark.parametrize("headers", FOREIGN)
def test_no_foreign_website_reaches_a_guarded_view(rf, headers):
    reached = []
    page = guards.form_page(lambda request: reached.append(request) or HttpResponse())
    assert page(rf.post("/", headers=headers)).status_code == 403
    assert not reached
    assert page(rf.get("/", headers=headers)).status_code == 200


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize(
    "path_of_form",
    ["/benachrichtigungen/", "/rat/dateien/1/text/", "/rueckmeldung/", "/pruefen/x/"],
)
def test_the_sites_own_forms_refuse_them(client, headers, path_of_form):
    answer = client.post(path_of_form, {"address": "ada@example.org"}, headers=headers)
    assert answer.status_code == 403


def test_where_no_referrer_is_told_an_origin_may_be_hidden(rf):
    hidden = {"Origin": "null"}
    secret = guards.secret_form_page(lambda request: HttpResponse())
    assert secret(rf.post("/", headers=hidden)).status_code == 200
    page = guards.form_page(lambda request: HttpResponse())
    assert page(rf.post("/", headers=hidden)).status_code == 403


@pytest.mark.parametrize(
    ("backend", "warns"),
    [
        ("django.core.mail.backends.console.EmailBackend", True),
        ("django.core.mail.backends.filebased.EmailBackend", True),
        ("django.core.mail.backends.smtp.EmailBackend", False),
    ],
)
def test_mails_that_reach_nobody_are_told_of(settings, backend, warns):
    settings.EMAIL_BACKEND = backend
    assert bool(checks.check_mail_leaves()) is warns
