"""Rows with an address of their own: once one is deleted, its address answers 410 (frame.gone)."""

from collections.abc import Callable

IsPublic = Callable[[object], bool]

_models: dict[type, IsPublic] = {}
_followers: list[Callable[[type, IsPublic], None]] = []


def register(model, is_public: IsPublic = lambda row: True):
    """Called in AppConfig.ready(). is_public: whether readers could see the row.

    The rows have get_absolute_url() or `url`.
    """
    _models[model] = is_public
    for follow in _followers:
        follow(model, is_public)


def follow(follow: Callable[[type, IsPublic], None]):
    """Call back for every registered model, whether it was registered before or comes later."""
    _followers.append(follow)
    for model, is_public in _models.items():
        follow(model, is_public)
