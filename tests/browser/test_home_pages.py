"""The pages that editors write, in Chromium."""

import pytest

from tests.home import examples

pytestmark = pytest.mark.browser

LOOKS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 320)]


@pytest.fixture
def pages(django_db_serialized_rollback, live_server):
    """{name: path}: in place of the usual city, one page of each type."""
    return examples.build()


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_type_is_accessible_quiet_and_fits(pages, visit, scheme, width):
    faults = []
    for name, path in pages.items():
        look = visit(path, scheme, width)
        look.picture(f"{name}-{scheme}-{width}")
        faults += [f"{name}: {fault}" for fault in [*look.axe(), *look.complaints]]
        if look.is_wider_than_the_window():
            faults.append(f"{name}: wider than {width} px")
        if look.page.context.cookies():
            faults.append(f"{name}: a cookie")
        look.page.close()
    assert faults == []
