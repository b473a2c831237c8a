"""The table of roles in docs/operators.md is true: every cell is asked for."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import GroupApprovalTask, Page, Site
from wagtail.permissions import policy_registry

from accounts import groups
from alerts.models import Alert
from directory.models import Closure, OrganisationalUnit
from frame.models import HeaderFooter, SiteParts, Theme
from harvest.models import Run, Source
from home.jobs.models import FieldOfWork
from home.models import BarrierReport
from home.news.models import Category
from home.places.models import Place
from home.waste.models import CollectionDate
from opendata.oparl.models import BodyChoice, Paper, PaperSummary
from quality.models import Link
from services.models import LifeSituation, OnlineService, Service, Supplement
from subscriptions.models import Subscriber
from tests.factories import ServiceFactory
from tests.services.editing.support import own_offices

from .conftest import PASSWORD, page

pytestmark = pytest.mark.django_db

ALL, OWN, NONE = "●", "○", ""
COLUMNS = {
    "Red.": groups.EDITORIAL_TEAM,
    "Fach": groups.DEPARTMENT_EDITOR,
    "Eil": groups.EMERGENCY_PUBLISHER,
    "Mod.": groups.MODERATOR,
    "Plan": groups.PLANNING_OFFICE,
    "Dat.": groups.DATA_STEWARD,
    "Betr.": groups.OPERATOR,
}


def documented() -> dict[str, dict[str, str]]:
    """{action: {column: cell}} as the manual has it."""
    text = (settings.BASE_DIR / "docs" / "operators.md").read_text()
    start = text.index("| action |")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text[start : text.index("\n\n", start)].splitlines()
    ]
    return {action: dict(zip(rows[0][1:], cells, strict=True)) for action, *cells in rows[2:]}


# --- How to ask --------------------------------------------------------------------------


def right(model, *actions):
    """The policy of a model allows one of these actions."""
    policy = policy_registry.get_by_type(model)
    return lambda who, target: policy.user_has_any_permission(who.user, actions)


def has(permission):
    return lambda who, target: who.user.has_perm(permission)


def opens(name, *arguments):
    """The address answers, and does not lead home."""

    def ask(who, target):
        response = who.client.get(reverse(name, args=arguments))
        return response.status_code == 200

    return ask


def on_page(method):
    """Asked of a page of the own office and of a foreign one."""
    return lambda who, target: getattr(who.page(target).permissions_for_user(who.user), method)()


def writes_a_page(who, target):
    """Somebody who may add a page for this office: the place is open, and the form offers it."""
    response = who.client.get(
        reverse("wagtailadmin_pages:add", args=["home", "standardpage", who.city.home.pk])
    )
    if response.status_code != 200:
        return False
    return response.context["form"].fields["unit"].queryset.filter(pk=who.unit(target).pk).exists()


def submits_a_page(who, target):
    tester = who.page(target).permissions_for_user(who.user)
    return tester.can_edit() and tester.can_submit_for_moderation()


def decides(who, target):
    task = GroupApprovalTask.objects.get(name=groups.REVIEW)
    return bool(task.get_actions(who.page(target), who.user))


def deletes_a_draft(who, target):
    draft = page(who.city.home, f"entwurf-{target}", who.unit(target), live=False)
    return draft.permissions_for_user(who.user).can_delete()


def changes(name, model):
    """The editing view of a row of this office opens; a row of another leads home."""

    def ask(who, target):
        row = who.row(model, target)
        return who.client.get(reverse(name, args=[row.pk])).status_code == 200

    return ask


def reads_submissions(who, target):
    from wagtail.contrib.forms.utils import get_forms_for_user

    return get_forms_for_user(who.user).filter(pk=who.form(target).pk).exists()


def changes_others_files(who, target):
    return all(
        policy_registry.get_by_type(model).user_has_permission(who.user, "change")
        and "change"
        in {
            permission.permission.codename.split("_")[0]
            for group in who.user.groups.all()
            for permission in group.collection_permissions.all()
        }
        for model in (get_image_model(), get_document_model())
    )


def helps_with_a_login(who, target):
    other = User.objects.create_user(f"other-{target}")
    address = reverse("accounts_login_of", args=[other.pk])
    return who.client.get(address).status_code == 200


def both(*questions):
    return lambda who, target: all(question(who, target) for question in questions)


QUESTIONS = {
    "log in to the editor": opens("wagtailadmin_home"),
    "see pages in the editor": opens("wagtailadmin_explore_root"),
    "write a new page": writes_a_page,
    "change a page": on_page("can_edit"),
    "submit a page for review": submits_a_page,
    "publish a page": on_page("can_publish"),
    "unpublish a page": on_page("can_unpublish"),
    "delete a draft": deletes_a_draft,
    "delete a published page": on_page("can_delete"),
    "decide a review": decides,
    "translate a page": has("simple_translation.submit_translation"),
    "upload images and documents": both(
        right(get_image_model(), "add"), right(get_document_model(), "add")
    ),
    "change others' images and documents": changes_others_files,
    "see the service catalogue": right(Service, "view"),
    "supplement a service": changes("catalogue_supplements:edit", Supplement),
    "publish a supplement": right(Supplement, "publish"),
    "delete a supplement": right(Supplement, "delete"),
    "change an office": changes("catalogue_units:edit", OrganisationalUnit),
    "add an office": opens("catalogue_units:add"),
    "close an office for a day": changes("directory_closures:edit", Closure),
    "order life situations": right(LifeSituation, "change"),
    "hide an online service": right(OnlineService, "change"),
    "keep categories of news": right(Category, "add", "change", "delete"),
    "keep fields of work of jobs": right(FieldOfWork, "add", "change", "delete"),
    "keep places of directories": right(Place, "add", "change", "delete"),
    "keep the waste calendar": both(
        right(CollectionDate, "add", "change", "delete"), opens("waste_upload", "strassen")
    ),
    "read what forms received": reads_submissions,
    "publish an alert": both(right(Alert, "publish"), opens("alerts_desk")),
    "end an alert": right(Alert, "change"),
    "answer reported barriers": right(BarrierReport, "change"),
    "read what readers say of pages": opens("quality_remarks"),
    "judge broken links": right(Link, "change"),
    "choose and sum up council papers": both(
        right(BodyChoice, "change"), right(PaperSummary, "change")
    ),
    "see the council's data": right(Paper, "view"),
    "see sources and runs": both(right(Source, "view"), right(Run, "view")),
    "start a run": has("harvest.run_source"),
    "change a source": right(Source, "change"),
    "release a held run": has("harvest.release_run"),
    "make redirects": opens("wagtailredirects:add"),
    "change header, footer and look": both(right(HeaderFooter, "change"), right(Theme, "change")),
    "choose what a site offers": right(SiteParts, "change"),
    "keep sites": opens("wagtailsites:add"),
    "keep users": opens("wagtailusers_users:add"),
    "keep groups": opens("wagtailusers_groups:add"),
    "keep workflows": opens("wagtailadmin_workflows:add"),
    "read the book of logins": opens("accounts_logins"),
    "help with a login": helps_with_a_login,
    "see numbers of notifications": opens("subscriptions_numbers"),
    "delete an address of notifications": right(Subscriber, "delete"),
}


# --- Who is asked ------------------------------------------------------------------------


class Who:
    """A member of one group, who writes for the office of parks."""

    def __init__(self, user, client, city):
        self.user, self.client, self.city = user, client, city

    def unit(self, target):
        return self.city.units.trees if target == "own" else self.city.units.taxes

    def page(self, target):
        return self.city.trees if target == "own" else self.city.taxes

    def row(self, model, target):
        if model is OrganisationalUnit:
            return self.unit(target)
        if model is Closure:
            day = timezone.localdate()
            return Closure.objects.create(unit=self.unit(target), first_day=day, last_day=day)
        return Supplement.objects.create(
            service=ServiceFactory(), unit=self.unit(target), live=False
        )

    def form(self, target):
        from home.forms.models import FormPage

        made = FormPage(
            title=f"Formular {target}",
            slug=f"f-{target}",
            unit=self.unit(target),
            purpose="Anmeldung",
            legal_basis="Einwilligung",
        )
        return self.city.home.add_child(instance=made)

    def answer(self, question):
        foreign, own = (question(self, target) for target in ("foreign", "own"))
        assert own or not foreign
        return ALL if foreign else OWN if own else NONE


def test_the_table_and_the_questions_are_about_the_same():
    table = documented()
    assert list(table) == list(QUESTIONS)
    assert {tuple(cells) for cells in table.values()} == {tuple(COLUMNS)}
    assert {role.name for role in groups.ROLES} == set(COLUMNS.values())


@pytest.mark.parametrize("column", COLUMNS)
def test_every_cell_is_true(client, city, person, column):
    user = person(COLUMNS[column], city.units.parks)
    client.force_login(user)
    who = Who(user, client, city)
    told = {action: cells[column] for action, cells in documented().items()}
    assert {action: who.answer(question) for action, question in QUESTIONS.items()} == told


# --- One site of several -----------------------------------------------------------------


@pytest.fixture
def works(city):
    """The municipal works: another site on the same installation."""
    from home.models import HomePage

    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Stadtwerke", slug="stadtwerke"))
    site = Site.objects.create(hostname="werke.example", root_page=home, site_name="Stadtwerke")
    groups.setup_groups_of_site(site)
    site.page = page(home, "strom", None)
    return site


@pytest.fixture
def electrician(works):
    user = User.objects.create_user("strom", "strom@werke.example", PASSWORD)
    user.groups.add(Group.objects.get(name="Redaktion (werke.example)"))
    return user


def test_editors_of_one_site_write_its_pages_only(client, city, works, electrician):
    client.force_login(electrician)
    assert works.page.permissions_for_user(electrician).can_publish()
    assert not city.parks.permissions_for_user(electrician).can_edit()
    for page_, status in ((works.page, 200), (city.parks, 302)):
        address = reverse("wagtailadmin_pages:edit", args=[page_.pk])
        assert client.get(address).status_code == status
    text = client.get(reverse("wagtailadmin_explore_root"), follow=True).content.decode()
    assert "strom" in text and "parks" not in text


def test_editors_of_one_site_have_its_settings_and_files_only(client, city, works, electrician):
    client.force_login(electrician)
    city_site = Site.objects.get(is_default_site=True)
    for site, status in ((works, 200), (city_site, 302)):
        address = reverse("wagtailsettings:edit", args=["frame", "headerfooter", site.pk])
        assert client.get(address).status_code == status
    collections = policy_registry.get_by_type(
        get_image_model()
    ).collections_user_has_permission_for(electrician, "add")
    assert [collection.name for collection in collections] == ["werke.example"]


def test_department_editors_of_one_site_are_bound_to_their_office(city, works):
    user = User.objects.create_user("zaehler", "zaehler@werke.example", PASSWORD)
    user.groups.add(Group.objects.get(name="Fachredaktion (werke.example)"))
    own_offices(user, city.units.parks)
    own = page(works.page, "zaehler", city.units.parks)
    assert own.permissions_for_user(user).can_edit()
    assert not works.page.permissions_for_user(user).can_edit()
    assert not city.parks.permissions_for_user(user).can_edit()
    assert not own.permissions_for_user(user).can_publish()


def test_groups_of_a_site_have_their_own_reviewers(works):
    workflow = works.page.get_workflow()
    (task,) = workflow.tasks
    assert [group.name for group in task.specific.groups.all()] == ["Redaktion (werke.example)"]
