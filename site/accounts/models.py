"""The offices of an editor, and the login log."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Profile(models.Model):
    """Data of an editor besides Wagtail's: the offices that she writes for."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="account")
    units = models.ManyToManyField(
        "directory.OrganisationalUnit", blank=True, related_name="+", verbose_name=_("offices")
    )

    class Meta:
        default_permissions = ()
        permissions = [
            ("edit_any_unit", _("Edit the content of all offices, not only of one's own")),
            ("must_use_second_factor", _("Must log in with a second factor")),
        ]

    def __str__(self):
        return str(self.user)


class LoginEvent(models.Model):
    """One attempt to log in, or something done to an account's login. Kept for 90 days.

    name: the user name; of a name that nobody has, only a keyed digest, because people type
    passwords there. network: a keyed digest of the address, so that two attempts from one place
    look the same and no address is kept.
    """

    class Kind(models.TextChoices):
        IN = "in", _("logged in")
        WRONG = "wrong", _("wrong password or name")
        WRONG_CODE = "wrong-code", _("wrong code")
        REFUSED = "refused", _("refused: too many attempts")
        CODE = "code", _("second factor given")
        BACKUP_CODE = "backup-code", _("backup code used")
        OUT = "out", _("logged out")
        UNLOCKED = "unlocked", _("unlocked by an operator")
        FACTOR_ON = "factor-on", _("second factor set up")
        FACTOR_OFF = "factor-off", _("second factor taken away")

    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    kind = models.CharField(_("what happened"), max_length=20, choices=Kind)
    name = models.CharField(_("user name"), max_length=150)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    # Who did it, where it was not the user herself.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    network = models.CharField(_("origin"), max_length=16, blank=True)

    class Meta:
        verbose_name = _("login")
        verbose_name_plural = _("logins")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["name", "at"], name="login_by_name"),
            models.Index(fields=["network", "at"], name="login_by_network"),
        ]

    def __str__(self):
        return f"{self.name}: {self.get_kind_display()}"
