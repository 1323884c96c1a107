"""A picture to publish with."""

from __future__ import annotations

from io import BytesIO

from django.core.files.images import ImageFile
from PIL import Image

from federation.models import Member, MemberImage


def make_image(member: Member, title: str = "Piazza") -> MemberImage:
    file = BytesIO()
    Image.new("RGB", (900, 600), "teal").save(file, "PNG")
    file.seek(0)
    return MemberImage.objects.create(
        title=title, description="La piazza", file=ImageFile(file, "p.png"), collection=member.collection
    )
