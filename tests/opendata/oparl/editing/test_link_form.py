"""Links of papers to services and pages, both ways; how editors make them."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from lxml import html
from wagtail.models import Page

from accounts import groups
from opendata.oparl.models import BodyChoice, PaperLink
from tests.factories import ServiceFactory
from tests.opendata.oparl import factories
from tests.pages import folded, links, parse, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def page():
    return Page.objects.get(depth=2).add_child(title="Radverkehr", slug="radverkehr")


@pytest.fixture
def service():
    return ServiceFactory(title="Anwohnerparkausweis")


@pytest.fixture
def paper(page, service):
    paper = factories.PaperFactory(name="Neue Radwege")
    PaperLink.objects.create(paper=paper, kind="page", target=page.pk)
    PaperLink.objects.create(paper=paper, kind="service", target=service.pk)
    return paper


@pytest.fixture
def editor(client):
    groups.setup_groups()
    user = User.objects.create_user("redaktion", "redaktion@stadt.example", "geheim")
    user.groups.add(Group.objects.get(name=groups.EDITORIAL_TEAM))
    client.force_login(user)
    return user


def see(client, row):
    return client.get(row.get_absolute_url())


class TestPages:
    def test_a_paper_leads_to_services_and_pages(self, client, paper, page, service):
        found = links(see(client, paper))
        assert found["Radverkehr"] == page.url
        assert found["Anwohnerparkausweis"] == service.get_absolute_url()

    def test_what_is_not_published_vanishes_and_comes_back(self, client, paper, page, service):
        page.unpublish()
        service.visible = False
        service.save()
        text = text_of(see(client, paper))
        assert "Radverkehr" not in text
        assert "Anwohnerparkausweis" not in text
        page.save_revision().publish()
        assert "Radverkehr" in text_of(see(client, paper))

    def test_what_is_gone_for_good_does_not_hurt(self, client, paper, page, service):
        page.delete()
        PaperLink.objects.create(paper=paper, kind="of-an-app-that-is-gone", target=1)
        response = see(client, paper)
        assert response.status_code == 200
        assert "Anwohnerparkausweis" in links(response)

    def test_a_service_names_the_papers_about_it_while_they_are_shown(self, client, paper, service):
        assert links(see(client, service))["Neue Radwege"] == paper.get_absolute_url()
        BodyChoice.objects.create(body=paper.body, visible=False)
        assert "Neue Radwege" not in text_of(see(client, service))

    def test_a_service_without_papers_says_nothing_of_the_council(self, client, service):
        assert "council decides" not in text_of(see(client, service))


class TestAdmin:
    def address(self, paper):
        return f"{reverse('oparl_paperlink_modeladmin_create')}?paper={paper.pk}"

    def test_from_the_list_of_papers_to_a_new_link(self, client, editor, page):
        paper = factories.PaperFactory(name="Neue Radwege")
        tree = html.fromstring(client.get(reverse("oparl_paper_modeladmin_index")).content)
        (address,) = tree.xpath("//a[contains(@href, 'paperlink/create')]/@href")
        assert address == self.address(paper)
        form = parse(client.get(address))
        assert form.select_one("[name=to_page]")
        assert form.select_one("[name=to_service]")
        assert "Neue Radwege" in folded(form)
        assert client.post(address, {"to_page": page.pk, "to_service": ""}).status_code == 302
        link = PaperLink.objects.get()
        assert (link.paper, link.kind, link.target) == (paper, "page", page.pk)
        listed = client.get(reverse("oparl_paperlink_modeladmin_index"))
        assert "Radverkehr" in text_of(listed)

    @pytest.mark.parametrize("chosen", ["none", "both", "the-same-again", "unknown"])
    def test_wrong_choices_are_explained_and_write_nothing(
        self, client, editor, paper, page, service, chosen
    ):
        data = {
            "none": {},
            "both": {"to_page": page.pk, "to_service": service.pk},
            "the-same-again": {"to_page": page.pk},
            "unknown": {"to_page": 999_999},
        }[chosen]
        before = PaperLink.objects.count()
        response = client.post(self.address(paper), data)
        assert response.status_code == 200
        assert PaperLink.objects.count() == before
        messages = {
            "none": "Choose exactly one",
            "both": "Choose exactly one",
            "the-same-again": "leads there already",
            "unknown": "valid choice",
        }
        assert messages[chosen] in text_of(response)

    def test_a_link_is_turned_to_something_else(self, client, editor, paper, service):
        link = paper.links.get(kind="page")
        paper.links.exclude(pk=link.pk).delete()
        address = reverse("oparl_paperlink_modeladmin_edit", args=[link.pk])
        field = parse(client.get(address)).select_one("[name=to_page]")
        assert field["value"] == str(link.target)
        client.post(address, {"to_page": "", "to_service": service.pk})
        link.refresh_from_db()
        assert (link.kind, link.target) == ("service", service.pk)

    def test_a_link_is_about_a_paper(self, client, editor):
        response = client.get(reverse("oparl_paperlink_modeladmin_create"))
        assert response.url == reverse("oparl_paper_modeladmin_index")
