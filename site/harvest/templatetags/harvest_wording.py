"""`{{ kind|in_words }}`: the words that the apps registered for a short name."""

from django import template

from harvest.wording import word

register = template.Library()
register.filter("in_words", word)
