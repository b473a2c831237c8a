"""A model field of our own: an amount as editors write it."""

from django.db import models


class AmountField(models.DecimalField):
    """An amount of money, typed in the editor's language: 2870,50 in German."""

    def formfield(self, **kwargs):
        return super().formfield(**{"localize": True, **kwargs})
