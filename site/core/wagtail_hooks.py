"""Checks that no page is moved to an address that the website itself uses."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from .reserved_slugs import refuse_reserved


@hooks.register("before_move_page")
def move_to_free_addresses(request, page, destination):
    if fault := _fault(page, destination):
        messages.error(request, fault)
        return redirect("wagtailadmin_pages:move", page.pk)
    return None


@hooks.register("before_bulk_action")
def move_many_to_free_addresses(request, action_type, objects, action):
    if action_type != "move" or not issubclass(action.model, Page):
        return None
    destination = action.cleaned_form.cleaned_data["chooser"]
    if fault := next(filter(None, (_fault(page, destination) for page in objects)), ""):
        messages.error(request, fault)
        return redirect("wagtailadmin_explore", objects[0].get_parent().pk)
    return None


def _fault(page, destination) -> str:
    try:
        refuse_reserved(page.slug, destination)
    except ValidationError as error:
        return " ".join(error.message_dict["slug"])
    return ""
