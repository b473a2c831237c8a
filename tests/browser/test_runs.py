"""A run in the admin on a phone: its tables move sideways, no word is broken into letters."""

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from harvest.models import Change, Run, Source
from tests.browser.admin import session_of

pytestmark = pytest.mark.browser
WIDTHS = (390, 320)
# Words of the tables that stand in more than one line.
BROKEN = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.closest(".harvest-table")) continue;
    for (const word of node.data.matchAll(/[A-Za-zÄÖÜäöüß]+/g)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map(one => Math.round(one.top)));
      if (lines.size > 1 && word[0].length < 20) found.push(word[0]);
    }
  }
  return found;
}"""


@pytest.fixture
def run(pages):
    source = Source.objects.create(name="land", title="Landesportal", kind="pvog")
    run = Run.objects.create(
        source=source,
        trigger="command",
        status=Run.Status.GOOD,
        started_at=timezone.now(),
        finished_at=timezone.now(),
        created=12,
        updated=3,
        by_kind={kind: {"created": 6, "updated": 2} for kind in ("service", "unit")},
    )
    long = "Erteilung einer Sondernutzungserlaubnis für öffentliche Straßen"
    fields = [{"field": "title", "old": long, "new": f"{long}, Wege und Plätze"}]
    for action in ("created", "updated", "withdrawn"):
        Change.objects.create(
            run=run, action=action, object_kind="service", key=f"L999901-{action}", label=long,
            fields=fields,
        )  # fmt: skip
    return run


@pytest.fixture
def editor(run, live_server):
    user = get_user_model().objects.create_superuser("mira", "m@lindenfurt.example", "x")
    return session_of(user, live_server.url)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_word_is_broken_and_nothing_stands_outside(run, editor, visit, width):
    look = visit(
        f"/admin/harvest/run/inspect/{run.pk}/",
        width=width,
        storage_state=editor,
    )
    page = look.page
    page.locator(".harvest-table").first.wait_for()
    assert page.locator(".harvest-table").count() >= 2
    assert page.evaluate(BROKEN) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    look.picture(f"run-{width}")
    # The test would see it.
    page.add_style_tag(content=".harvest-table td { word-break: break-all; max-width: 1rem }")
    page.add_style_tag(content=".harvest-table { display: table !important; table-layout: fixed }")
    assert page.evaluate(BROKEN)
