"""Forms that editors build, and what citizens send by them."""

from .delivery import Delivery
from .drafts import Draft, DraftFile
from .endpoints import Endpoint
from .form_page import FormPage
from .questions import FormField
from .submissions import Attachment, Receipt, Submission

__all__ = [
    "Attachment",
    "Delivery",
    "Draft",
    "DraftFile",
    "Endpoint",
    "FormField",
    "FormPage",
    "Receipt",
    "Submission",
]
