"""The body of a page."""

from wagtail.blocks import StreamBlock

from cms.blocks.document_list_block import DocumentListBlock
from cms.blocks.paragraph_block import ParagraphBlock
from cms.blocks.picture_block import PictureBlock
from cms.blocks.quote_block import QuoteBlock


class BodyBlock(StreamBlock):  # type: ignore[misc]
    paragraph = ParagraphBlock()
    picture = PictureBlock()
    quote = QuoteBlock()
    documents = DocumentListBlock()
