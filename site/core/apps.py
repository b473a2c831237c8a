from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# A little less, so that a timer that comes a moment early skips no minute.
EVERY_MINUTE = timedelta(seconds=50)


class CoreConfig(AppConfig):
    """The code that every page shares."""

    name = "core"
    verbose_name = _("Core")

    def __init__(self, *args):
        super().__init__(*args)
        # Before any model or block makes a field.
        check_typed_addresses()

    def ready(self):
        from django.core import checks
        from wagtail.signals import (
            page_published,
            page_slug_changed,
            page_unpublished,
            post_page_move,
        )

        from . import retention
        from .caching import invalidate
        from .checks import check_mail_leaves, check_public_posts
        from .formats import exports
        from .geo.maps import check_settings
        from .registries import linkable, periodic
        from .registries.retention import job

        checks.register(check_settings)
        checks.register(check_public_posts)
        checks.register(check_mail_leaves, deploy=True)
        exports.install()
        linkable.register(linkable.pages())
        label = _("Publish and take down what is scheduled")
        periodic.register(periodic.Job("publish-scheduled", label, publish_scheduled, EVERY_MINUTE))
        retention.register()
        label = _("Delete what has been kept long enough")
        periodic.register(job(label))
        for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
            signal.connect(invalidate)


def check_typed_addresses():
    """Refuse unsafe addresses in URL fields of every form."""
    from django import forms
    from django.db import models

    from .safe_links import validate_web_address

    for field in (forms.URLField, models.URLField):
        field.default_validators = [*field.default_validators, validate_web_address]


def publish_scheduled() -> str:
    """Wagtail's command as a periodic job (core.registries.periodic)."""
    from django.core.management import call_command

    call_command("publish_scheduled")
    return ""
