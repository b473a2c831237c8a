"""A model field for several of a set of choices."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class ManyChoicesField(models.JSONField):
    """Several of `options` ([(value, label)]), kept as a list of values in the options' order.

    In a form: one box per option. Migrations do not list the options.
    """

    def __init__(self, *args, options=(), **kwargs):
        self.options = list(options)
        super().__init__(*args, **{"default": list, "blank": True, **kwargs})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("blank", None)
        kwargs.pop("default", None)
        return name, path, args, kwargs

    def labels(self, values) -> list:
        """The labels of these values; unknown ones are left out."""
        return [label for value, label in self.options if value in (values or ())]

    def validate(self, value, model_instance):
        known = [option for option, _label in self.options]
        if not isinstance(value, list) or not set(value) <= set(known):
            raise ValidationError(_("Choose from the list."), code="invalid_choice")

    def formfield(self, **kwargs):
        kind = type(self.options[0][0]) if self.options else str
        return forms.TypedMultipleChoiceField(
            choices=self.options,
            coerce=kind,
            required=False,
            empty_value=[],
            widget=forms.CheckboxSelectMultiple,
            label=self.verbose_name,
            help_text=self.help_text,
            initial=kwargs.get("initial", []),
        )
