"""Forms that editors build, and what citizens send by them."""

from .drafts import Draft, DraftFile
from .endpoints import Endpoint
from .form_page import FormPage
from .questions import FormField
from .submissions import Attachment, Receipt, Submission

__all__ = [
    "Attachment",
    "Draft",
    "DraftFile",
    "Endpoint",
    "FormField",
    "FormPage",
    "Receipt",
    "Submission",
]
