"""Files to download."""

import graphene


class Document(graphene.ObjectType):
    title = graphene.String(required=True)
    url = graphene.String(required=True)
    bytes = graphene.Int(required=True)
    mime_type = graphene.String(required=True)
