"""The application's registration with Django; where the indexes are connected to the clock and the scheduler."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "Ricerca"

    def ready(self) -> None:
        from federation.models.clock import clock_moved  # models are loaded only now
        from federation.scheduler import register_duty
        from search.indexer import follow
        from search.tasks import on_clock_moved

        clock_moved.connect(on_clock_moved, dispatch_uid="search")
        register_duty(follow)
