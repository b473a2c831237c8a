"""Following anything by mail: `subscriptions.register(Topic(…))` in an app's ready()."""

from .topics import Item, Topic, register

__all__ = ["Item", "Topic", "register"]
