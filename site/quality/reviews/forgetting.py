"""Names and addresses are not kept for ever."""

from datetime import timedelta

from django.utils import timezone

from quality.models import ChangeRequest, Correspondent

KEPT = timedelta(days=365)


def forget_old() -> str:
    """Delete wishes that were done a year ago, and addresses not written to for as long."""
    before = timezone.now() - KEPT
    wishes, _by_model = ChangeRequest.objects.filter(done_at__lt=before).delete()
    addresses, _by_model = Correspondent.objects.filter(written_at__lt=before).delete()
    return f"{wishes} wishes, {addresses} addresses"
