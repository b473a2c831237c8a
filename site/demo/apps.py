from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo city Lindenfurt: what `manage.py demo` makes, from the files in data/."""

    name = "demo"

    def ready(self):
        from django.apps import apps

        if apps.is_installed("opendata.oparl"):
            self.serve_demo_council()

    def serve_demo_council(self):
        from opendata.oparl.harvest.source_kind import register_server

        from . import council

        register_server(council.SERVER, council.served)
