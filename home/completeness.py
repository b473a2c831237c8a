"""Completeness checks of this app's pages (quality.completeness)."""

from django.utils.translation import gettext_lazy as _

from quality.completeness import Check, is_empty, register

from .models import AccessibilityStatementPage, HomePage, ImprintPage, PrivacyPage, StandardPage


def register_checks():
    register(
        StandardPage,
        Check("introduction", _("no introduction"), lambda page: is_empty(page.introduction)),
        Check("body", _("nothing is written on it"), lambda page: is_empty(page.body)),
    )
    register(PrivacyPage, Check("privacy-text", _("no text"), lambda page: is_empty(page.body)))
    register(
        HomePage,
        Check("imprint", _("the site has no imprint"), _lacks(ImprintPage)),
        Check("privacy", _("the site has no page on privacy"), _lacks(PrivacyPage)),
        Check(
            "statement",
            _("the site has no accessibility statement"),
            _lacks(AccessibilityStatementPage),
        ),
    )


def _lacks(model):
    """Whether no language of the site has such a page: one imprint is enough for all of them."""

    def lacks(home):
        homes = home.get_translations(inclusive=True)
        return not any(model.objects.descendant_of(one).live().exists() for one in homes)

    return lacks
