from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    """The service catalogue: models, adapters, sync, public pages, JSON API."""

    name = "services"
    verbose_name = _("Services")

    def ready(self):
        from harvest import formatting
        from services import labels as words
        from services import retention
        from services.harvest.source_kinds import register_kinds
        from services.integrations import completeness as quality
        from services.integrations import permissions

        register_kinds()
        formatting.register({**words.OBJECT_KINDS, **words.WARNINGS})
        self.follow_editors()
        self.register_search()
        self.register_pages()
        self.register_links()
        quality.register()
        permissions.register()
        retention.register()
        self.ask_readers()
        self.offer_to_editors()
        self.register_work()

    def register_pages(self):
        from core.registries import navigation, stylesheets
        from services.integrations.teasers import register_teasers

        register_teasers()
        stylesheets.register("services/service.css", "services/modules.css")
        navigation.register(navigation.Entry(_("Services"), "services:index", 10, covers=("api",)))

    def register_links(self):
        from core.registries import gone, linkable
        from services.integrations.linkable import SERVICES
        from services.models import LifeSituation

        linkable.register(SERVICES)
        gone.register(LifeSituation)

    def register_work(self):
        from services.integrations.worklist import register_worklist

        register_worklist()

    def ask_readers(self):
        from quality.feedback.subjects import ask_on, title_of
        from quality.usage import synonyms
        from services.integrations.synonyms import SERVICES
        from services.models import Service

        ask_on("services:service", title_of(Service.objects.published))
        synonyms.register(SERVICES)

    def offer_to_editors(self):
        from alerts import sections
        from previews import targets
        from services.integrations.alerts import LIFE_SITUATIONS
        from services.models import Supplement
        from services.public import previews

        sections.register(LIFE_SITUATIONS)
        Supplement.previewer = previews
        targets.register(Supplement)

    def follow_editors(self):
        from wagtail.signals import published, unpublished

        from core import caching
        from directory.models import OrganisationalUnit
        from services import signal_handlers
        from services.models import (
            Form,
            LifeSituation,
            OnlineService,
            Service,
            Supplement,
            Synonym,
        )

        caching.invalidate_on_save(Form, LifeSituation, OnlineService, Service, Supplement)
        published.connect(signal_handlers.refresh_service_of_supplement, sender=Supplement)
        unpublished.connect(signal_handlers.refresh_service_of_supplement, sender=Supplement)
        post_delete.connect(signal_handlers.refresh_service_without_supplement, sender=Supplement)
        post_save.connect(signal_handlers.refresh_services_of_unit, sender=OrganisationalUnit)
        post_save.connect(signal_handlers.refresh_services_of_online_service, sender=OnlineService)
        for changed in (post_save, post_delete):
            changed.connect(signal_handlers.index_service_of_synonym, sender=Synonym)

    def register_search(self):
        from search import registry
        from services.integrations import search as search_kinds

        registry.register(search_kinds.SERVICES)
        registry.register_phrases(search_kinds.phrases)
        registry.register_topics(search_kinds.topics)
        registry.register_help(search_kinds.help_sections)
