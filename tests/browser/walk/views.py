"""Every view of the admin, as the URL resolver knows them."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import Resolver404, URLPattern, get_resolver, resolve

ADMIN = "/admin/"


@dataclass(frozen=True, order=True)
class View:
    """One entry of the resolver. name: with its namespaces; route: as Django writes it."""

    name: str
    route: str

    def __str__(self):
        return f"{self.name or '(no name)'} at {self.route}"


def all_views() -> list[View]:
    """Of the admin; two entries with one name and different addresses are two."""
    return sorted({view for view in _entries(get_resolver()) if view.route.startswith("admin/")})


def _entries(resolver, namespaces=(), prefix=""):
    for one in resolver.url_patterns:
        part = str(one.pattern)
        route = prefix + (part.removeprefix("^") if prefix else part)
        if isinstance(one, URLPattern):
            yield View(":".join([*namespaces, one.name or ""]), route)
        else:
            inner = [*namespaces, *filter(None, [one.namespace])]
            yield from _entries(one, inner, route)


@dataclass(frozen=True)
class Address:
    """An address within the admin, and what answers there."""

    view: View
    kwargs: tuple

    @property
    def kind(self) -> tuple:
        """The view with what is not a number: one form of many that a view can show."""
        return self.view, tuple(
            pair for pair in self.kwargs if not re.fullmatch(r"[\d:]+", pair[1])
        )

    @classmethod
    def of(cls, path: str) -> "Address | None":
        """None for what is not of the admin, or leads nowhere."""
        try:
            match = resolve(urlsplit(path).path)
        except Resolver404:
            return None
        if not match.route.startswith("admin/"):
            return None
        names = [*match.namespaces, match.url_name or ""]
        kwargs = tuple(sorted((name, str(value)) for name, value in match.kwargs.items()))
        return cls(View(":".join(names), match.route), kwargs)
