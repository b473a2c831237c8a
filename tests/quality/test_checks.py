"""The editor's checker: our rules beside Wagtail's, in the preview and nowhere else."""

import pytest
from django.urls import reverse
from wagtail.admin.userbar import AccessibilityItem, ContentCheckerItem

from quality.checks import userbar
from tests.home import examples
from tests.quality.watched import editor, page


def test_our_rules_stand_beside_wagtails(rf):
    items = [AccessibilityItem(in_editor=True)]
    userbar.use_our_checker(rf.get("/"), items, None)
    (item,) = items
    assert item.in_editor
    configuration = item.get_axe_configuration(rf.get("/"))
    rules = {rule["id"] for rule in configuration["spec"]["rules"]}
    checks = {check["id"] for check in configuration["spec"]["checks"]}
    assert set(configuration["options"]["runOnly"]) > set(ContentCheckerItem.axe_run_only)
    for rule in configuration["spec"]["rules"]:
        assert set(rule["any"]) <= checks
    assert rules <= set(configuration["messages"])


@pytest.mark.django_db
def test_readers_never_get_the_checker(client):
    text = page(examples.make_home())
    assert "wagtail-userbar" not in client.get(text.url).content.decode()
    client.force_login(editor())
    assert "wagtail-userbar" not in client.get(text.url).content.decode()
    preview = client.get(reverse("wagtailadmin_pages:preview_on_edit", args=[text.pk]))
    shown = (
        client.get(reverse("wagtailadmin_pages:view_draft", args=[text.pk])).content.decode()
        + preview.content.decode()
    )
    assert "quality/checks.js" in shown
