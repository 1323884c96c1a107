"""The application's registration with Django; where the indexes are connected to the clock and the scheduler."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Ricerca")

    def ready(self) -> None:
        from federation.duties import register_duty  # models are loaded only now
        from federation.models.clock import clock_moved
        from search.indexer import follow
        from search.tasks import on_clock_moved

        clock_moved.connect(on_clock_moved, dispatch_uid="search")
        register_duty(follow, label=_("Indici della ricerca"))
