"""Quality in the admin; each subject has its hooks in a file of its own."""

from . import listening_hooks, watching_hooks

__all__ = ["listening_hooks", "watching_hooks"]
