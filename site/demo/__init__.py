"""The demo city: what `manage.py demo` makes, one module per kind of content, from data/."""
