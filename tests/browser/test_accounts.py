"""The editor in Chromium: logging in with two factors, working, and talking to nobody else."""

import io

import pytest
from django.contrib.auth.models import Group, User
from django_otp.oath import totp
from PIL import Image

from accounts import groups
from accounts.models import Profile
from home.models import HomePage, StandardPage
from tests.factories import UnitFactory

from . import city
from .admin import session_of, wait_for_form

pytestmark = pytest.mark.browser

PASSWORD = "ein langes Wort am Abend"
TWO_FACTOR = "/admin/anmeldung/zweiter-faktor/"


@pytest.fixture
def pages(django_db_serialized_rollback, live_server, settings):
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    # After a wrong code the next one is taken at once: nothing here waits for a clock.
    settings.OTP_STATIC_THROTTLE_FACTOR = settings.OTP_TOTP_THROTTLE_FACTOR = 0
    city.make_pages()
    groups.setup_groups()
    office = UnitFactory(name="Grünamt")
    home = HomePage.objects.get()
    made = {}
    for title, unit in (("Parks", office), ("Steuern", UnitFactory(name="Steueramt"))):
        page = StandardPage(title=title, slug=title.lower(), unit=unit)
        home.add_child(instance=page)
        page.save_revision().publish()
        made[title] = f"/admin/pages/{page.pk}/edit/"
    gardener = User.objects.create_user(
        "ada", "ada@stadt.example", PASSWORD, first_name="Ada", last_name="Muster"
    )
    gardener.groups.add(Group.objects.get(name=groups.DEPARTMENT_EDITOR))
    Profile.objects.create(user=gardener).units.add(office)
    operator = User.objects.create_user("ole", "ole@stadt.example", PASSWORD)
    operator.groups.add(Group.objects.get(name=groups.OPERATOR))
    return {
        **made,
        "user": f"/admin/users/edit/{gardener.pk}/",
        "login-of": f"/admin/anmeldung/{gardener.pk}/",
        "operator": session_of(operator, live_server.url),
    }


def complaints(look):
    """Without Chromium's advice to authors of forms."""
    return [line for line in look.complaints if "console: [DOM]" not in line]


def log_in(page):
    page.locator("#id_username").fill("ada")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("form.login-form button[type=submit]").click()


def code_of(key):
    import base64

    return f"{totp(base64.b32decode(key.replace(' ', ''))):06}"


def test_a_department_editor_logs_in_with_two_factors(pages, visit):
    look = visit("/admin/")
    page = look.page
    look.picture("login")
    faults = [f"login: {fault}" for fault in look.axe()]
    page.locator("#id_username").fill("ada")
    page.locator("#id_password").fill("falsch")
    page.locator("form.login-form button[type=submit]").click()
    page.locator(".messages .error").wait_for()
    log_in(page)
    page.locator(".sidebar").first.wait_for()
    look.go(TWO_FACTOR)
    page.locator("main a.button").click()
    page.locator("ol code").wait_for()
    look.picture("second-factor-set-up")
    faults += [f"set-up: {fault}" for fault in look.axe()]
    key = page.locator("ol code").inner_text()
    page.locator("#code").fill(code_of(key))
    page.locator("#id_proof_password").fill(PASSWORD)
    page.locator("form.login-form button").click()
    # The page before has a list with a code, too.
    page.locator("#id_proof_password").wait_for(state="detached")
    page.locator("main li code").first.wait_for()
    codes = page.locator("main li code").all_inner_texts()
    assert len(codes) == 10
    look.picture("second-factor-codes")
    faults += [f"codes: {fault}" for fault in look.axe()]
    # The next login, by the keyboard alone, with a backup code.
    page.context.clear_cookies()
    look.go(pages["Parks"])
    log_in(page)
    page.locator("#code").wait_for()
    look.picture("second-factor-code")
    faults += [f"code: {fault}" for fault in look.axe()]
    page.keyboard.type("000000")
    page.keyboard.press("Enter")
    page.locator("#code[aria-invalid]").wait_for()
    page.keyboard.type(codes[0])
    page.keyboard.press("Enter")
    page.locator("#id_title").wait_for()
    assert page.url.endswith(pages["Parks"])
    assert faults + complaints(look) == []


def test_the_editor_talks_to_nobody_else(pages, visit):
    look = visit("/admin/login/")
    page = look.page
    log_in(page)
    page.locator(".sidebar").first.wait_for()
    look.picture("front-page")
    look.go(pages["Parks"])
    wait_for_form(page)
    page.locator("#id_title").fill("Parks und Gärten")
    page.wait_for_load_state("networkidle")
    look.picture("own-page")
    upload(look)
    for path in ("/admin/account/", "/admin/pages/", "/admin/reports/workflow/", TWO_FACTOR):
        look.go(path)
        page.wait_for_load_state("networkidle")
    # Somebody else's page leads back, with a reason.
    look.go(pages["Steuern"])
    assert page.url.endswith("/admin/")
    page.locator(".messages .error").wait_for()
    assert page.locator("img[src*=gravatar]").count() == 0
    assert complaints(look) == []
    assert all(url.startswith((look.base, "data:", "blob:")) for url in look.fetched)


def upload(look):
    look.go("/admin/images/add/")
    content = io.BytesIO()
    Image.new("RGB", (400, 300), (60, 120, 70)).save(content, "PNG")
    picture = {"name": "baum.png", "mimeType": "image/png", "buffer": content.getvalue()}
    look.page.locator("input[type=file]").set_input_files(picture)
    # The title is taken from the name of the file, by a script.
    look.page.locator("#id_title").fill("Baum")
    look.page.locator("#id_description").fill("Eine Linde")
    look.page.locator("main footer button[type=submit]").first.click()
    look.page.locator(".messages .success").wait_for()


def test_operators_look_after_logins(pages, visit):
    look, faults = visit("/admin/", storage_state=pages["operator"]), []
    for name, path in (
        ("user", pages["user"]),
        ("login-of", pages["login-of"]),
        ("logins", "/admin/reports/anmeldungen/"),
    ):
        look.go(path)
        if name == "user":
            assert look.page.get_by_label("Grünamt").is_checked()
        for scheme, width in (("light", 1280), ("dark", 320)):
            look.wear(scheme, width)
            look.picture(f"{name}-{scheme}-{width}")
            # The other two are Wagtail's own templates.
            faults += look.axe() if name == "login-of" else []
    assert faults + complaints(look) == []
