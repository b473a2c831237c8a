"""One submission goes to another system, by POST, in our own format (schemas/)."""

from outbound.factory import client_for, secret_of

from . import records
from .models import Endpoint, FormPage

TIMEOUT = (5, 30)
ANSWER_BYTES = 2**20


def post_to_endpoint(delivery) -> None:
    """Send it to the form's endpoint; the receipt number tells a repetition.

    Raises SourceUnavailable (network, an answer that is no 2xx, a missing key) and SourceInvalid
    (an address that is not allowed, a redirect).
    """
    submission = delivery.target
    page = FormPage.objects.select_related("endpoint").get(pk=submission.page_id)
    endpoint = page.endpoint
    if endpoint is None:
        return
    secret = secret_of(endpoint)
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    record = records.record_of(submission)
    if endpoint.format == Endpoint.Form.XML:
        body, kind = records.as_xml(record), "application/xml"
    else:
        body, kind = records.as_json(record), "application/json"
    options = {"headers": headers, "timeout": TIMEOUT, "max_bytes": ANSWER_BYTES, "retries": 0}
    with client_for(endpoint, **options) as client:
        client.post("", body, {"Content-Type": kind, "Idempotency-Key": record["receipt"]})
