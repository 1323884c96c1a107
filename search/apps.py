"""The application's registration with Django."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
