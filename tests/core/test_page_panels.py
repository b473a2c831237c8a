"""The forms of page types: no field stands in one twice."""

from collections import Counter

import pytest
from wagtail.admin.panels import FieldPanel, InlinePanel, get_edit_handler
from wagtail.models import get_page_models

from content.pages import CityPage

TYPES = [model for model in get_page_models() if issubclass(model, CityPage)]


def names(panel) -> list[str]:
    """Of all fields below a panel; rows of their own are one field."""
    if isinstance(panel, FieldPanel):
        return [panel.field_name]
    if isinstance(panel, InlinePanel):
        return [panel.relation_name]
    return [name for child in getattr(panel, "children", ()) for name in names(child)]


@pytest.mark.parametrize("model", TYPES, ids=lambda model: model.__name__)
def test_no_field_stands_in_a_form_twice(model):
    counted = Counter(names(get_edit_handler(model)))
    assert "title" in counted
    assert [name for name, times in counted.items() if times > 1] == []
