"""The editor's form of a job offer, with the requirements for publishing it."""

from django.utils.translation import gettext_lazy as _

from accounts.unit_forms import CityPageForm

NO_DEADLINE = _("Enter the last day to apply, or tick “open until filled”.")
NO_WAY = _("Say how to apply: a form, a website, an e-mail address or a postal address.")


class JobPageForm(CityPageForm):
    """Drafts may be incomplete; a published offer has a deadline and a way to apply."""

    def clean(self):
        cleaned = super().clean()
        if not self.is_deferred_validation:
            self._check_deadline(cleaned)
            self._check_application(cleaned)
        return cleaned

    def _check_deadline(self, cleaned):
        if "apply_until" in self.errors:
            return
        if not cleaned.get("apply_until") and not cleaned.get("until_filled"):
            self.add_error("apply_until", NO_DEADLINE)

    def _check_application(self, cleaned):
        ways = ("apply_form", "apply_url", "apply_email", "apply_post")
        if not any(cleaned.get(name) or name in self.errors for name in ways):
            self.add_error("apply_email", NO_WAY)
