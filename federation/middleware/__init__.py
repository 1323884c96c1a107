"""Which member a host name belongs to, the page cache, the gate of the admin, the member on its screen, and the unit of
work around its saves."""

from federation.middleware.host import HostMiddleware
from federation.middleware.on_screen import OnScreenMiddleware
from federation.middleware.page_cache import PageCacheMiddleware
from federation.middleware.tenancy import TenancyMiddleware
from federation.middleware.unit_of_work import UnitOfWorkMiddleware

__all__ = ["HostMiddleware", "OnScreenMiddleware", "PageCacheMiddleware", "TenancyMiddleware", "UnitOfWorkMiddleware"]
