"""Pictures, in the sizes that the sites themselves have."""

import graphene


class ImageSource(graphene.ObjectType):
    url = graphene.String(required=True)
    width = graphene.Int(required=True)
    format = graphene.String(required=True)


class Image(graphene.ObjectType):
    url = graphene.String(required=True)
    width = graphene.Int(required=True)
    height = graphene.Int(required=True)
    alt = graphene.String(required=True)
    srcset = graphene.List(graphene.NonNull(ImageSource), required=True)
