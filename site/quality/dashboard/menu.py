"""The help menu, without what only tells of the software underneath."""

FOREIGN = ("whats-new-in-wagtail", "editor-guide")


def leave_out_foreign_help(request, items):
    """Hook construct_help_menu: links to pages in English, of another version perhaps."""
    items[:] = [item for item in items if not item.name.startswith(FOREIGN)]
