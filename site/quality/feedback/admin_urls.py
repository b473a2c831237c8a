"""Addresses of readers' feedback in the admin."""

from django.urls import path

from . import reports

urlpatterns = [
    path("rueckmeldungen/", reports.FeedbackReport.as_view(), name="quality_feedback"),
    path("rueckmeldungen/hinweise/", reports.RemarkReport.as_view(), name="quality_remarks"),
    path("rueckmeldungen/hinweise/<int:pk>/", reports.finish, name="quality_finish_remark"),
]
