from django.apps import AppConfig


class StadttorConfig(AppConfig):
    """The project itself: its commands, and the demo city."""

    name = "stadttor"

    def ready(self):
        from django.apps import apps

        if apps.is_installed("opendata.oparl"):
            self.serve_demo_council()

    def serve_demo_council(self):
        from opendata.oparl.harvest.source_kind import register_server

        from . import demo_council

        register_server(demo_council.SERVER, demo_council.served)
