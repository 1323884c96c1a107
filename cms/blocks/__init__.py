"""The blocks that the body of a page is made of, one file each."""

from cms.blocks.body_block import BodyBlock
from cms.blocks.body_field import BodyField
from cms.blocks.document_list_block import DocumentListBlock
from cms.blocks.paragraph_block import ParagraphBlock
from cms.blocks.picture_block import PictureBlock
from cms.blocks.quote_block import QuoteBlock

__all__ = ["BodyBlock", "BodyField", "DocumentListBlock", "ParagraphBlock", "PictureBlock", "QuoteBlock"]
