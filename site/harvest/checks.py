"""System checks of the harvest's settings."""

import ipaddress

from django.conf import settings
from django.core import checks
from django.core.exceptions import ValidationError
from django.core.validators import validate_email


def check_settings(app_configs, **kwargs):
    """harvest.E001 to E003."""
    found = []
    if not settings.HARVEST_USER_AGENT.strip():
        found.append(
            checks.Error(
                "HARVEST_USER_AGENT is empty.",
                hint="Name the site and an address, so that a source's operator knows whom to ask.",
                id="harvest.E001",
            )
        )
    for address in settings.HARVEST_ALERT_EMAILS:
        try:
            validate_email(address)
        except ValidationError:
            found.append(
                checks.Error(
                    f"HARVEST_ALERT_EMAILS: “{address}” is no e-mail address.", id="harvest.E002"
                )
            )
    for host in settings.HARVEST_PRIVATE_HOSTS:
        if "://" in host or ("/" in host and not _is_network(host)):
            found.append(
                checks.Error(
                    f"HARVEST_PRIVATE_HOSTS: “{host}” is no host name, address or network.",
                    hint="Write only the name, e.g. catalogue.intern, or 10.1.0.0/16.",
                    id="harvest.E003",
                )
            )
    return found


def check_deployment(app_configs, **kwargs):
    """harvest.W001, with `check --deploy`: nobody is notified of failures."""
    if settings.HARVEST_ALERT_EMAILS or settings.ADMINS:
        return []
    return [
        checks.Warning(
            "Nobody is told when a source fails, is held or falls silent.",
            hint="Set HARVEST_ALERT_EMAILS, besides the contacts of each source.",
            id="harvest.W001",
        )
    ]


def _is_network(host):
    try:
        ipaddress.ip_network(host, strict=False)
    except ValueError:
        return False
    return True
