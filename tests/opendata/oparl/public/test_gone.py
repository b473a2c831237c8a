"""What is withdrawn answers 410 and tells no more than it may."""

import pytest
from django.urls import reverse

from opendata.oparl.models import OrganizationChoice
from tests.opendata.oparl import factories
from tests.opendata.oparl.public.seeing import see, withdraw
from tests.pages import links, text_of

pytestmark = pytest.mark.django_db


KINDS = (
    *(factories.MeetingFactory, factories.PaperFactory, factories.OrganizationFactory),
    *(factories.PersonFactory, factories.FileFactory),
)


class TestGone:
    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind._meta.model.__name__)
    def test_withdrawn_objects_answer_410_with_a_way_on(self, browse, kind):
        factories.BodyFactory()
        response = see(browse, withdraw(kind()))
        assert response.status_code == 410
        assert links(response)["Council"] == "/rat/"

    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind._meta.model.__name__)
    def test_restricted_objects_are_not_named(self, browse, kind):
        row = withdraw(kind(name="Vertraulich"), restricted=True)
        response = see(browse, row)
        assert response.status_code == 410
        assert "Vertraulich" not in response.content.decode()

    def test_a_withdrawn_paper_is_named_and_a_person_never(self, browse):
        paper = withdraw(factories.PaperFactory(name="Alte Vorlage"))
        person = withdraw(factories.PersonFactory(name="Mira Muster"))
        assert "Alte Vorlage" in text_of(see(browse, paper))
        assert "Mira Muster" not in text_of(see(browse, person))

    def test_what_editors_hide_is_not_found(self, browse):
        committee = factories.OrganizationFactory()
        OrganizationChoice.objects.create(organization=committee, visible=False)
        assert see(browse, committee).status_code == 404
        assert browse(reverse("oparl:paper", args=[999_999])).status_code == 404
