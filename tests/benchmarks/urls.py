"""The site's addresses and a bare view to compare with."""

from django.urls import path

from stadttor.urls import urlpatterns as site_patterns

from .pages import bare

urlpatterns = [path("bare/", bare), *site_patterns]
