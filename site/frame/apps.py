from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class FrameConfig(AppConfig):
    """The frame of every page, for each of several sites: header, footer, look, languages."""

    name = "frame"
    verbose_name = _("Header, footer and look")

    def ready(self):
        from wagtail.documents import get_document_model

        from core.registries import gone as followed
        from core.registries import navigation

        from . import gone, permissions, retention
        from .languages import make_locales
        from .parts import hidden_parts

        permissions.register()
        retention.register()
        navigation.hide_by(hidden_parts)
        post_migrate.connect(make_locales, sender=self)
        self.follow_changes()
        gone.follow_deletions()
        followed.follow(gone.follow_model)
        followed.register(get_document_model(), gone.is_for_all)
        self.name_columns_of_sites()

    def name_columns_of_sites(self):
        """Translate the columns of Wagtail's list of sites that show the fields' English names."""
        from django.utils.text import capfirst
        from wagtail.models import Site
        from wagtail.sites.views import IndexView

        for column in IndexView.columns:
            if column.name in ("port", "site_name", "root_page"):
                column.label = capfirst(Site._meta.get_field(column.name).verbose_name)

    def follow_changes(self):
        from wagtail.models import Locale, Page, PageViewRestriction, Site

        from core import caching

        from .models import HeaderFooter, SiteParts, Theme

        shared = (Site, Locale, HeaderFooter, SiteParts, Theme, PageViewRestriction)
        caching.invalidate_on_save(*shared, by=caching.invalidate)
        post_delete.connect(caching.invalidate, sender=Page)
        post_save.connect(refresh_after_page)
        post_delete.connect(refresh_after_page)


def refresh_after_page(sender, **kwargs):
    """Refresh the frame after saves without publishing: by commands, or in another order."""
    from wagtail.models import Page

    from core.caching import invalidate_parts

    if issubclass(sender, Page):
        invalidate_parts()
