"""The same list as one would write it with graphene-django alone: an object type of a model, relations joined."""

from __future__ import annotations

from typing import Any

import graphene
from graphene_django import DjangoObjectType

from federation.addresses import absolute_url
from federation.models import Placement

QUERY = """query Notices($comuni: [String!]!, $first: Int!) { notices(comuni: $comuni, first: $first) {
  id itemId comune type title summary url publishedAt updatedAt expiresAt } }"""


class Notice(DjangoObjectType):  # type: ignore[misc]
    class Meta:
        model = Placement
        fields = ("id",)

    item_id = graphene.ID(required=True)
    comune = graphene.String(required=True)
    type = graphene.String(required=True)
    title = graphene.String(required=True, source="title_shown")
    summary = graphene.String(required=True)
    url = graphene.String(required=True)
    published_at = graphene.DateTime(required=True)
    updated_at = graphene.DateTime(required=True)
    expires_at = graphene.DateTime()

    @staticmethod
    def resolve_comune(root: Placement, info: Any) -> str:
        return root.member.slug

    @staticmethod
    def resolve_type(root: Placement, info: Any) -> str:
        return root.item.kind

    @staticmethod
    def resolve_summary(root: Any, info: Any) -> str:
        return root.overrides.get("summary") or root.page.newspage.summary

    @staticmethod
    def resolve_url(root: Placement, info: Any) -> str:
        return absolute_url(root.member, root.path or "")

    @staticmethod
    def resolve_published_at(root: Placement, info: Any) -> Any:
        return root.item.published_at

    @staticmethod
    def resolve_updated_at(root: Any, info: Any) -> Any:
        return root.page.last_published_at

    @staticmethod
    def resolve_expires_at(root: Any, info: Any) -> Any:
        return root.page.expire_at


class Query(graphene.ObjectType):
    notices = graphene.List(
        graphene.NonNull(Notice), comuni=graphene.List(graphene.NonNull(graphene.String)), first=graphene.Int()
    )

    @staticmethod
    def resolve_notices(root: None, info: Any, *, comuni: list[str], first: int) -> Any:
        shown = Placement.objects.shown().filter(member__slug__in=comuni)
        return shown.select_related("member", "item", "page__newspage").order_by("-item__published_at")[:first]


schema = graphene.Schema(query=Query)
