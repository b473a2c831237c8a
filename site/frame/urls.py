from django.urls import path

from . import views

app_name = "frame"
urlpatterns = [
    path("gestaltung/vorschau/<str:signed>.css", views.theme_preview, name="theme_preview"),
    path("gestaltung/<slug:digest>.css", views.theme, name="theme"),
]
