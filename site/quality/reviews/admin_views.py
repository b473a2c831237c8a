"""Reviews in the admin: the report, the button, and the change requests of owners."""

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.units import own_units
from core.reviewed import Reviewed
from core.safe_links import own_address
from quality.content import edit_url, in_bulk, public_url
from quality.models import ChangeRequest
from quality.ownership import OWN, choice_of_own, of_own_offices
from quality.reports import Choice, Report, may_see_reports

from .due import due_soon
from .marking import mark_reviewed, may_review

HOW_LONG = [
    ("30", gettext_lazy("for more than a month")),
    ("180", gettext_lazy("for more than half a year")),
    ("365", gettext_lazy("for more than a year")),
    ("soon", gettext_lazy("also what is due within two weeks")),
]


class ReviewReport(Report):
    """Overdue reviews; ticked rows are marked as checked together."""

    title = gettext_lazy("Overdue checks")
    explanation = gettext_lazy(
        "Published texts whose date for the next check has passed. Read them, then say that they "
        "are still right, or change them."
    )
    template_name = "quality/admin/reviews.html"
    header_icon = "history"
    export_filename = "pruefungen"
    list_export = [
        "title", "type_name", "unit", "owner_name", "owner_email", "review_on", "days",
        "reviewed_at",
    ]  # fmt: skip
    export_headings = {
        "title": gettext_lazy("Title"),
        "type_name": gettext_lazy("Type"),
        "unit": gettext_lazy("Responsible office"),
        "owner_name": gettext_lazy("Who answers for it"),
        "owner_email": gettext_lazy("E-mail"),
        "review_on": gettext_lazy("Check again on"),
        "days": gettext_lazy("Days overdue"),
        "reviewed_at": gettext_lazy("Last checked"),
    }

    def get_rows(self):
        how_long = self.chosen("since")
        rows = self.everything
        if how_long != "soon":
            least = int(how_long) if how_long.isdigit() else 0
            rows = [row for row in rows if row.days >= least]
        for name, value_of in self.filters.items():
            wanted = self.chosen(name)
            if wanted and (name, wanted) != ("unit", OWN):
                rows = [row for row in rows if value_of(row) == wanted]
        if self.chosen("unit") == OWN:
            rows = [row for row in rows if row.unit_id in own_units(self.request.user)]
        return rows

    filters = {
        "unit": lambda row: str(row.unit_id or ""),
        "owner": lambda row: row.owner_email.casefold(),
        "type": lambda row: str(row.content_type_id),
    }

    @property
    def everything(self):
        if not hasattr(self, "_everything"):
            self._everything = due_soon()
        return self._everything

    def get_choices(self):
        rows = self.everything
        units = {str(row.unit_id): row.unit for row in rows if row.unit_id}
        owners = {
            row.owner_email.casefold(): row.owner_name or row.owner_email
            for row in rows
            if row.owner_email
        }
        types = {str(row.content_type_id): row.type_name for row in rows}
        own = choice_of_own(self.request.user)
        return [
            Choice("unit", _("Office"), own + _sorted(units), self.chosen("unit")),
            Choice("owner", _("Who answers for it"), _sorted(owners), self.chosen("owner")),
            Choice("type", _("Type"), _sorted(types), self.chosen("type")),
            Choice("since", _("Overdue"), HOW_LONG, self.chosen("since"), nothing=_("at all")),
        ]

    def decorate(self, rows):
        user = self.request.user
        contents = in_bulk((row.content_type_id, row.pk) for row in rows)
        found = []
        for row in rows:
            content = contents.get((row.content_type_id, row.pk))
            if content is not None:
                found.append(
                    {
                        "due": row,
                        "edit_url": edit_url(content, user),
                        "url": public_url(content),
                        "may_review": may_review(user, content),
                    }
                )
        return found

    def post(self, request):
        """Mark the ticked rows: `item=content type:pk`."""
        done = 0
        for content in filter(None, map(find, request.POST.getlist("item"))):
            if may_review(request.user, content):
                mark_reviewed(content, user=request.user)
                done += 1
        if done:
            text = ngettext("One text is checked.", "%(number)s texts are checked.", done)
            messages.success(request, text % {"number": done})
        else:
            messages.warning(request, _("Please tick what you have checked."))
        return redirect(request.get_full_path())


def _sorted(options: dict) -> list[tuple[str, str]]:
    return sorted(options.items(), key=lambda option: str(option[1]).casefold())


def find(key: str):
    """The content of "content type:pk"; None for anything else."""
    kind, _colon, pk = key.partition(":")
    if not (kind.isascii() and kind.isdigit() and pk.isascii() and pk.isdigit()):
        return None
    if len(kind) > 9 or len(pk) > 18:
        return None
    content_type = ContentType.objects.filter(pk=kind).first()
    model = content_type.model_class() if content_type else None
    if model is None or not issubclass(model, Reviewed):
        return None
    return model._default_manager.filter(pk=pk).first()


@require_http_methods(["GET", "HEAD", "POST"])
def mark(request, key):
    """The button of the edit view: confirms, then marks the content as reviewed."""
    content = find(key)
    if content is None:
        raise Http404
    if not may_review(request.user, content):
        raise PermissionDenied
    back = edit_url(content, request.user) or reverse("quality_reviews")
    if request.method == "POST":
        mark_reviewed(content, user=request.user)
        messages.success(request, _("“%(title)s” is checked.") % {"title": content})
        return redirect(back)
    context = {
        "page_title": _("Checked: still right"),
        "header_icon": "check",
        "content": content,
        "back": back,
        "next_review": content.next_review() if content.review_on else None,
    }
    return render(request, "quality/admin/mark.html", context)


class WishReport(Report):
    """Change requests of owners."""

    title = gettext_lazy("Wishes for changes")
    explanation = gettext_lazy(
        "Who answers for a text has asked for these changes by the link in the reminder."
    )
    template_name = "quality/admin/wishes.html"
    header_icon = "comment"
    export_filename = "aenderungswuensche"
    list_export = ["title", "name", "address", "text", "created_at", "done_at"]
    export_headings = {
        "title": gettext_lazy("Title"),
        "name": gettext_lazy("Who answers for it"),
        "address": gettext_lazy("E-mail"),
        "text": gettext_lazy("What is to be changed"),
        "created_at": gettext_lazy("Received"),
        "done_at": gettext_lazy("Done"),
    }

    def get_rows(self):
        wishes = ChangeRequest.objects.select_related("content_type", "done_by")
        if self.chosen("unit") == OWN:
            wishes = wishes.filter(of_own_offices(self.request.user))
        return wishes.exclude(done_at=None) if self.chosen("state") == "done" else wishes.open()

    def get_choices(self):
        done = [("done", _("done"))]
        state = Choice("state", _("State"), done, self.chosen("state"), nothing=_("open"))
        return [state, *self.own_offices()]

    def decorate(self, rows):
        user = self.request.user
        return [
            {
                "wish": wish,
                "edit_url": edit_url(wish.content, user) if wish.content else "",
                "may_finish": wish.content is None or may_review(user, wish.content),
            }
            for wish in rows
        ]


@require_POST
def finish_wish(request, pk):
    """Mark a change request as done; a second call changes nothing."""
    if not may_see_reports(request.user):
        raise PermissionDenied
    wish = ChangeRequest.objects.filter(pk=pk).first()
    if wish is None:
        raise Http404
    if wish.content is not None and not may_review(request.user, wish.content):
        raise PermissionDenied
    ChangeRequest.objects.open().filter(pk=pk).update(done_at=timezone.now(), done_by=request.user)
    messages.success(request, _("Done: “%(title)s”.") % {"title": wish.title})
    return redirect(safe_next(request, reverse("quality_wishes")))


def safe_next(request, fallback: str) -> str:
    """The address that the form came from, if it is one of this site."""
    return own_address(request.POST.get("next"), fallback)
