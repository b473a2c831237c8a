"""Every list and report of the admin, found by its address, in a city where each has rows."""

import pytest

from tests.browser.walk import city, looking
from tests.browser.walk.views import View, all_views
from tests.pages import folded, parse

pytestmark = pytest.mark.django_db
# Of Wagtail's own: two to try what an error looks like, and one after which no login is left.
LEFT_OUT = {"admin/failwhale/", "admin/test404/", "admin/logout/"}
# Of Wagtail's kind and of modeladmin's.
WITH_YES_AND_NO = (
    *("/admin/dienstleistungen/ergaenzungen/", "/admin/orte/", "/admin/harvest/source/"),
    *("/admin/oparl/bodychoice/", "/admin/oparl/organizationchoice/"),
)


def without_parameters() -> list[View]:
    """Lists, reports and what else opens by its bare address."""
    found = [view for view in all_views() if "<" not in view.route and "*" not in view.route]
    return [view for view in found if view.route not in LEFT_OUT]


@pytest.fixture
def editor(client):
    client.force_login(city.build())
    return client


def answers_of(client, views):
    """(address, answer) of each view that answers with a whole page."""
    for view in views:
        address = f"/{view.route}".removesuffix("$")
        answer = client.get(address)
        if answer.status_code == 200 and looking.is_page(answer):
            yield address, answer


def test_every_list_has_a_title_and_says_yes_and_no_in_german(editor):
    pages = dict(answers_of(editor, without_parameters()))
    faults = {address: looking.faults_of(looking.parse(one)) for address, one in pages.items()}
    assert {address: found for address, found in faults.items() if found} == {}
    said = {address: yes_and_no(pages[address]) for address in WITH_YES_AND_NO}
    assert [address for address, words in said.items() if not words] == []


def yes_and_no(answer) -> set[str]:
    cells = {folded(cell).capitalize() for cell in parse(answer).select("main td")}
    return cells & {"Ja", "Nein"}
