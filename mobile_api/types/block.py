"""The body, block by block."""

from __future__ import annotations

from functools import partial
from typing import Any

import graphene
from graphene.types.resolver import dict_or_attr_resolver

from mobile_api.reading.bodies import DocumentListRow, ParagraphRow, PictureRow, QuoteRow
from mobile_api.types.document import Document
from mobile_api.types.image import Image
from mobile_api.types.scalars import HTML


class Block(graphene.Interface):
    """StreamField blocks, one type each; html is always there, so an old app can show a block that it does not know."""

    # Said here, because Graphene would take `resolve_type` below for the resolver of a field that is called `type`.
    type = graphene.Field(graphene.String, required=True, resolver=partial(dict_or_attr_resolver, "type", None))
    html = HTML(required=True)

    @classmethod
    def resolve_type(cls, instance: Any, info: Any) -> Any:
        return BLOCKS[type(instance)]


class ParagraphBlock(graphene.ObjectType):
    class Meta:
        interfaces = (Block,)


class ImageBlock(graphene.ObjectType):
    class Meta:
        interfaces = (Block,)

    image = graphene.Field(Image, required=True)
    caption = graphene.String()


class QuoteBlock(graphene.ObjectType):
    class Meta:
        interfaces = (Block,)

    text = graphene.String(required=True)
    author = graphene.String()


class DocumentListBlock(graphene.ObjectType):
    class Meta:
        interfaces = (Block,)

    documents = graphene.List(graphene.NonNull(Document), required=True)


BLOCKS: dict[type, Any] = {
    ParagraphRow: ParagraphBlock,
    PictureRow: ImageBlock,
    QuoteRow: QuoteBlock,
    DocumentListRow: DocumentListBlock,
}
