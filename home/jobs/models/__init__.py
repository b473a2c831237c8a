"""Job offers: the list of those that are open, and one page for each."""

from .fields_of_work import FieldOfWork
from .job_page import JobPage
from .jobs_page import JobsPage

__all__ = ["FieldOfWork", "JobPage", "JobsPage"]
