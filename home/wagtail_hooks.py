"""Admin hooks of this app's pages."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from .models import BarrierReport
from .viewsets import AnswerOnlyPolicy, BarrierReportViewSet

register_permission_policy(BarrierReport, AnswerOnlyPolicy(BarrierReport), exact_class=True)


@hooks.register("register_admin_viewset")
def register_barrier_reports():
    return BarrierReportViewSet()
