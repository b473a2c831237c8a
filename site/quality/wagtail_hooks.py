"""The app in the admin; each subject has its hooks in a file of its own."""

from . import watching_hooks

__all__ = ["watching_hooks"]
