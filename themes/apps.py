"""The design system as a Django app: templates and static files, no models."""

from django.apps import AppConfig


class ThemesConfig(AppConfig):
    name = "themes"
    verbose_name = "Temi"
