"""Protection of shared passwords for pages and files against guessing.

Ten attempts from one origin in 15 minutes, three hundred an hour from everywhere: so nobody locks a
reader's own network out for long, and a dictionary takes years.
"""

from django.shortcuts import render
from wagtail.forms import PasswordViewRestrictionForm

from submissions.throttle import allow, network_of

TEMPLATES = {
    "wagtailcore_authenticate_with_password": "wagtailcore/password_required.html",
    "wagtaildocs_authenticate_with_password": "wagtaildocs/password_required.html",
}
FROM_ORIGIN, QUARTER = 10, 15 * 60
FROM_ALL, HOUR = 300, 60 * 60
TOO_MANY = 429


class PagePasswordMiddleware:
    """Throttles attempts at the password of a page or a collection; ignores all other requests."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        match = request.resolver_match
        template = TEMPLATES.get(match.url_name) if request.method == "POST" else None
        if template is None or _is_allowed(request, match):
            return None
        address = request.POST.get("return_url", "")
        form = PasswordViewRestrictionForm(instance=None, initial={"return_url": address})
        context = {"form": form, "action_url": request.path, "refused": True}
        return render(request, template, context, status=TOO_MANY)


def _is_allowed(request, match) -> bool:
    kwargs = match.kwargs
    number = kwargs.get("page_view_restriction_id") or kwargs["restriction_id"]
    secret = f"{match.url_name} {number}"
    who = f"{network_of(request)} {secret}"
    return allow("page-password", who, FROM_ORIGIN, QUARTER) and allow(
        "page-password-all", secret, FROM_ALL, HOUR
    )
