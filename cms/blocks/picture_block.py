"""A picture with the alternative text that fits this page, and a caption."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock
from wagtail.images.blocks import ImageBlock


class PictureBlock(StructBlock):  # type: ignore[misc]
    image = ImageBlock(label=_("Immagine"))
    caption = CharBlock(label=_("Didascalia"), required=False)

    class Meta:
        icon = "image"
        label = _("Immagine")
        template = "cms/blocks/picture_block.html"
