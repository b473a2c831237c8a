"""The catalogue as the sources deliver it. Runs write these rows; editors write supplements."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from directory.models import OrganisationalUnit
from harvest.models import Harvested, identity_constraint


class Layer(models.IntegerChoices):
    """Whose text it is. A higher layer wins; an empty one never blanks a lower."""

    FEDERAL = 10, _("Federal or LeiKa text")
    STATE = 20, _("State text")
    MUNICIPAL = 30, _("Municipal text")
    EDITORS = 40, _("Own text")


class LifeSituationQuerySet(models.QuerySet):
    def top_level(self):
        return self.filter(parent=None, hidden=False)

    def in_use(self):
        return self.filter(hidden=False, service_count__gt=0)


class LifeSituation(models.Model):
    """A node of the tree of life situations: imported (category, PV-Lage) or the editors' own."""

    title = models.CharField(_("title"), max_length=300)
    titles = models.JSONField(default=dict, blank=True, editable=False)
    slug = models.SlugField(_("address"), max_length=100, unique=True)
    introduction = models.TextField(_("introduction"), blank=True)
    icon = models.CharField(_("icon"), max_length=40, blank=True)
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("below"),
    )
    # Identity in the source: scheme ("pvlagen", or a class of categories) and id; empty: own.
    scheme = models.CharField(max_length=200, blank=True, editable=False)
    external_id = models.CharField(max_length=200, blank=True, editable=False)
    position = models.PositiveIntegerField(_("position"), default=0)
    hidden = models.BooleanField(_("hidden"), default=False)
    # Published services here or below; derived (services.derive).
    service_count = models.PositiveIntegerField(default=0, editable=False)

    objects = LifeSituationQuerySet.as_manager()

    class Meta:
        verbose_name = _("life situation")
        verbose_name_plural = _("life situations")
        ordering = ["position", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "external_id"],
                condition=~models.Q(external_id=""),
                name="life_situation_identity",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("services:life_situation", args=[self.slug])


class ServiceQuerySet(models.QuerySet):
    def published(self):
        """What citizens see: live in its source or own and live, not hidden, valid today."""
        today = timezone.localdate()
        return self.filter(
            models.Q(valid_from=None) | models.Q(valid_from__lte=today),
            models.Q(valid_through=None) | models.Q(valid_through__gte=today),
            withdrawn_at=None,
            visible=True,
        )

    def under_letter(self, letter):
        return self.filter(letter=letter)

    def most_wanted(self):
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
            "id", "title", "slug", "letter", "sort_key", "teaser", "online_links", "agency"
        )


class Service(index.Indexed, Harvested):
    """A service of the administration: XZuFi Leistung, or the editors' own (without a source).

    The columns under "derived" follow from the imported version, the layers and the live
    supplement; services.derive writes them, nobody else.
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
    # [{"title", "url"}]: ways in, parameters filled
    online_links = models.JSONField(default=list, editable=False)
    languages = models.JSONField(default=list, editable=False)
    # The live supplement and the municipal texts of our area, ready for services.layers.
    own_layer = models.JSONField(default=dict, editable=False)
    municipal_layer = models.JSONField(default=dict, editable=False)
    visible = models.BooleanField(_("visible"), default=True, editable=False, db_index=True)
    featured = models.BooleanField(_("most wanted"), default=False, editable=False, db_index=True)
    status = models.CharField(
        _("status"), max_length=20, choices=Status, default=Status.AVAILABLE, editable=False
    )
    missing_fee = models.BooleanField(_("no fee"), default=False, editable=False)
    missing_documents = models.BooleanField(_("no documents"), default=False, editable=False)
    missing_unit = models.BooleanField(_("no responsible unit"), default=False, editable=False)

    objects = ServiceQuerySet.as_manager()

    search_fields = [
        index.SearchField("title", boost=10),
        index.AutocompleteField("title"),
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
        """Rows for the search index, their synonyms fetched together."""
        return super().get_indexed_objects().defer("record").prefetch_related("synonyms")

    @property
    def synonym_text(self):
        return " ".join(synonym.term for synonym in self.synonyms.all())


class ServiceVersion(models.Model):
    """The imported texts of one service in one language, Leichte Sprache ("de-LS") included.

    modules: {code: {"html": str, "links": [{"url", "title", "description"}], "heading": str,
    "channels": {channel: html}}}.
    """

    service = models.ForeignKey(Service, models.CASCADE, related_name="versions")
    language = models.CharField(_("language"), max_length=20)
    title = models.TextField(_("title"))
    official_title = models.TextField(_("official title"), blank=True)
    modules = models.JSONField(_("text modules"), default=dict)
    machine_translated = models.BooleanField(_("translated by machine"), default=False)
    updated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("language version")
        verbose_name_plural = _("language versions")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["service", "language"], name="version_per_language")
        ]

    def __str__(self):
        return f"{self.title} ({self.language})"


class Specialisation(Harvested):
    """A municipality's texts for a service in some areas: the third layer.

    modules as in ServiceVersion, one more level down: {language: {code: …}}.
    """

    service = models.ForeignKey(
        Service, models.CASCADE, null=True, blank=True, related_name="specialisations"
    )
    service_key = models.TextField(editable=False)
    areas = models.JSONField(default=list)
    modules = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("municipal text")
        verbose_name_plural = _("municipal texts")
        constraints = [identity_constraint("specialisation_identity")]

    def __str__(self):
        return f"{self.service or self.service_key} · {self.key}"


class Channel(models.TextChoices):
    """XZuFi 2.3.1 zugangskanal."""

    ANY = "", _("any way")
    ANY_EXPLICIT = "000", _("any way")
    ONLINE = "100", _("online")
    ON_SITE = "200", _("on site")


class ServicePart(models.Model):
    """A structured detail of a service, or of a municipality's specialisation of it."""

    service = models.ForeignKey(Service, models.CASCADE, null=True, blank=True)
    specialisation = models.ForeignKey(Specialisation, models.CASCADE, null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    type_code = models.CharField(max_length=10, blank=True)
    type_name = models.CharField(max_length=300, blank=True)
    descriptions = models.JSONField(default=dict, blank=True)
    channel = models.CharField(_("access channel"), max_length=3, blank=True, choices=Channel)
    valid_from = models.DateField(null=True, blank=True)
    valid_through = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["position", "id"]

    def __str__(self):
        return self.descriptions.get("de") or self.type_name or str(self.service)


class Fee(ServicePart):
    """XZuFi kosten: fixed, free or variable."""

    class Kind(models.TextChoices):
        FIXED = "fixed", _("fixed")
        FREE = "free", _("free of charge")
        VARIABLE = "variable", _("variable")

    service = models.ForeignKey(Service, models.CASCADE, null=True, related_name="fees")
    specialisation = models.ForeignKey(
        Specialisation, models.CASCADE, null=True, related_name="fees"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=4, null=True)
    minimum = models.DecimalField(_("from"), max_digits=14, decimal_places=4, null=True)
    maximum = models.DecimalField(_("to"), max_digits=14, decimal_places=4, null=True)
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    prepayment = models.BooleanField(_("prepayment"), null=True)
    url = models.TextField(blank=True)

    class Meta(ServicePart.Meta):
        verbose_name = _("fee")
        verbose_name_plural = _("fees")


class Timespan(ServicePart):
    """A duration or a fixed day. Units as in services.records.Period."""

    amount = models.CharField(max_length=20, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    amount_to = models.CharField(max_length=20, blank=True)
    unit_to = models.CharField(max_length=20, blank=True)
    day_from = models.CharField(max_length=20, blank=True)
    day_to = models.CharField(max_length=20, blank=True)

    class Meta(ServicePart.Meta):
        abstract = True


class Deadline(Timespan):
    """XZuFi frist."""

    service = models.ForeignKey(Service, models.CASCADE, null=True, related_name="deadlines")
    specialisation = models.ForeignKey(
        Specialisation, models.CASCADE, null=True, related_name="deadlines"
    )

    class Meta(ServicePart.Meta):
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")


class ProcessingTime(Timespan):
    """XZuFi bearbeitungsdauer."""

    service = models.ForeignKey(Service, models.CASCADE, null=True, related_name="processing_times")
    specialisation = models.ForeignKey(
        Specialisation, models.CASCADE, null=True, related_name="processing_times"
    )

    class Meta(ServicePart.Meta):
        verbose_name = _("processing time")
        verbose_name_plural = _("processing times")


class Synonym(models.Model):
    """Another word for a service: XZuFi begriffImKontext, or the editors' own."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="synonyms")
    term = models.CharField(_("term"), max_length=300)
    sort_key = models.CharField(max_length=300, editable=False)
    letter = models.CharField(max_length=1, editable=False, db_index=True)
    language = models.CharField(max_length=20, default="de")
    type_code = models.CharField(max_length=10, blank=True)
    own = models.BooleanField(_("own"), default=False)

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["sort_key", "id"]

    def __str__(self):
        return self.term


class OnlineService(Harvested):
    """XZuFi Onlinedienst: the way into an online application.

    links: [{"url", "language", "title", "kind"}], URLs as delivered, parameters not yet filled.
    """

    title = models.TextField(_("title"))
    titles = models.JSONField(default=dict, editable=False)
    descriptions = models.JSONField(default=dict, editable=False)
    links = models.JSONField(_("links"), default=list)
    trust_level = models.CharField(_("trust level"), max_length=4, blank=True)
    identification = models.JSONField(_("means of identification"), default=list)
    payment_methods = models.JSONField(_("means of payment"), default=list)
    parameters = models.JSONField(default=dict, editable=False)
    areas = models.JSONField(default=list, editable=False)
    valid_from = models.DateField(null=True, blank=True)
    valid_through = models.DateField(null=True, blank=True)
    hidden = models.BooleanField(_("hidden"), default=False)

    class Meta:
        verbose_name = _("online service")
        verbose_name_plural = _("online services")
        ordering = ["title"]
        constraints = [identity_constraint("online_service_identity")]

    def __str__(self):
        return self.title


class Form(Harvested):
    """XZuFi Formular. links: [{"url", "title", "description", "language"}]."""

    title = models.TextField(_("title"))
    titles = models.JSONField(default=dict, editable=False)
    links = models.JSONField(_("links"), default=list)

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")
        ordering = ["title"]
        constraints = [identity_constraint("form_identity")]

    def __str__(self):
        return self.title


class ResponsibilityQuerySet(models.QuerySet):
    def dangling(self):
        """Rows whose service or holder has not been delivered (yet)."""
        return self.filter(
            models.Q(service=None) | models.Q(unit=None, online_service=None, form=None)
        )


class Responsibility(Harvested):
    """XZuFi Zuständigkeit: a unit, online service or form × a service × an area, with a role.

    References may come before what they point to: while `service` or the holder is unknown the
    row waits, with the keys kept.
    """

    class Role(models.TextChoices):
        RESPONSIBLE = "01", _("responsible body")
        INVOLVED = "02", _("involved body")
        CONTACT = "03", _("point of contact")

    holder_kind = models.CharField(max_length=20)
    holder_key = models.TextField()
    service_key = models.TextField()
    unit = models.ForeignKey(
        OrganisationalUnit, models.CASCADE, null=True, blank=True, related_name="responsibilities"
    )
    online_service = models.ForeignKey(
        OnlineService, models.CASCADE, null=True, blank=True, related_name="responsibilities"
    )
    form = models.ForeignKey(
        Form, models.CASCADE, null=True, blank=True, related_name="responsibilities"
    )
    service = models.ForeignKey(
        Service, models.CASCADE, null=True, blank=True, related_name="responsibilities"
    )
    area = models.CharField(_("area (ARS)"), max_length=12, blank=True)
    role = models.CharField(_("role"), max_length=10, blank=True)

    objects = ResponsibilityQuerySet.as_manager()

    class Meta:
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        constraints = [identity_constraint("responsibility_identity")]

    def __str__(self):
        return f"{self.holder_key} → {self.service_key}"

    @property
    def holder_id(self):
        return self.unit_id or self.online_service_id or self.form_id


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
