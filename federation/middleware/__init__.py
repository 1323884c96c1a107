"""Which member a host name belongs to, and the unit of work around every save of the admin."""

from federation.middleware.host import HostMiddleware
from federation.middleware.unit_of_work import UnitOfWorkMiddleware

__all__ = ["HostMiddleware", "UnitOfWorkMiddleware"]
