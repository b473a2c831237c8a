"""Public pages of objects that may be gone: 410 with links to go on, 404 for unknown ones."""

from functools import wraps

from django.http import Http404
from django.views.decorators.http import require_safe

from core.http import error_page, public_page

from ..models import Body, File, Location, Person
from . import lists


class Withdrawn(Exception):
    """The object was public once and is no longer."""

    def __init__(self, row):
        super().__init__()
        self.row = row


def council_page(*parameters):
    """A public page that answers 410, with links to go on, when its object has been withdrawn.

    parameters: those of its address that it reads (core.http.public_page).
    """

    def decorate(view):
        @require_safe
        @public_page(knows=parameters)
        @wraps(view)
        def serve(request, *args, **kwargs):
            try:
                return view(request, *args, **kwargs)
            except Withdrawn as withdrawn:
                return _gone(request, withdrawn.row)

        return serve

    return decorate


def find(shown, model, pk):
    """The object if it is shown. Raises Withdrawn, or Http404 for an unknown object."""
    row = shown.filter(pk=pk).first()
    if row is not None:
        return row
    unseen = model.objects.withdrawn().filter(pk=pk).first()
    if unseen is None:
        raise Http404
    raise Withdrawn(unseen)


def _gone(request, row):
    """The label of a withdrawn object, without names of persons and of restricted objects."""
    body = getattr(row, "body", None)
    hidden = body is not None and not lists.bodies().filter(pk=body.pk).exists()
    silent = row.restricted or hidden or isinstance(row, (Person, File, Body, Location))
    context = {
        "kind": row._meta.model_name,
        "name": "" if silent else row.name,
    }
    return error_page(request, "oparl/gone.html", 410, context)
