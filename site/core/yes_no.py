"""Yes and no in the lists of modeladmin, whose icons say True and False to those who hear them."""

from django.utils.translation import gettext as _


def yes_no(field: str, label):
    """A column of `list_display` for a field that is true or false."""

    def word(_modeladmin, instance):
        return _("Yes") if getattr(instance, field) else _("No")

    word.short_description = label
    word.admin_order_field = field
    return word
