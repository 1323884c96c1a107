"""The public addresses of a list of pages, in the list's own statement: Wagtail compares each page with every site."""

from __future__ import annotations

from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Substr
from wagtail.models import Site

from federation.models import Placement
from federation.querysets.members import HOME_PATH_LENGTH


def with_public_address(pages: Any) -> Any:
    """Adds what `public_address` reads."""
    sites = Site.objects.order_by().filter(root_page__path=Substr(OuterRef("path"), 1, HOME_PATH_LENGTH))
    own = Placement.objects.filter(item__page_id=OuterRef("pk"), page_id=OuterRef("pk"), member=F("item__owner"))
    return pages.annotate(
        public_site=Subquery(sites.values("pk")[:1]),
        public_host=Subquery(sites.values("hostname")[:1]),
        public_port=Subquery(sites.values("port")[:1]),
        public_path=Subquery(own.order_by().values("path")[:1]),
    )


def has_public_address(page: Any) -> bool:
    """Whether the page comes from such a list."""
    return hasattr(page, "public_site")


def public_address(page: Any) -> tuple[int, str, str] | None:
    """As Wagtail's `get_url_parts`: key of the site, its root without a slash, path. An item's path is its placement's,
    any other page's is its place below the home; None for a page of no site."""
    if page.public_site is None:
        return None
    root: str = Site(hostname=page.public_host, port=page.public_port).root_url
    return page.public_site, root, page.public_path or "/" + page.url_path.split("/", 2)[2]
