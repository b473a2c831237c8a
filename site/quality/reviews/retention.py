"""Retention of change requests and addresses of owners."""

from datetime import timedelta

from quality.models import ChangeRequest, Correspondent

KEPT = timedelta(days=365)


def expired(now) -> list:
    """Change requests done a year ago, and addresses without a mail for as long."""
    return [
        ChangeRequest.objects.filter(done_at__lt=now - KEPT),
        Correspondent.objects.filter(written_at__lt=now - KEPT),
    ]
