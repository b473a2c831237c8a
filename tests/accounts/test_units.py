"""Department editors change what is their office's, whatever they send."""

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.urls import reverse
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from accounts import groups, units
from accounts.unit_forms import OwnUnitFormMixin
from content.pages import CityPage
from directory.models import OrganisationalUnit
from home.models import StandardPage
from services.models import Responsibility, Service, Supplement
from tests.factories import ServiceFactory, UnitFactory
from tests.services.editing.support import supplement_form

from .conftest import PASSWORD, page

pytestmark = pytest.mark.django_db


def form_of(page_, **fields):
    """What the browser sends from the editor of a standard page."""
    return nested_form_data(
        {
            "title": page_.title,
            "slug": page_.slug,
            "introduction": "",
            "also_called": "",
            "picture": "",
            "seo_title": "",
            "search_description": "",
            "owner_name": "",
            "owner_email": "",
            "unit": page_.unit_id or "",
            "review_on": "",
            "body": streamfield([]),
            "comments": inline_formset([]),
            **fields,
        }
    )


def edit(client, page_, **fields):
    address = reverse("wagtailadmin_pages:edit", args=[page_.pk])
    response = client.post(address, form_of(page_, **fields))
    page_.refresh_from_db()
    return response


def draft_title(page_):
    return page_.get_latest_revision_as_object().title


# --- Whose is what -----------------------------------------------------------------------


def test_offices_below_are_own_offices(city, gardener):
    assert units.own_units(gardener) == {city.units.parks.pk, city.units.trees.pk}


def test_a_circle_of_offices_comes_to_an_end(city, gardener):
    city.units.parks.parent = city.units.trees
    city.units.parks.save()
    assert units.own_units(gardener) == {city.units.parks.pk, city.units.trees.pk}


def test_a_user_without_offices_owns_nothing(city, person):
    nobody = person(groups.DEPARTMENT_EDITOR)
    assert units.is_bound(nobody) and units.own_units(nobody) == frozenset()
    assert not city.nobodys.permissions_for_user(nobody).can_edit()
    assert not city.home.permissions_for_user(nobody).can_add_subpage()


def test_the_team_and_administrators_are_bound_to_nothing(city, person, django_user_model):
    team = person(groups.EDITORIAL_TEAM)
    administrator = django_user_model.objects.create_superuser("admin")
    for user in (team, administrator):
        for page_ in (city.parks, city.taxes, city.nobodys):
            assert page_.permissions_for_user(user).can_edit()


def test_who_is_in_both_groups_is_not_bound(city, gardener, person):
    gardener.groups.add(person(groups.EDITORIAL_TEAM).groups.get())
    user = User.objects.get(pk=gardener.pk)
    assert city.taxes.permissions_for_user(user).can_publish()


@pytest.mark.parametrize(
    "model",
    [one for one in apps.get_models() if issubclass(one, CityPage)],
    ids=lambda one: one.__name__,
)
def test_every_kind_of_page_knows_offices(model):
    assert issubclass(model.base_form_class, OwnUnitFormMixin)
    assert model.permissions_for_user is CityPage.permissions_for_user


# --- Pages -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "allowed"), [("parks", True), ("trees", True), ("taxes", False), ("nobodys", False)]
)
def test_a_change_of_a_page_is_taken_or_refused(client, city, gardener, name, allowed):
    client.force_login(gardener)
    page_ = getattr(city, name)
    response = edit(client, page_, title="Geändert")
    assert (draft_title(page_) == "Geändert") == allowed
    assert (response.url == reverse("wagtailadmin_home")) != allowed
    assert page_.title == name


def test_publishing_is_not_done_even_when_it_is_sent(client, city, gardener):
    client.force_login(gardener)
    edit(client, city.parks, title="Sofort", **{"action-publish": "1"})
    assert city.parks.title == "parks"


@pytest.mark.parametrize("view", ["delete", "move", "copy", "unpublish", "revisions_index"])
def test_other_ways_to_a_foreign_page_are_closed(client, city, gardener, view):
    if view == "revisions_index":
        revision = city.taxes.save_revision()
        address = reverse("wagtailadmin_pages:revisions_revert", args=[city.taxes.pk, revision.pk])
    else:
        address = reverse(f"wagtailadmin_pages:{view}", args=[city.taxes.pk])
    client.force_login(gardener)
    for response in (client.get(address), client.post(address, form_of(city.taxes))):
        assert response.status_code in (302, 403)
        assert getattr(response, "url", "/admin/") == "/admin/"
    city.taxes.refresh_from_db()
    assert city.taxes.live and StandardPage.objects.filter(title="taxes").count() == 1


@pytest.mark.parametrize("action", ["delete", "unpublish", "publish", "move"])
def test_bulk_actions_leave_foreign_pages_alone(client, city, gardener, action):
    draft = page(city.home, "entwurf", city.units.taxes, live=False)
    client.force_login(gardener)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    query = f"?id={city.taxes.pk}&id={draft.pk}&next=/admin/"
    client.post(address + query, {"chooser": city.parks.pk, "confirm": "1"})
    city.taxes.refresh_from_db()
    draft.refresh_from_db()
    assert city.taxes.live and city.taxes.get_parent() == city.home.page_ptr
    assert not draft.live and draft.get_parent() == city.home.page_ptr


def test_an_own_draft_may_be_deleted_but_not_with_foreign_pages_below(client, city, gardener):
    draft = page(city.home, "entwurf", city.units.parks, live=False)
    below = page(draft, "fremd", city.units.taxes, live=False)
    assert not draft.permissions_for_user(gardener).can_delete(ignore_bulk=True)
    below.delete()
    draft = StandardPage.objects.get(pk=draft.pk)
    assert draft.permissions_for_user(gardener).can_delete()


def test_foreign_pages_are_still_listed(client, city, gardener):
    client.force_login(gardener)
    text = client.get(reverse("wagtailadmin_explore", args=[city.home.pk])).content.decode()
    assert "taxes" in text and "parks" in text


def test_the_policy_agrees_with_the_pages(city, gardener):
    policy = policy_registry.get_by_type(Page)
    changeable = policy.instances_user_has_permission_for(gardener, "change")
    assert {one.title for one in changeable} == {"parks", "trees"}
    assert policy.user_has_permission_for_instance(gardener, "change", city.trees)
    assert not policy.user_has_permission_for_instance(gardener, "change", city.taxes)
    assert policy.user_has_permission_for_instance(gardener, "add", city.taxes)


def create(client, city, **fields):
    address = reverse("wagtailadmin_pages:add", args=["home", "standardpage", city.home.pk])
    return client.post(address, form_of(StandardPage(title="Neu", slug="neu"), **fields))


def test_a_new_page_belongs_to_an_own_office(client, city, gardener):
    client.force_login(gardener)
    create(client, city, unit=city.units.trees.pk)
    assert StandardPage.objects.get(title="Neu").unit == city.units.trees


@pytest.mark.parametrize("office", ["taxes", None])
def test_a_new_page_for_another_office_or_none_is_refused_with_a_reason(
    client, city, gardener, office
):
    client.force_login(gardener)
    unit = getattr(city.units, office).pk if office else ""
    response = create(client, city, unit=unit)
    assert response.context["form"].errors["unit"]
    assert not StandardPage.objects.filter(title="Neu").exists()


def test_the_form_proposes_the_own_office(client, city, gardener):
    client.force_login(gardener)
    address = reverse("wagtailadmin_pages:add", args=["home", "standardpage", city.home.pk])
    form = client.get(address).context["form"]
    assert form.initial["unit"] == city.units.parks.pk
    assert set(form.fields["unit"].queryset) == {city.units.parks, city.units.trees}


def test_a_page_cannot_be_given_away(client, city, gardener):
    client.force_login(gardener)
    response = edit(client, city.parks, unit=city.units.taxes.pk)
    assert response.context["form"].errors["unit"]


# --- Supplements and offices -------------------------------------------------------------


@pytest.fixture
def services(city):
    """{office: a service that it answers for}."""
    made = {}
    for name in ("trees", "taxes"):
        made[name] = ServiceFactory(title=f"Dienst {name}")
        Responsibility.objects.create(service=made[name], unit=getattr(city.units, name))
    return made


@pytest.mark.parametrize(("name", "allowed"), [("trees", True), ("taxes", False)])
def test_a_supplement_is_begun_for_own_services_only(client, gardener, services, name, allowed):
    client.force_login(gardener)
    client.post(reverse("services_supplement", args=[services[name].pk]))
    assert Supplement.objects.filter(service=services[name]).exists() == allowed


@pytest.mark.parametrize(("name", "allowed"), [("trees", True), ("taxes", False)])
def test_a_change_of_a_supplement_is_taken_or_refused(
    client, city, gardener, services, name, allowed
):
    supplement = Supplement.objects.create(service=services[name], live=False)
    supplement.save_revision()
    client.force_login(gardener)
    address = reverse("catalogue_supplements:edit", args=[supplement.pk])
    response = client.post(
        address, supplement_form(title="Geändert", unit=getattr(city.units, name).pk)
    )
    if allowed:
        assert response.status_code == 302, response.context["form"].errors
    supplement.refresh_from_db()
    title = supplement.get_latest_revision_as_object().title
    assert (title == "Geändert") == allowed
    assert (response.url == reverse("wagtailadmin_home")) != allowed


def test_an_own_service_of_another_office_is_not_made(client, city, gardener):
    client.force_login(gardener)
    for unit in (city.units.taxes.pk, ""):
        response = client.post(
            reverse("catalogue_supplements:add"), supplement_form(title="Fremd", unit=unit)
        )
        assert response.context["form"].errors["unit"]
    assert not Service.objects.filter(title="Fremd").exists()


@pytest.mark.parametrize(("name", "allowed"), [("trees", True), ("taxes", False)])
def test_an_office_is_edited_by_its_own_people(client, city, gardener, name, allowed):
    client.force_login(gardener)
    address = reverse("catalogue_units:edit", args=[getattr(city.units, name).pk])
    for response in (client.get(address), client.post(address, {"note": "Fremd"})):
        assert (getattr(response, "url", "") == reverse("wagtailadmin_home")) != allowed
    assert not OrganisationalUnit.objects.filter(pk=city.units.taxes.pk, note="Fremd").exists()


# --- The form of a user ------------------------------------------------------------------


def user_form(user, **fields):
    return {
        "username": user.username,
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "is_active": "on",
        "groups": [group.pk for group in user.groups.all()],
        "proof_password": PASSWORD,
        **fields,
    }


def test_an_operator_gives_a_user_her_offices(client, city, gardener, person):
    client.force_login(person(groups.OPERATOR))
    address = reverse("wagtailusers_users:edit", args=[gardener.pk])
    text = client.get(address).content.decode()
    assert "– Baumpflege" in text and "Steueramt" in text
    response = client.post(address, user_form(gardener, units=[city.units.taxes.pk]))
    assert response.status_code == 302
    assert units.direct_units(User.objects.get(pk=gardener.pk)) == [city.units.taxes.pk]


def test_a_new_user_may_have_an_office_at_once(client, city, person):
    client.force_login(person(groups.OPERATOR))
    fields = {
        "username": "neu",
        "email": "neu@stadt.example",
        "first_name": "Neu",
        "last_name": "Muster",
        "password1": "ein anderes langes Wort",
        "password2": "ein anderes langes Wort",
        "units": [city.units.trees.pk],
        "proof_password": PASSWORD,
    }
    response = client.post(reverse("wagtailusers_users:add"), {**fields, "is_superuser": "on"})
    assert response.status_code == 302, response.context["form"].errors
    made = User.objects.get(username="neu")
    assert units.direct_units(made) == [city.units.trees.pk]
    assert not made.is_superuser


def test_only_administrators_change_administrators(client, person, django_user_model):
    chief = django_user_model.objects.create_superuser("chef", "chef@stadt.example")
    client.force_login(person(groups.OPERATOR))
    address = reverse("wagtailusers_users:edit", args=[chief.pk])
    client.post(address, user_form(chief, password1="ein neues langes Wort"))
    assert not User.objects.get(pk=chief.pk).has_usable_password()


def test_offices_of_a_withdrawn_source_are_not_offered(client, city, person, gardener):
    gone = UnitFactory(name="Aufgelöst", generalised=True)
    client.force_login(person(groups.OPERATOR))
    address = reverse("wagtailusers_users:edit", args=[gardener.pk])
    assert (
        client.post(address, user_form(gardener, units=[gone.pk])).context["form"].errors["units"]
    )
