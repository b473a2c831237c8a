"""Public addresses of this app; `stadttor.urls` mounts them."""

from django.urls import path

from .feedback import views as feedback
from .reviews import views

app_name = "quality"

urlpatterns = [
    path("pruefen/<str:token>/", views.review, name="review"),
    path("rueckmeldung/", feedback.vote, name="feedback"),
    path("rueckmeldung/<str:token>/", feedback.remark, name="feedback-remark"),
]
