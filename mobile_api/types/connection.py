"""Pages of lists, as Relay writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import graphene

from mobile_api.reading.contents import Content as ContentRow
from mobile_api.reading.feeds import Page
from mobile_api.types.content import Content
from mobile_api.types.event import Event


class PageInfo(graphene.ObjectType):
    has_next_page = graphene.Boolean(required=True)
    has_previous_page = graphene.Boolean(required=True)
    start_cursor = graphene.String()
    end_cursor = graphene.String()


@dataclass(frozen=True, slots=True)
class PageInfoRow:
    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@dataclass(slots=True)
class EdgeRow:
    """A place in a list."""

    node: ContentRow
    page: Page


class ContentEdge(graphene.ObjectType):
    """comuni: of those that were asked for, all that show it."""

    cursor = graphene.String(required=True)
    node = graphene.Field(Content, required=True)
    comuni = graphene.List(graphene.NonNull(graphene.String), required=True)

    @staticmethod
    def resolve_cursor(root: EdgeRow, info: Any) -> str:
        return root.page.listing.cursor(root.node, scope=root.page.scope)

    @staticmethod
    def resolve_comuni(root: EdgeRow, info: Any) -> list[str]:
        return root.page.comuni.get(root.node.item_uuid) or [root.node.comune]


class EventEdge(graphene.ObjectType):
    cursor = graphene.String(required=True)
    node = graphene.Field(Event, required=True)

    @staticmethod
    def resolve_cursor(root: EdgeRow, info: Any) -> str:
        return root.page.listing.cursor(root.node, scope=root.page.scope)


class ContentConnection(graphene.ObjectType):
    edges = graphene.List(graphene.NonNull(ContentEdge), required=True)
    page_info = graphene.Field(PageInfo, required=True)
    total_count = graphene.Int(required=True)

    @staticmethod
    def resolve_edges(root: Page, info: Any) -> list[EdgeRow]:
        return edges(root)

    @staticmethod
    def resolve_page_info(root: Page, info: Any) -> PageInfoRow:
        return page_info(root)

    @staticmethod
    def resolve_total_count(root: Page, info: Any) -> int:
        return root.count()


class EventConnection(graphene.ObjectType):
    edges = graphene.List(graphene.NonNull(EventEdge), required=True)
    page_info = graphene.Field(PageInfo, required=True)
    total_count = graphene.Int(required=True)

    @staticmethod
    def resolve_edges(root: Page, info: Any) -> list[EdgeRow]:
        return edges(root)

    @staticmethod
    def resolve_page_info(root: Page, info: Any) -> PageInfoRow:
        return page_info(root)

    @staticmethod
    def resolve_total_count(root: Page, info: Any) -> int:
        return root.count()


def edges(page: Page) -> list[EdgeRow]:
    return [EdgeRow(content, page) for content in page.contents]


def page_info(page: Page) -> PageInfoRow:
    def cursor(content: ContentRow) -> str:
        return page.listing.cursor(content, scope=page.scope)

    return PageInfoRow(
        has_next_page=page.has_more,
        has_previous_page=page.listing.after is not None,
        start_cursor=cursor(page.contents[0]) if page.contents else None,
        end_cursor=cursor(page.contents[-1]) if page.contents else None,
    )
