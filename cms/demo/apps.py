"""The application's registration with Django; installed in the demonstration only."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "cms.demo"
    label = "demo"
