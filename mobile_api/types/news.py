"""Notizie, comunicati, avvisi."""

from __future__ import annotations

from typing import Any

import graphene

from mobile_api.reading.bodies import DocumentRow, documents_in
from mobile_api.reading.contents import Content as ContentRow
from mobile_api.types.content import Content
from mobile_api.types.document import Document
from mobile_api.types.node import Node
from mobile_api.types.scalars import DateTime


class NewsKind(graphene.Enum):
    NOTIZIA = "notizie"
    COMUNICATO = "comunicati"
    AVVISO = "avvisi"


class News(graphene.ObjectType):
    """kind is said by the section it stands in."""

    class Meta:
        interfaces = (Node, Content)

    kind = graphene.Field(NewsKind, required=True)
    expires_at = DateTime()
    attachments = graphene.List(graphene.NonNull(Document), required=True)

    @staticmethod
    def resolve_kind(root: ContentRow, info: Any) -> str:
        return root.section_kind

    @staticmethod
    def resolve_attachments(root: ContentRow, info: Any) -> list[DocumentRow]:
        return list(documents_in(info.context.of.body(root)))
