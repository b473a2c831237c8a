"""A city with two offices, pages of theirs, and people of every role."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group, User
from wagtail.models import Page, Site

from accounts import groups
from home.models import HomePage, StandardPage
from tests.factories import UnitFactory
from tests.services.editing.support import own_offices

PASSWORD = "ein langes Wort am Abend"


@pytest.fixture
def roles(db):
    return groups.setup_groups()


@pytest.fixture
def city(roles):
    """home; pages `parks` (office of parks), `trees` (an office below it), `taxes` (another)."""
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Lindenfurt", slug="lindenfurt"))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"root_page": home, "hostname": "localhost", "port": 80}
    )
    parks, taxes = UnitFactory(name="Grünamt"), UnitFactory(name="Steueramt")
    trees = UnitFactory(name="Baumpflege", parent=parks)
    made = SimpleNamespace(home=home, units=SimpleNamespace(parks=parks, trees=trees, taxes=taxes))
    for name, unit in vars(made.units).items():
        setattr(made, name, page(home, name, unit))
    made.nobodys = page(home, "nobodys", None)
    return made


def page(parent, title, unit, live=True, **fields):
    made = StandardPage(title=title, slug=title, unit=unit, live=live, **fields)
    parent.add_child(instance=made)
    made.save_revision()
    return made


@pytest.fixture
def person(roles):
    """`person(group, *units)` makes a user of this group who writes for these offices."""

    def make(group, *units, name=""):
        number = User.objects.count()
        user = User.objects.create_user(
            name or f"user-{number}",
            f"user-{number}@stadt.example",
            PASSWORD,
            first_name="Ada",
            last_name=f"Muster {number}",
        )
        user.groups.add(Group.objects.get(name=group))
        own_offices(user, *units)
        return user

    return make


@pytest.fixture
def gardener(city, person):
    """A department editor of the office of parks."""
    return person(groups.DEPARTMENT_EDITOR, city.units.parks)
