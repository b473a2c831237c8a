"""Deleted pages wait 30 days, seen by nobody, and come back as they were."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page, Site
from wagtail.permissions import policy_registry
from wagtail.search.backends import get_search_backend

from accounts import groups
from core.registries import retention
from core.reserved_slugs import is_in_wastebasket
from frame import wastebasket
from frame.models import Deletion, GonePage
from home.models import StandardPage
from tests.accounts.conftest import person, roles  # noqa: F401
from tests.factories import UnitFactory
from tests.pages import parse, text_of
from tests.rendered import submit

from .conftest import add

pytestmark = pytest.mark.django_db
DELETE = "form[action*='/delete/']"


def delete_by_button(client, page, **fields):
    address = reverse("wagtailadmin_pages:delete", args=[page.pk])
    form = client.get(address)
    assert "30 Tage" in text_of(form)
    return submit(client, form, DELETE, address, **fields)


def restore_by_button(client, deletion, **fields):
    page = client.get(reverse("frame_wastebasket"))
    address = reverse("frame_restore", args=[deletion.pk])
    assert parse(page).select(f"a[href='{address}']")
    return submit(client, client.get(address), "form:has(button)", address, **fields)


def test_a_deleted_page_comes_back_as_it_was(admin_client, get, city):
    draft = add(city.town_hall, "Entwurf", "entwurf")
    draft.unpublish()
    paths = ["/rathaus/", "/rathaus/wegweiser/", "/rathaus/wegweiser/schalter-3/"]
    before = list(city.town_hall.get_descendants(inclusive=True).values_list("pk", "slug", "live"))
    delete_by_button(admin_client, city.town_hall)
    assert [get(path).status_code for path in paths] == [410, 410, 410]
    deletion = Deletion.objects.get()
    assert (deletion.count, deletion.address) == (len(before), "/rathaus/")
    restore_by_button(admin_client, deletion)
    assert [get(path).status_code for path in paths] == [200, 200, 200]
    back = Page.objects.get(pk=city.town_hall.pk)
    now = back.get_descendants(inclusive=True).values_list("pk", "slug", "live")
    assert list(now) == before and back.get_parent() == city.home.page_ptr
    assert not Deletion.objects.exists() and Page.find_problems() == ([], [], [], [], [])
    assert not GonePage.objects.filter(path__in=paths).exists()


def test_nobody_sees_it_meanwhile(admin_client, get, city):
    delete_by_button(admin_client, city.town_hall)
    for path in ("/", "/sitemap.xml", "/suche/?q=Rathaus"):
        assert "/rathaus/" not in get(path).content.decode()
    admin = ["/admin/pages/", f"/admin/pages/{city.home.pk}/", "/admin/pages/search/?q=Rathaus",
             "/admin/choose-page/?page_type=wagtailcore.page",
             "/admin/choose-page/search/?q=Rathaus"]  # fmt: skip
    for path in admin:
        text = admin_client.get(path, follow=True).content.decode()
        assert f"/pages/{city.town_hall.pk}/" not in text and "_papierkorb" not in text, path
    user = admin_client.get("/admin/").context["user"]
    policy = policy_registry.get_by_type(Page)
    assert not policy.instances_user_has_permission_for(user, "change").filter(pk=city.town_hall.pk)
    found = get_search_backend().search("Rathaus", StandardPage.objects.live())
    assert city.town_hall.pk not in [page.pk for page in found]


def test_nothing_is_done_with_it_there(admin_client, city):
    delete_by_button(admin_client, city.town_hall)
    for name in ("edit", "unpublish", "copy", "move", "delete"):
        address = reverse(f"wagtailadmin_pages:{name}", args=[city.town_hall.pk])
        assert admin_client.get(address).status_code == 302
    page = Page.objects.get(pk=city.town_hall.pk).specific
    assert is_in_wastebasket(page) and not page.live


def test_many_pages_go_at_once_and_each_comes_back(admin_client, get, city):
    below = city.town_hall.get_children().first()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    keys = [city.town_hall.pk, below.pk, city.imprint.pk]
    address += "?" + "&".join(f"id={pk}" for pk in keys)
    form = admin_client.get(address)
    assert "30 Tage" in text_of(form)
    submit(admin_client, form, "form:has(button.serious), form:has([type=submit])", address)
    assert {one.title for one in Deletion.objects.all()} == {"Rathaus", city.imprint.title}
    assert get("/impressum/").status_code == get("/rathaus/").status_code == 410
    for deletion in Deletion.objects.all():
        restore_by_button(admin_client, deletion)
    assert get("/impressum/").status_code == get("/rathaus/wegweiser/").status_code == 200


def test_a_taken_address_is_asked_for(admin_client, get, city):
    delete_by_button(admin_client, city.imprint)
    add(city.home, "Neues Impressum", "impressum")
    deletion = Deletion.objects.get()
    address = reverse("frame_restore", args=[deletion.pk])
    form = admin_client.get(address)
    assert parse(form).select_one("[name=slug]")["value"] == "impressum-2"
    answer = submit(admin_client, form, "form:has([name=slug])", address, slug="impressum")
    assert parse(answer).select("[role=alert]") and Deletion.objects.exists()
    submit(admin_client, answer, "form:has([name=slug])", address, slug="Altes Impréssum")
    assert get("/altes-impressum/").status_code == 200
    assert get("/impressum/").status_code == 200


def test_a_child_of_a_deleted_page_goes_one_step_up(admin_client, city):
    child = city.town_hall.get_children().first().specific
    delete_by_button(admin_client, child)
    delete_by_button(admin_client, city.town_hall)
    restore_by_button(admin_client, Deletion.objects.get(page=child.pk))
    assert Page.objects.get(pk=child.pk).get_parent().pk == city.home.pk


def test_the_home_page_of_a_site_is_not_thrown_away(admin_client, city):
    answer = admin_client.post(
        reverse("wagtailadmin_pages:delete", args=[city.home.pk]), follow=True
    )
    assert Site.objects.filter(root_page=city.home).exists() and not Deletion.objects.exists()
    assert "Startseite" in text_of(answer)


def test_after_30_days_it_is_gone_for_good(admin_client, get, city):
    delete_by_button(admin_client, city.town_hall)
    days = {
        number: [timezone.now() + timedelta(days=number), {"wastebasket": int(number > 30)}]
        for number in (29, 31)
    }
    for now, expected in days.values():
        outcomes = retention.delete_expired(now, dry_run=True)
        assert {one.rule.name: one.number for one in outcomes}.items() >= expected.items()
        assert Deletion.objects.exists()
    retention.delete_expired(days[31][0])
    assert not Page.objects.filter(pk=city.town_hall.pk).exists()
    assert get("/rathaus/wegweiser/").status_code == 410
    assert Page.find_problems() == ([], [], [], [], [])


def test_one_deletes_for_good_by_a_button(admin_client, city):
    delete_by_button(admin_client, city.imprint)
    address = reverse("frame_delete_for_good", args=[Deletion.objects.get().pk])
    submit(admin_client, admin_client.get(address), "form:has(button.serious)", address)
    assert not Page.objects.filter(pk=city.imprint.pk).exists()


def test_what_was_scheduled_stays_in_the_wastebasket(admin_client, city):
    page = city.imprint.specific
    page.unpublish()
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    delete_by_button(admin_client, page)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        call_command("publish_scheduled")
    assert not Page.objects.get(pk=page.pk).live


@pytest.fixture
def offices(city, roles):  # noqa: F811
    """Two pages of two offices, as drafts."""
    parks, taxes = UnitFactory(name="Grünamt"), UnitFactory(name="Steueramt")
    made = []
    for unit in (parks, taxes):
        page = StandardPage(title=unit.name, slug=unit.external_id, unit=unit, live=False)
        city.home.add_child(instance=page)
        made.append(page)
    return parks, *made


def test_department_editors_restore_what_is_theirs_only(offices, person, city):  # noqa: F811
    parks, own, foreign = offices
    editor = person(groups.DEPARTMENT_EDITOR, parks)
    for page in (own, foreign):
        wastebasket.throw_away(page, None)
    client = Client()
    client.force_login(editor)
    text = text_of(client.get(reverse("frame_wastebasket")))
    assert "Grünamt" in text and "Steueramt" not in text
    for page in (own, foreign):
        deletion = Deletion.objects.get(page=page.pk)
        for name in ("frame_delete_for_good", "frame_restore"):
            status = client.get(reverse(name, args=[deletion.pk])).status_code
            assert status == (200 if page is own else 302)
        client.post(reverse("frame_restore", args=[deletion.pk]))
    assert list(Deletion.objects.values_list("page", flat=True)) == [foreign.pk]


def test_who_may_not_publish_restores_nothing_that_was_public(offices, person):  # noqa: F811
    parks, own, _foreign = offices
    own.save_revision().publish()
    deletion = wastebasket.throw_away(own, None)
    assert not wastebasket.may_restore(person(groups.DEPARTMENT_EDITOR, parks), deletion)
    team = person(groups.EDITORIAL_TEAM)
    assert GroupPagePermission.objects.filter(group__user=team).exists()
    assert wastebasket.may_restore(team, deletion)
