"""The words of one item, as the database's own full text finds them."""

from typing import ClassVar

from django.db import models

from federation.affects import Affects
from federation.belongs import NOBODY, Belongs

EVERYBODY = 0


class SearchDocument(models.Model):
    """One row for each item, and one more for each member that shows it under words of its own.

    `member_id` 0 stands for everybody else. The four columns hold folded words and their stems (`search.words`),
    separated by spaces; the full-text index over them belongs to the database and is made by the migration.
    A row without words is what is left of an item that nobody shows: its version keeps late writers out.
    """

    affects: ClassVar[Affects] = Affects.NOTHING
    belongs: ClassVar[Belongs] = NOBODY

    item_id = models.UUIDField()
    member_id = models.BigIntegerField(default=EVERYBODY)
    version = models.BigIntegerField()
    title = models.CharField(max_length=255)
    title_words = models.TextField()
    title_stems = models.TextField()
    words = models.TextField()
    stems = models.TextField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item_id", "member_id"], name="search_document_once")]

    def __str__(self) -> str:
        return self.title
