"""Channels: the subjects to which comuni subscribe, and by which people choose."""

import graphene


class Channel(graphene.ObjectType):
    """slug is unique in the whole instance."""

    slug = graphene.String(required=True)
    name = graphene.String(required=True)
    owner = graphene.String(required=True)
