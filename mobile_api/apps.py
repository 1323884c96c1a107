"""The application's registration with Django."""

from django.apps import AppConfig


class MobileApiConfig(AppConfig):
    name = "mobile_api"
