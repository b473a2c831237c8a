"""The help menu, without entries about the underlying software."""

FOREIGN = ("whats-new-in-wagtail", "editor-guide")


def leave_out_foreign_help(request, items):
    """Hook construct_help_menu: links to pages in English, perhaps of another version."""
    items[:] = [item for item in items if not item.name.startswith(FOREIGN)]
