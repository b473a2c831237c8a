"""The address book of the city: offices, addresses, hours and contacts."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from core.contacts import phone_address
from core.safe_links import link_address, web_address
from core.text.email import readable_email
from core.text.spoken import in_page_language, language_mark
from harvest.models import Harvested, identity_constraint


class UnitQuerySet(models.QuerySet):
    def published(self):
        """Live, public in the source, not hidden, and no placeholder of the state's office."""
        return self.filter(withdrawn_at=None, hidden=False, not_public=False, generalised=False)

    def with_contacts(self):
        """Everything that a contact box shows, in a constant number of queries."""
        return self.prefetch_related("addresses", "channels", "hours", "hours_exceptions")


class OrganisationalUnit(index.Indexed, Harvested):
    """An office of the administration: XZuFi Organisationseinheit, or the editors' own."""

    name = models.TextField(_("name"))
    slug = models.SlugField(_("address"), max_length=100, unique=True)
    sort_key = models.TextField(editable=False, db_index=True)
    # {language tag: text} for every text that comes in several languages
    names = models.JSONField(default=dict, blank=True, editable=False)
    descriptions = models.JSONField(_("description"), default=dict, blank=True)
    short_descriptions = models.JSONField(default=dict, blank=True, editable=False)
    alternative_names = models.JSONField(_("also called"), default=list, blank=True)
    kind = models.CharField(_("kind"), max_length=120, blank=True)
    parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    # "agency/id" of the parent while it has not been delivered yet
    parent_key = models.TextField(blank=True, editable=False)
    # {language tag: clean HTML}; many sources deliver hours as one text
    opening_hours_texts = models.JSONField(_("opening hours (text)"), default=dict, blank=True)
    payment_methods = models.JSONField(_("accepted means of payment"), default=list, blank=True)
    accessibility = models.JSONField(_("accessibility"), default=dict, blank=True)
    appointment_required = models.BooleanField(_("only by appointment"), default=False)
    appointment_url = models.TextField(_("book an appointment"), blank=True)
    area = models.CharField(_("area (ARS)"), max_length=12, blank=True)
    generalised = models.BooleanField(
        _("placeholder"),
        default=False,
        help_text=_("A placeholder of the state's editorial office; never shown."),
    )
    not_public = models.BooleanField(
        _("not public"), default=False, help_text=_("The source keeps it inside; never shown.")
    )
    position = models.PositiveIntegerField(default=0)
    # All parts of the unit, imported and own, in one document (directory.contact_cache).
    contact = models.JSONField(default=dict, editable=False)
    # The editors' own, never touched by a run.
    hidden = models.BooleanField(_("hidden"), default=False)
    note = models.TextField(
        _("note of the editors"), blank=True, help_text=_("Shown above the contact data.")
    )

    objects = UnitQuerySet.as_manager()

    search_fields = [
        index.SearchField("name", boost=5),
        index.AutocompleteField("name"),
        index.SearchField("search_text"),
        index.FilterField("withdrawn_at"),
        index.FilterField("hidden"),
        index.FilterField("not_public"),
        index.FilterField("generalised"),
    ]

    class Meta:
        verbose_name = _("organisational unit")
        verbose_name_plural = _("organisational units")
        ordering = ["sort_key", "id"]
        constraints = [identity_constraint("unit_identity")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("directory:unit", args=[self.slug])

    def was_public(self) -> bool:
        """Whether citizens have ever seen it; other units are hidden by source or editors."""
        return not (self.not_public or self.generalised)

    @property
    def shown_name(self) -> str:
        """The name in the language of the page, where the source gives one."""
        return in_page_language(self.names, self.name)

    @property
    def name_language(self) -> str:
        """The language of the name where it is another than the page's, for `lang`; else ""."""
        return language_mark(self.names)

    @property
    def search_text(self):
        return " ".join(
            [
                *self.names.values(),
                *self.alternative_names,
                *self.short_descriptions.values(),
                *self.descriptions.values(),
            ]
        )


class UnitPart(models.Model):
    """A part of one unit. Own parts are the editors' and survive every run."""

    unit = models.ForeignKey(OrganisationalUnit, models.CASCADE)
    own = models.BooleanField(_("own"), default=False, editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True
        ordering = ["position", "id"]


class Address(UnitPart):
    """A visiting or postal address of a unit. Coordinates are WGS84 degrees."""

    class Kind(models.TextChoices):
        VISIT = "visit", _("Visitors' address")
        POST = "post", _("Postal address")
        POST_BOX = "post_box", _("Post-office box")
        DELIVERY = "delivery", _("Delivery address")
        OTHER = "other", _("Other address")

    unit = models.ForeignKey(OrganisationalUnit, models.CASCADE, related_name="addresses")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.VISIT)
    street = models.CharField(_("street"), max_length=200, blank=True)
    house_number = models.CharField(_("house number"), max_length=40, blank=True)
    post_box = models.CharField(_("post-office box"), max_length=80, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    supplement = models.CharField(_("supplement"), max_length=300, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    wheelchair = models.BooleanField(_("wheelchair accessible"), null=True, blank=True)
    lift = models.BooleanField(_("lift"), null=True, blank=True)
    accessibility_note = models.TextField(_("accessibility"), blank=True)
    public_transport = models.JSONField(_("public transport"), default=list, blank=True)
    parking = models.JSONField(_("parking"), default=list, blank=True)

    class Meta(UnitPart.Meta):
        verbose_name = _("address")
        verbose_name_plural = _("addresses")

    def __str__(self):
        return ", ".join(part for part in (self.street_line, self.place_line) if part)

    @property
    def street_line(self):
        if self.post_box:
            return self.post_box
        return f"{self.street} {self.house_number}".strip()

    @property
    def place_line(self):
        return f"{self.postcode} {self.place}".strip()


class ContactChannel(UnitPart):
    """A way to reach a unit."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("Phone")
        MOBILE = "mobile", _("Mobile phone")
        FAX = "fax", _("Fax")
        EMAIL = "email", _("E-mail")
        WEB = "web", _("Website")
        CONTACT_FORM = "contact_form", _("Contact form")
        SECURE_MAIL = "secure_mail", _("Secure mail")
        OTHER = "other", _("Other")

    unit = models.ForeignKey(OrganisationalUnit, models.CASCADE, related_name="channels")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    value = models.TextField(_("value"))
    title = models.CharField(_("label"), max_length=200, blank=True)

    class Meta(UnitPart.Meta):
        verbose_name = _("contact channel")
        verbose_name_plural = _("contact channels")

    def __str__(self):
        return f"{self.get_kind_display()}: {self.value}"

    @property
    def shown(self) -> str:
        """The value as people write it."""
        return readable_email(self.value) if self.kind == self.Kind.EMAIL else self.value

    @property
    def url(self):
        """The address of the link, or "" for channels without one."""
        if self.kind in (self.Kind.PHONE, self.Kind.MOBILE):
            return phone_address(self.value)
        if self.kind == self.Kind.EMAIL:
            return link_address(f"mailto:{self.value}")
        if self.kind in (self.Kind.WEB, self.Kind.CONTACT_FORM):
            return web_address(self.value)
        return ""


class ContactPerson(UnitPart):
    """A person whom the source has released for publication (never `anonymize` or hidden ones)."""

    unit = models.ForeignKey(OrganisationalUnit, models.CASCADE, related_name="persons")
    name = models.CharField(_("name"), max_length=200)
    function = models.CharField(_("function"), max_length=300, blank=True)
    room = models.CharField(_("room"), max_length=80, blank=True)
    phone = models.CharField(_("phone"), max_length=80, blank=True)
    email = models.CharField(_("e-mail"), max_length=254, blank=True)

    class Meta(UnitPart.Meta):
        verbose_name = _("contact person")
        verbose_name_plural = _("contact persons")

    def __str__(self):
        return self.name


class OpeningHours(UnitPart):
    """One span of one weekday, local time."""

    class Weekday(models.IntegerChoices):
        MONDAY = 1, _("Monday")
        TUESDAY = 2, _("Tuesday")
        WEDNESDAY = 3, _("Wednesday")
        THURSDAY = 4, _("Thursday")
        FRIDAY = 5, _("Friday")
        SATURDAY = 6, _("Saturday")
        SUNDAY = 7, _("Sunday")

    unit = models.ForeignKey(OrganisationalUnit, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    opens = models.TimeField(_("from"))
    closes = models.TimeField(_("to"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_through = models.DateField(_("valid through"), null=True, blank=True)

    class Meta(UnitPart.Meta):
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ["weekday", "opens", "id"]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class Closure(models.Model):
    """An office closed for a day or some days, entered once.

    Readers see its exceptions of the opening hours, and its alert if there is one;
    both end by themselves, and go with it (directory.closures).
    """

    unit = models.ForeignKey(
        OrganisationalUnit, models.CASCADE, related_name="closures", verbose_name=_("office")
    )
    with_parts = models.BooleanField(
        _("with all that belongs to it"),
        default=False,
        help_text=_("Also closes the offices and sections below it."),
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"), blank=True, help_text=_("Empty: one day."))
    reason = models.CharField(
        _("reason"),
        max_length=200,
        blank=True,
        help_text=_("Stands beside the hours, for example: Betriebsausflug"),
    )
    alert = models.ForeignKey(
        "alerts.Alert", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("closure")
        verbose_name_plural = _("closures")
        ordering = ["-first_day", "-pk"]

    def __str__(self):
        return f"{self.unit}: {self.days}"

    @property
    def days(self) -> str:
        """`1. Dezember 2026`, `24. Dezember bis 31. Dezember 2026`."""
        from .opening import days_text

        return days_text(self.first_day, self.last_day)


class OpeningHoursException(UnitPart):
    """Other hours, or closed, on certain days. Without times: closed."""

    unit = models.ForeignKey(OrganisationalUnit, models.CASCADE, related_name="hours_exceptions")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    opens = models.TimeField(_("from"), null=True, blank=True)
    closes = models.TimeField(_("to"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    closure = models.ForeignKey(
        Closure, models.CASCADE, null=True, editable=False, related_name="exceptions"
    )

    class Meta(UnitPart.Meta):
        verbose_name = _("exception of the opening hours")
        verbose_name_plural = _("exceptions of the opening hours")
        ordering = ["first_day", "opens", "id"]

    def __str__(self):
        return f"{self.first_day:%d.%m.%Y}–{self.last_day:%d.%m.%Y} {self.reason}".strip()
