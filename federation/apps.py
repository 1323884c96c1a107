"""The application's registration with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FederationConfig(AppConfig):
    name = "federation"
    verbose_name = _("Federazione")

    def ready(self) -> None:
        from federation import checks, effects, scheduler, signal_handlers, tasks  # noqa: F401 models are loaded only now
        from federation.models.clock import clock_moved
        from federation.signing_in import audit as sign_ins
        from federation.signing_in import checks as signing_in_checks  # noqa: F401
        from federation.signing_in import hooks as signing_in_hooks  # noqa: F401
        from federation.tenancy import (
            admin_views,
            audit,
            file_log,
            moving,
            policies,
            published_files,
            references,
            staff,
            table,
        )

        effects.declare_effects()
        table.declare_all()
        policies.register_policies()
        staff.register_policies()
        admin_views.declare_admin_views()
        references.connect()
        moving.connect()
        signal_handlers.connect()
        clock_moved.connect(tasks.on_clock_moved, dispatch_uid="federation.pictures")
        scheduler.register_duties()
        audit.connect()
        file_log.connect()
        published_files.connect()
        sign_ins.connect()
