"""What every kind of content has in common."""

from __future__ import annotations

from functools import partial
from typing import Any

import graphene
from django.utils.html import linebreaks
from graphene.types.resolver import dict_or_attr_resolver

from mobile_api.reading.bodies import BlockRow
from mobile_api.reading.channels import ChannelRow
from mobile_api.reading.contents import Content as ContentRow
from mobile_api.reading.images import ImageRow, image_row
from mobile_api.reading.sites import MemberSite
from mobile_api.types.block import Block
from mobile_api.types.channel import Channel
from mobile_api.types.image import Image
from mobile_api.types.node import Node
from mobile_api.types.scalars import HTML, DateTime


class ContentType(graphene.Enum):
    """Those of the contract; not all of them have content yet."""

    NEWS = "news"
    EVENT = "event"
    SERVICE = "service"
    TENDER = "tender"
    OFFICE = "office"
    PERSON = "person"
    PLACE = "place"
    DOCUMENT = "document"
    ALERT = "alert"


class Topic(graphene.ObjectType):
    slug = graphene.String(required=True)
    name = graphene.String(required=True)


class Provenance(graphene.ObjectType):
    """Who wrote it; `note` is what the comune that shows it adds."""

    owner = graphene.String(required=True)
    owner_slug = graphene.String(required=True)
    channel = graphene.Field(Channel)
    canonical_url = graphene.String(required=True)
    note = HTML()

    @staticmethod
    def resolve_owner(root: ContentRow, info: Any) -> str:
        owner: MemberSite = info.context.of.owner(root)
        return owner.title

    @staticmethod
    def resolve_owner_slug(root: ContentRow, info: Any) -> str:
        owner: MemberSite = info.context.of.owner(root)
        return owner.slug

    @staticmethod
    def resolve_channel(root: ContentRow, info: Any) -> ChannelRow | None:
        channel: ChannelRow | None = info.context.of.channel.get(root)
        return channel

    @staticmethod
    def resolve_canonical_url(root: ContentRow, info: Any) -> str:
        """The owner's, for an item shown as it was sent (as `Listed.as_item`)."""
        owner: MemberSite = info.context.of.owner(root)
        path = None if root.adapted else info.context.of.original_path.get(root)
        return f"{owner.base_url}{path}" if owner.base_url and path else root.url

    @staticmethod
    def resolve_note(root: ContentRow, info: Any) -> str | None:
        note = root.overrides.get("note")
        return linebreaks(note, autoescape=True) if note else None


class Content(graphene.Interface):
    """
    One item as one comune shows it: id names the placement, so that caches that normalise by id never mix two comuni's variants (title, summary, image,
    note, variables are already applied); itemId is the same in every comune that shows it; comune is the slug of the one through which it is read.
    """  # noqa: E501 the contract's own words

    class Meta:
        interfaces = (Node,)

    id = graphene.ID(required=True)
    item_id = graphene.ID(required=True)
    comune = graphene.String(required=True)
    type = graphene.Field(ContentType, required=True, resolver=partial(dict_or_attr_resolver, "type", None))
    title = graphene.String(required=True)
    summary = graphene.String(required=True)
    url = graphene.String(required=True)
    image = graphene.Field(Image)
    topics = graphene.List(graphene.NonNull(Topic), required=True)
    published_at = DateTime(required=True)
    updated_at = DateTime(required=True)
    provenance = graphene.Field(Provenance, required=True)
    body = graphene.List(graphene.NonNull(Block), required=True)
    body_html = HTML(required=True)

    @classmethod
    def type_of_row(cls, row: Any) -> Any:
        return Node.types[row.type]

    @classmethod
    def resolve_type(cls, instance: Any, info: Any) -> Any:
        return cls.type_of_row(instance)

    @staticmethod
    def resolve_image(root: ContentRow, info: Any) -> ImageRow | None:
        return image_row(info.context.of.image(root), base_url=root.site.base_url)

    @staticmethod
    def resolve_topics(root: ContentRow, info: Any) -> list[Any]:
        """No page type has topics yet."""
        return []

    @staticmethod
    def resolve_provenance(root: ContentRow, info: Any) -> ContentRow:
        return root

    @staticmethod
    def resolve_body(root: ContentRow, info: Any) -> list[BlockRow]:
        body: list[BlockRow] = info.context.of.body(root)
        return body

    @staticmethod
    def resolve_body_html(root: ContentRow, info: Any) -> str:
        return "".join(block.html for block in info.context.of.body(root))
