"""A quotation with its author."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock, TextBlock


class QuoteBlock(StructBlock):  # type: ignore[misc]
    text = TextBlock(label=_("Citazione"))
    author = CharBlock(label=_("Autore"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Citazione")
        template = "cms/blocks/quote_block.html"
