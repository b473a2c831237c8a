"""What an editor hides counts as changed, with all that looks different by it."""

import datetime

import pytest

from opendata.oparl.models import (
    MODELS,
    BodyChoice,
    Meeting,
    MeetingOrganization,
    Organization,
    OrganizationChoice,
    Paper,
)
from tests.opendata.oparl.api.builders import IMPORTED, body, link, make
from tests.opendata.oparl.api.builders import council as built

pytestmark = pytest.mark.django_db


@pytest.fixture
def council(db):
    return built()


def changed() -> set[tuple[str, int]]:
    """(type, primary key) of all that has changed since the harvest."""
    return {
        (type, pk)
        for type, model in MODELS.items()
        for pk in model.objects.filter(changed_at__gt=IMPORTED).values_list("pk", flat=True)
    }


def forget():
    for model in MODELS.values():
        model.objects.update(changed_at=IMPORTED)


def named(*rows) -> set[tuple[str, int]]:
    return {(type(row).__name__, row.pk) for row in rows}


def test_a_hidden_committee_changes_itself_its_own_and_what_named_it(council):
    other = make(Paper, body=council.body, name="Unberührt")
    OrganizationChoice.objects.create(organization=council.board, visible=False)
    told = changed()
    its_own = (council.board, council.meeting, council.membership, council.invitation)
    assert told >= named(*its_own, *council.items, council.consultation)
    # A reference has gone from the faction, the person's memberships, the paper's way.
    assert told >= named(council.faction, council.person, council.paper)
    # The file is held by the paper, too, and names the meeting no longer.
    assert told >= named(council.plan)
    assert not told & named(other, council.earlier, council.body, council.picture, council.proposal)


def test_a_meeting_that_others_hold_too_has_changed(council):
    joint = make(Meeting, body=council.body, name="Gemeinsam")
    link(MeetingOrganization, joint, council.board, council.faction)
    OrganizationChoice.objects.create(organization=council.board, visible=False)
    assert named(joint) <= changed()


def test_a_hidden_body_changes_all_that_is_its_own_and_nothing_else(council):
    other = body(name="Bezirk Süd")
    kept = make(Organization, body=other, name="Bezirksrat")
    BodyChoice.objects.create(body=council.body, visible=False)
    told = changed()
    assert not told & named(other, kept)
    untold = {type for type in MODELS if type not in {name for name, _pk in told}}
    assert untold == {"System"}


def test_showing_again_is_told_like_hiding(council):
    choice = OrganizationChoice.objects.create(organization=council.board, visible=False)
    hidden = changed()
    for show in (lambda: setattr(choice, "visible", True) or choice.save(), choice.delete):
        OrganizationChoice.objects.update_or_create(
            organization=council.board, defaults={"visible": False}
        )
        forget()
        choice.refresh_from_db()
        show()
        assert changed() == hidden


def test_words_alone_change_nothing(council):
    choice = OrganizationChoice.objects.create(organization=council.board, introduction="<p>A</p>")
    choice.introduction = "<p>B</p>"
    choice.save()
    choice.delete()
    assert changed() == set()


def test_the_time_is_when_it_was_hidden(council):
    before = datetime.datetime.now(datetime.UTC)
    OrganizationChoice.objects.create(organization=council.board, visible=False)
    assert Organization.objects.get(pk=council.board.pk).changed_at >= before
