from django.urls import path

from .views import preview

app_name = "previews"

urlpatterns = [
    path("<str:token>/", preview, name="preview"),
    path("<str:token>/<int:pk>/", preview, name="preview-page"),
]
