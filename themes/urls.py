"""Addresses of the gallery; the demo mounts them."""

from django.urls import path

from themes.views import gallery

app_name = "themes"

urlpatterns = [
    path("", gallery.gallery, name="gallery"),
    path("componente/<slug:name>/", gallery.component, name="component"),
    path("pagina/<slug:name>/", gallery.page_template, name="page"),
]
