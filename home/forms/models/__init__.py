"""Forms that editors build, and what citizens send by them."""

from .drafts import Draft
from .endpoints import Endpoint
from .form_page import FormPage
from .questions import FormField
from .submissions import Receipt, Submission

__all__ = [
    "Draft",
    "Endpoint",
    "FormField",
    "FormPage",
    "Receipt",
    "Submission",
]
