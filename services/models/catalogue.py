"""Services as delivered by sources, with derived columns. Runs write them; editors supplements."""

from django.db import models
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from core.text.spoken import language_mark
from harvest.models import Harvested, identity_constraint

from .life_situations import LifeSituation


class Layer(models.IntegerChoices):
    """The author of a text. A higher layer wins; an empty one never blanks a lower."""

    FEDERAL = 10, _("Federal or LeiKa text")
    STATE = 20, _("State text")
    MUNICIPAL = 30, _("Municipal text")
    EDITORS = 40, _("Own text")


class ServiceQuerySet(models.QuerySet):
    def published(self):
        """Services that citizens see: live (in the source, or own), not hidden, valid today."""
        today = timezone.localdate()
        return self.filter(
            models.Q(valid_from=None) | models.Q(valid_from__lte=today),
            models.Q(valid_through=None) | models.Q(valid_through__gte=today),
            withdrawn_at=None,
            visible=True,
        )

    def under_letter(self, letter):
        return self.filter(letter=letter)

    def of_unit(self, unit):
        """For which this unit (or its id) is named: by a source, or by a live supplement."""
        return self.of_units([unit])

    def of_units(self, units):
        """For which one of these units (or their ids) is named."""
        named = self.model.objects.filter(
            models.Q(responsibilities__unit__in=units, responsibilities__withdrawn_at=None)
            | models.Q(supplement__live=True, supplement__units__unit__in=units)
        )
        return self.filter(pk__in=named.values("pk"))

    def most_requested(self):
        return self.filter(featured=True).order_by("sort_key")

    def incomplete(self):
        return self.filter(
            models.Q(missing_fee=True)
            | models.Q(missing_documents=True)
            | models.Q(missing_unit=True)
        )

    def for_list(self):
        """Only the columns that a list row shows."""
        return self.only(
            *("id", "title", "slug", "letter", "sort_key", "teaser", "online_links", "names"),
            *("agency", "missing_fee", "missing_documents"),
        )


class Service(index.Indexed, Harvested):
    """A service of the administration: XZuFi Leistung, or the editors' own (without a source).

    The columns under "derived" follow from the imported version, the layers and the live
    supplement; services.composing.derive writes them, nobody else.
    """

    class Status(models.TextChoices):
        AVAILABLE = "available", _("available")
        LIMITED = "limited", _("limited")
        UNAVAILABLE = "unavailable", _("currently not available")

    leika_keys = models.JSONField(_("LeiKa keys"), default=list, blank=True)
    structure = models.CharField(max_length=20, blank=True, editable=False)
    layer = models.PositiveSmallIntegerField(choices=Layer, default=Layer.STATE, editable=False)
    # The federal or LeiKa text of the same key, that fills what this service lacks.
    base = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    areas = models.JSONField(_("valid in (ARS)"), default=list, blank=True)
    audiences = models.JSONField(_("audiences"), default=list, blank=True)
    trust_level = models.CharField(_("trust level"), max_length=4, blank=True)
    written_form = models.BooleanField(_("written form required"), null=True, blank=True)
    sdg_codes = models.JSONField(default=list, blank=True, editable=False)
    origin_links = models.JSONField(default=list, blank=True, editable=False)
    related_keys = models.JSONField(default=list, blank=True, editable=False)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    approved_by = models.TextField(_("approved by"), blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_through = models.DateField(_("valid through"), null=True, blank=True)
    # Modules that never leave the house: status, Auskunftshinweis, Typisierung.
    internal = models.JSONField(_("internal"), default=dict, blank=True, editable=False)
    life_situations = models.ManyToManyField(
        LifeSituation, related_name="services", blank=True, verbose_name=_("life situations")
    )

    # Derived.
    title = models.TextField(_("title"), editable=False)
    slug = models.SlugField(max_length=120, unique=True, editable=False)
    sort_key = models.TextField(editable=False, db_index=True)
    letter = models.CharField(max_length=1, editable=False, db_index=True)
    teaser = models.TextField(editable=False, blank=True)
    search_text = models.TextField(editable=False, blank=True)
    # [{"title", "url", "action"}]: online access, parameters filled (action: core.actions)
    online_links = models.JSONField(default=list, editable=False)
    languages = models.JSONField(default=list, editable=False)
    # {language: {"title", "teaser", "links"}} for the other languages of the site
    names = models.JSONField(default=dict, editable=False)
    # The live supplement and the municipal texts of our area, ready for services.composing.layers.
    own_layer = models.JSONField(default=dict, editable=False)
    municipal_layer = models.JSONField(default=dict, editable=False)
    visible = models.BooleanField(_("visible"), default=True, editable=False, db_index=True)
    featured = models.BooleanField(_("most wanted"), default=False, editable=False, db_index=True)
    status = models.CharField(
        _("status"), max_length=20, choices=Status, default=Status.AVAILABLE, editable=False
    )
    # Its texts say that one has to come oneself.
    in_person = models.BooleanField(default=False, editable=False)
    missing_fee = models.BooleanField(_("no fee"), default=False, editable=False)
    missing_documents = models.BooleanField(_("no documents"), default=False, editable=False)
    missing_unit = models.BooleanField(_("no responsible unit"), default=False, editable=False)

    objects = ServiceQuerySet.as_manager()

    search_fields = [
        index.SearchField("title", boost=10),
        index.AutocompleteField("title"),
        index.SearchField("other_titles", boost=10),
        index.AutocompleteField("other_titles"),
        index.SearchField("synonym_text", boost=5),
        index.SearchField("teaser", boost=2),
        index.SearchField("search_text"),
        index.FilterField("withdrawn_at"),
        index.FilterField("visible"),
        index.FilterField("valid_from"),
        index.FilterField("valid_through"),
    ]

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["sort_key", "id"]
        constraints = [identity_constraint("service_identity")]

    def __str__(self):
        return self.title or self.key

    def get_absolute_url(self):
        return reverse("services:service", args=[self.slug])

    @classmethod
    def get_indexed_objects(cls):
        """Rows for the search index, their synonyms and life situations fetched together."""
        rows = super().get_indexed_objects().defer("record")
        return rows.prefetch_related("synonyms", "life_situations")

    @property
    def synonym_text(self):
        return " ".join(synonym.term for synonym in self.synonyms.all())

    @property
    def other_titles(self):
        """The titles in the other languages of the site."""
        return " · ".join(words["title"] for words in self.names.values())

    # In the language of the page: what lists, tiles and hits show.

    @property
    def in_words(self) -> dict:
        """Title, teaser and online access, in the active language if there is a version in it."""
        return self.names.get(translation.get_language()) or {
            "title": self.title,
            "teaser": self.teaser,
            "links": self.online_links,
        }

    @property
    def shown_title(self) -> str:
        return self.in_words["title"]

    @property
    def title_language(self) -> str:
        """The language of the title where it is another than the page's, for `lang`; else ""."""
        return language_mark(self.names)

    @property
    def shown_teaser(self) -> str:
        return self.in_words["teaser"]

    @property
    def shown_links(self) -> list[dict]:
        return self.in_words["links"]


class FormerSlug(models.Model):
    """An address that a service had before its title changed; it redirects for ever."""

    slug = models.SlugField(max_length=120, unique=True)
    service = models.ForeignKey(Service, models.CASCADE, related_name="former_slugs")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")

    def __str__(self):
        return self.slug
