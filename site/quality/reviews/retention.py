"""Names and addresses are not kept for ever."""

from datetime import timedelta

from quality.models import ChangeRequest, Correspondent

KEPT = timedelta(days=365)


def expired(now) -> list:
    """Wishes that were done a year ago, and addresses not written to for as long."""
    return [
        ChangeRequest.objects.filter(done_at__lt=now - KEPT),
        Correspondent.objects.filter(written_at__lt=now - KEPT),
    ]
