"""Which member a host name belongs to, the page cache, and the unit of work around every save of the admin."""

from federation.middleware.host import HostMiddleware
from federation.middleware.page_cache import PageCacheMiddleware
from federation.middleware.unit_of_work import UnitOfWorkMiddleware

__all__ = ["HostMiddleware", "PageCacheMiddleware", "UnitOfWorkMiddleware"]
