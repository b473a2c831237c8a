"""Sanitising of request data for the database: no NUL, no lone surrogates, always UTF-8.

Nobody types such signs, and no keyboard has them; programs that look for holes send them. They
are taken out of parameters, form fields, cookies and names of files, as people would not see them
either. A path that has them leads nowhere (404).
"""

from django.http import HttpRequest, QueryDict

from .text.normalise import storable

REPLACEMENT = "\ufffd"
UTF8 = {"utf-8", "utf8"}


class StorableInputMiddleware:
    """Stands before everything that reads a request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        _read_as_utf8(request)
        if "\0" in request.path_info:
            request.path_info = request.path_info.replace("\0", REPLACEMENT)
            request.path = request.path.replace("\0", REPLACEMENT)
        if is_odd(request.GET):
            request.GET = cleaned(request.GET)
            request.META["QUERY_STRING"] = request.GET.urlencode()
        request.COOKIES = {storable(key): storable(one) for key, one in request.COOKIES.items()}
        _clean_what_is_posted(request)
        return self.get_response(request)


def is_odd(values: QueryDict) -> bool:
    """Whether a name or a value holds characters that no database stores."""
    return any(storable(text) != text for item in values.lists() for text in (item[0], *item[1]))


def cleaned(values: QueryDict) -> QueryDict:
    """The same parameters without such characters."""
    found = QueryDict(mutable=True)
    for name, texts in values.lists():
        found.setlist(storable(name), storable(texts))
    found._mutable = False
    return found


def _read_as_utf8(request: HttpRequest):
    """Our forms are UTF-8; another `charset` would make Django decode the address by that codec."""
    if (request.encoding or "utf-8").lower() not in UTF8:
        request.encoding = "utf-8"


def _clean_what_is_posted(request: HttpRequest):
    """Clean the body when a view reads it, not before: the view may set limits first."""
    load = request._load_post_and_files

    def load_and_clean():
        load()
        if is_odd(request._post):
            request._post = cleaned(request._post)
        for _name, files in getattr(request, "_files", {}).lists():
            for file in files:
                file.name = storable(file.name)

    request._load_post_and_files = load_and_clean
