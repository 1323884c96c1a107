"""What a search engine takes and gives. Every engine passes `tests/search/engine_contract.py`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.utils import timezone

from federation.models import Member

PER_PAGE = 12
DEEPEST = 10_000  # Elasticsearch pages no further


class EngineUnavailable(Exception):
    """The engine does not answer, or has no complete index yet; somebody else must."""


@dataclass(frozen=True, slots=True)
class Adapted:
    """How one member shows a document under words of its own; what it left alone repeats the original."""

    member_id: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """One item as it is found, plain text throughout.

    `version` is the highest of its placements: an engine never replaces a document by one with a lower version.
    `member_ids` are those that show it; `adapted` those among them that changed its texts.
    """

    item_id: UUID
    version: int
    kind: str
    section_kind: str
    title: str
    text: str
    published_at: datetime
    expire_at: datetime | None = None
    member_ids: tuple[int, ...] = ()
    adapted: tuple[Adapted, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What a visitor of `member`'s site looks for: there is no search over all sites.

    `text` may be anything. Every word is required, or with `any_word` one of them. `page` counts from 1; one that is
    too high is the last.
    """

    text: str
    member: Member
    page: int = 1
    per_page: int = PER_PAGE
    any_word: bool = False
    now: datetime = field(default_factory=timezone.now)


@dataclass(frozen=True, slots=True)
class SearchHit:
    """`title` as the member shows it."""

    item_id: UUID
    title: str
    score: float


@dataclass(frozen=True, slots=True)
class SearchResults:
    """Best first. `degraded`: not from the engine that should have answered. `any_word`: not all words were found."""

    hits: tuple[SearchHit, ...] = ()
    total: int = 0
    page: int = 1
    degraded: bool = False
    any_word: bool = False


class SearchEngine(ABC):
    """Writing is idempotent and safe out of order; where the engine is away each method raises EngineUnavailable."""

    name: ClassVar[str]
    #: Whether documents must say which members show them; an engine in the same database can see for itself.
    needs_members: ClassVar[bool] = True

    @abstractmethod
    def search(self, query: SearchQuery) -> SearchResults:
        """Of what the member shows at `query.now` according to the index."""

    @abstractmethod
    def index(self, documents: Sequence[Document]) -> None:
        """Adds or replaces, unless the engine knows a higher version."""

    @abstractmethod
    def remove(self, versions: Mapping[UUID, int]) -> None:
        """Forgets the texts of items, unless it knows a higher version; later writes of a lower one are void."""

    @abstractmethod
    def clear(self) -> None:
        """Forgets everything."""

    @abstractmethod
    def refresh(self) -> None:
        """Makes what was written before findable at once; for tests and commands."""

    @abstractmethod
    def count(self) -> int:
        """How many items can be found on some site."""


def last_page(total: int, *, per_page: int) -> int:
    """At least 1; never beyond what engines can page to."""
    return max(1, -(-min(total, DEEPEST) // per_page))
