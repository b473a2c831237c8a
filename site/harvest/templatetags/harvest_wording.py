"""`{{ kind|in_words }}`: the label that an app has registered for a short name."""

from django import template

from harvest.formatting import word

register = template.Library()
register.filter("in_words", word)
