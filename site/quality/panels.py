"""The panel that shows a page's quality to its editor."""

from django.urls import reverse
from wagtail.admin.panels import Panel

from core.reviewed import Reviewed


class QualityPanel(Panel):
    """The last check and its button, wishes, gaps, broken links, and how easy the text reads."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "quality/admin/panel.html"

        class Media:
            css = {"all": ["quality/admin.css", "quality/usage.css"]}

        def is_shown(self):
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context=None):
            from . import completeness
            from . import readability as reading
            from .links.storage import broken_uses_of
            from .models import ChangeRequest

            content = self.instance
            labels = completeness.labels()
            return {
                **super().get_context_data(parent_context),
                "content": content,
                "mark_url": mark_url(content),
                "wishes": ChangeRequest.objects.open().about(content),
                "gaps": [
                    labels[gap.check_name] for gap in gaps_of(content) if gap.check_name in labels
                ],
                "broken": broken_uses_of(content),
                "ease": reading.ease_of(content),
                "usage_key": usage_key(content),
            }


def usage_key(content) -> str:
    """The key of its views and feedback; "" for content without a page of its own."""
    from wagtail.models import Page

    from .request_subject import page_key

    if isinstance(content, Page):
        return page_key(content)
    service = getattr(content, "service", None)
    return service.get_absolute_url() if service else ""


def mark_url(content) -> str:
    """The address of the button “Checked: still right”; "" for content without review."""
    from django.contrib.contenttypes.models import ContentType

    if not isinstance(content, Reviewed) or content.pk is None:
        return ""
    kind = ContentType.objects.get_for_model(content)
    return reverse("quality_mark", args=[f"{kind.pk}:{content.pk}"])


def gaps_of(content):
    from django.contrib.contenttypes.models import ContentType

    from .models import Gap

    kind = ContentType.objects.get_for_model(content)
    return Gap.objects.filter(content_type=kind, object_id=content.pk)
