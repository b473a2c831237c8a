"""The site's addresses and a page with maps of every kind."""

from django.http import HttpResponse
from django.template import RequestContext, Template
from django.urls import path

from core.http import public_page
from stadttor.urls import urlpatterns as site_urls

PAGE = Template(
    """{% extends "base.html" %}{% load maps %}{% block content %}<h1>Karten</h1>
    <h2>Orte</h2>{% map points label="Orte" shapes=shapes %}
    <h2>Bäume</h2>{% map trees label="Bäume" listed=True %}
    <p><a href="/">danach</a></p>{% endblock %}"""
)
POINTS = [
    {"lat": 50.1234, "lon": 8.5678, "title": "Rathaus", "url": "/rathaus/", "text": "Am Stadttor"},
    {"lat": 50.1234, "lon": 8.5678, "title": "Standesamt", "text": "im Rathaus"},
    {"lat": 50.1250, "lon": 8.5720, "title": "Brunnen <b>neu</b>", "kind": "good"},
    {"lat": 50.1215, "lon": 8.5650, "title": "Lampe", "kind": "warning", "text": "defekt"},
    {"lat": 50.1222, "lon": 8.5730, "title": "Bank", "kind": "quiet"},
]
SHAPES = [
    {
        "type": "Feature",
        "properties": {"title": "Neubaugebiet", "text": "Entwurf", "url": "/plan/"},
        "geometry": {
            "type": "Polygon",
            "coordinates": [[[8.57, 50.121], [8.574, 50.121], [8.574, 50.1232], [8.57, 50.121]]],
        },
    },
    {
        "type": "Feature",
        "properties": {"title": "Radweg", "kind": "quiet"},
        "geometry": {"type": "LineString", "coordinates": [[8.564, 50.124], [8.574, 50.126]]},
    },
]
TREES = [
    {"lat": 50.12 + row * 0.0007, "lon": 8.56 + column * 0.001, "title": f"Baum {row}-{column}"}
    for row in range(16)
    for column in range(16)
]


@public_page
def maps_page(request):
    values = {"points": POINTS, "shapes": SHAPES, "trees": TREES}
    return HttpResponse(PAGE.render(RequestContext(request, values)))


urlpatterns = [path("karten-probe/", maps_page), *site_urls]
