"""What stands on every site from its first day: home, first level, sections (`cms.blueprint.site_tree`)."""

from __future__ import annotations

from typing import Any, ClassVar

from wagtail.admin.panels import CommentPanel

from cms.models.public_page import PublicPage


class PlantedPage(PublicPage):
    """Subclass it instead of `PublicPage`, with `is_creatable = False`.

    Nobody can take such a page away, and so nobody can set a time for it: an expiry would break the site's menu, and
    what stands below would lose its list. A start would take the page off at once, because Wagtail keeps what is live
    only where a revision was published.
    """

    settings_panels: ClassVar[list[Any]] = [CommentPanel()]

    class Meta:
        abstract = True
