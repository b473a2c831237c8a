"""The council in the real admin: look, filter, inspect, export; write one's own words."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import translation
from lxml import html

from accounts import groups
from harvest.formatting import word
from opendata.oparl.models import OrganizationChoice, Paper, PaperSummary, QualityIssue
from tests.opendata.oparl.harvest.harvesting import at, harvest
from tests.pages import parse, send

pytestmark = pytest.mark.django_db
DELIVERED = ("paper", "meeting", "organization", "person", "file", "body", "qualityissue")


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def editor(client):
    groups.setup_groups()
    user = User.objects.create_user("redaktion", "redaktion@stadt.example", "geheim")
    user.groups.add(Group.objects.get(name=groups.EDITORIAL_TEAM))
    client.force_login(user)
    return user


@pytest.fixture
def council(server, source):
    server.council.objects["agendaitem/1"]["consultation"] = "consultation/999"
    harvest(source)
    return server


def get(client, model, action="index", *args, **query):
    address = reverse(f"oparl_{model}_modeladmin_{action}", args=args)
    response = client.get(address, query)
    assert response.status_code == 200, (model, action)
    return response


@pytest.mark.parametrize("model", DELIVERED)
def test_editors_list_inspect_and_export_what_is_delivered(client, editor, council, model):
    from django.apps import apps

    row = apps.get_model("oparl", model).objects.first()
    get(client, model)
    get(client, model, "inspect", row.pk)
    exported = get(client, model, export="csv")
    lines = b"".join(exported.streaming_content).decode().splitlines()
    assert len(lines) > 1


@pytest.mark.parametrize("model", DELIVERED)
def test_nobody_edits_what_runs_write(client, admin_client, council, model):
    from django.apps import apps

    row = apps.get_model("oparl", model).objects.first()
    for action, args in (("create", ()), ("edit", (row.pk,)), ("delete", (row.pk,))):
        address = reverse(f"oparl_{model}_modeladmin_{action}", args=args)
        assert admin_client.get(address).status_code in (302, 403)


def test_the_list_of_papers_is_filtered_by_state(client, editor, council):
    Paper.objects.filter(url=council.id("paper/1")).update(withdrawn_at="2026-01-01T00:00Z")
    shown = get(client, "paper", state="withdrawn").content.decode()
    assert at(council, "paper/1").name in shown
    assert at(council, "paper/2").name not in shown


def test_lists_have_a_query_budget(client, editor, council, django_assert_max_num_queries):
    get(client, "paper")
    with django_assert_max_num_queries(40):
        get(client, "paper")


def test_the_quality_report_says_it_in_words(client, editor, council):
    issue = QualityIssue.objects.filter(kind="dangling").first()
    shown = get(client, "qualityissue", kind="dangling").content.decode()
    # In the language of the page, which has a translation only where it was compiled.
    with translation.override("de"):
        assert word("dangling") in shown
    assert word("dangling") != "dangling"
    assert issue.url in shown
    assert issue.prop in shown


TEXT = '{"blocks":[{"key":"a","text":"%s","type":"unstyled","depth":0,"inlineStyleRanges":[],"entityRanges":[],"data":{}}],"entityMap":{}}'  # noqa: E501


def open_about(client, listed, model, target):
    """The form behind the button in the list, for one of the listed."""
    tree = html.fromstring(get(client, listed).content)
    links = tree.xpath(f"//a[contains(@href, '{model}/create')]/@href")
    (address,) = [link for link in links if link.endswith(f"={target.pk}")]
    return client.get(address)


def test_an_editor_summarises_a_paper_once_and_edits_it_later(client, editor, council):
    paper = at(council, "paper/1")
    form = open_about(client, "paper", "papersummary", paper)
    assert send(client, form, {"text": TEXT % "Kurz"}).status_code == 302
    summary = PaperSummary.objects.get()
    assert summary.paper == paper and "Kurz" in summary.text
    again = open_about(client, "paper", "papersummary", paper)
    assert again.url == reverse("oparl_papersummary_modeladmin_edit", args=[summary.pk])


def test_an_editor_hides_a_committee(client, editor, council):
    committee = at(council, "organization/2")
    response = client.get(reverse("oparl_organizationchoice_modeladmin_create"))
    assert response.url == reverse("oparl_organization_modeladmin_index")
    form = open_about(client, "organization", "organizationchoice", committee)
    send(client, form, {"visible": None, "introduction": TEXT % ""})
    choice = OrganizationChoice.objects.get()
    assert (choice.organization, choice.visible) == (committee, False)


def test_who_comes_second_keeps_her_text(client, editor, council):
    paper = at(council, "paper/1")
    form = open_about(client, "paper", "papersummary", paper)
    other = PaperSummary.objects.create(paper=paper, text="<p>Die andere</p>")
    refused = send(client, form, {"text": TEXT % "Mein Text"})
    assert "Mein Text" in parse(refused).select_one("[name=text]")["value"]
    assert reverse("oparl_papersummary_modeladmin_edit", args=[other.pk]) in refused.text
    assert PaperSummary.objects.get().text == "<p>Die andere</p>"
