"""A picture with the alternative text that fits this page, and a caption."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock
from wagtail.images.blocks import ImageBlock

from cms.presenters.picture import is_guarded, picture_of
from themes.slots import BODY_SIZES, PAGE


class PictureBlock(StructBlock):  # type: ignore[misc]
    image = ImageBlock(label=_("Immagine"))
    caption = CharBlock(label=_("Didascalia"), required=False)

    class Meta:
        icon = "image"
        label = _("Immagine")
        template = "cms/blocks/picture_block.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """A decorative picture has an empty alternative text."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        image = value["image"]
        context["picture"] = picture_of(
            image,
            slot=PAGE,
            sizes=BODY_SIZES,
            alt=getattr(image, "contextual_alt_text", None),
            guarded=is_guarded(context.get("request")),
        )
        return context
