"""The tables of the database engine."""

from search.models.search_document import EVERYBODY, SearchDocument

__all__ = ["EVERYBODY", "SearchDocument"]
