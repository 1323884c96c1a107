"""Text with headings, lists and links."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import RichTextBlock


class ParagraphBlock(RichTextBlock):  # type: ignore[misc]
    """Headings start at h2, because the page's title is the h1."""

    def __init__(self, **kwargs: object) -> None:
        features = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
        super().__init__(**{"features": features, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Testo")
        template = "cms/blocks/paragraph_block.html"
