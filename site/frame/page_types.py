"""The list of all pages of one type: it offers another one only where one can be made."""

from wagtail.admin.views.pages.choose_parent import GenericChooseParentView
from wagtail.admin.views.pages.usage import ContentTypeUseView
from wagtail.admin.viewsets.pages import PageViewSet

from core.page_places import has_place
from core.reserved_slugs import outside_wastebasket


class TypeListView(ContentTypeUseView):
    def get_add_url(self):
        """None where every place would refuse it: a wastebasket, a second imprint."""
        return super().get_add_url() if has_place(self.model, self.request.user) else None


class ChoosePlaceView(GenericChooseParentView):
    def get_valid_parent_pages(self, user):
        """Where only one is left it is taken at once: it must not be a deleted one."""
        return outside_wastebasket(super().get_valid_parent_pages(user))


class TypeViewSet(PageViewSet):
    choose_parent_view_class = ChoosePlaceView
    content_type_use_view_class = TypeListView
