"""What several comuni show, as one list."""

from __future__ import annotations

from typing import Any

import graphene

from mobile_api import limits
from mobile_api.reading.feeds import Page, read_together
from mobile_api.reading.listing import NEWEST, Listing, key_of
from mobile_api.reading.sites import sites_of_comuni
from mobile_api.types.arguments import content_arguments, filters_of, texts
from mobile_api.types.connection import ContentConnection


class FeedQuery(graphene.ObjectType):
    feed = graphene.Field(
        ContentConnection,
        required=True,
        comuni=texts(required=True),
        description="What the given comuni show, newest first, one item once even when several show it: "
        "as shown by the first of them in the argument's order.",
        **content_arguments(),
    )

    @staticmethod
    def resolve_feed(root: None, info: Any, *, comuni: list[str], first: int | None = None, after: str | None = None,
                     **arguments: Any) -> Page:  # fmt: skip
        """A comune that is not there any more is left out."""
        slugs = limits.comuni_slugs(comuni)
        key, scope = key_of(after, NEWEST)
        listing = Listing(
            filters=filters_of(**arguments),
            order=NEWEST,
            first=limits.page_size(20 if first is None else first),
            after=key,
            now=info.context.now,
        )
        if after is not None and scope != listing.scope(*slugs):
            raise limits.cursor_of_another_list()
        page = read_together(listing, sites_of_comuni(slugs), scope=listing.scope(*slugs))
        info.context.of.expect(page.contents)
        return page
