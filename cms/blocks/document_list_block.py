"""Files to download."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ListBlock
from wagtail.documents.blocks import DocumentChooserBlock


class DocumentListBlock(ListBlock):  # type: ignore[misc]
    def __init__(self, **kwargs: object) -> None:
        super().__init__(DocumentChooserBlock(label=_("Documento")), **{"max_num": 50, **kwargs})

    class Meta:
        icon = "doc-full"
        label = _("Allegati")
        template = "cms/blocks/document_list_block.html"
