"""The engine on a cluster: one document for each item, with the ids of the members that show it."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar
from uuid import UUID

from search.dsl import ApiError, Elasticsearch, Q, Search, TransportError, streaming_bulk
from search.engine.contract import (
    DEEPEST,
    Document,
    EngineUnavailable,
    SearchEngine,
    SearchHit,
    SearchQuery,
    SearchResults,
    last_page,
)
from search.engine.indices import IndexName, Indices
from search.words import query_words

logger = logging.getLogger(__name__)

SEARCH_SECONDS = 1.0
WORK_SECONDS = 30.0  # nobody waits: a busy cluster takes seconds to make, swap or refresh an index
FIELDS = ("title^8", "title.it^4", "text^2", "text.it")
SHOWN_FIELDS = ["title", "adapted.member_id", "adapted.title"]
KNOWN_HIGHER = 409
TRY_AGAIN = frozenset({404, 429, *range(500, 600)})


class ElasticsearchEngine(SearchEngine):
    """Searches through the alias. Writes go to `target`, one index; without one to the index that answers."""

    name: ClassVar[str] = "elasticsearch"

    def __init__(
        self, url: str, *, prefix: str, target: IndexName | None = None, seconds: float = SEARCH_SECONDS
    ) -> None:
        self._url, self.prefix, self._target = url, prefix, target
        self._client = Elasticsearch(url, request_timeout=seconds, max_retries=0, retry_on_timeout=False)
        self.indices = Indices(self._client, prefix)

    def at_work(self) -> ElasticsearchEngine:
        """The same engine, for work that no search waits for."""
        return ElasticsearchEngine(self._url, prefix=self.prefix, target=self._target, seconds=WORK_SECONDS)

    def writing_to(self, target: IndexName, *, seconds: float) -> ElasticsearchEngine:
        """The same engine for the index that is being built, or kept up to date, at that patience."""
        return ElasticsearchEngine(self._url, prefix=self.prefix, target=target, seconds=seconds)

    def search(self, query: SearchQuery) -> SearchResults:
        words = query_words(query.text)
        if not words:
            return SearchResults()
        page = max(1, min(query.page, DEEPEST // query.per_page))
        with availability():
            response = self._request(query, words, page).execute()
            total = int(response.hits.total.value)
            if not response.hits and total:
                page = last_page(total, per_page=query.per_page)
                response = self._request(query, words, page).execute()
        hits = tuple(_hit(hit, member_id=query.member.pk) for hit in response.to_dict()["hits"]["hits"])
        return SearchResults(hits=hits, total=total, page=page)

    def index(self, documents: Sequence[Document]) -> None:
        self._write((document.item_id, document.version, _source(document)) for document in documents)

    def remove(self, versions: Mapping[UUID, int]) -> None:
        """A document without texts stays: Elasticsearch forgets the version of a deleted one after a minute."""
        self._write((pk, version, {"version": version, "member_ids": []}) for pk, version in versions.items())

    def clear(self) -> None:
        with availability():
            self.indices.drop(self.indices.all())
            self.indices.promote(self.indices.create(epoch=""))

    def refresh(self) -> None:
        with availability():
            self._client.options(request_timeout=WORK_SECONDS).indices.refresh(index=self._write_alias())

    def count(self) -> int:
        with availability():
            found = self._client.count(index=self._write_alias(), query={"exists": {"field": "member_ids"}})
        return int(found["count"])

    def close(self) -> None:
        self._client.close()

    def _request(self, query: SearchQuery, words: list[str], page: int) -> Any:
        start = (page - 1) * query.per_page
        return (
            Search(using=self._client, index=self.prefix)
            .query(scoped(query, words))
            .sort("_score", "-published_at")
            .source(SHOWN_FIELDS)
            .params(allow_partial_search_results=False)
            .extra(track_total_hits=True, track_scores=True)[start : start + query.per_page]
        )

    def _write(self, rows: Iterator[tuple[UUID, int, dict[str, Any]]]) -> None:
        with availability():
            target = self._write_alias()
            actions = (
                {
                    "_index": target,
                    "_id": str(item_id),
                    "version": version,
                    "version_type": "external_gte",
                    "_source": source,
                }
                for item_id, version, source in rows
            )
            for done, answer in streaming_bulk(self._client, actions, raise_on_error=False, require_alias=True):
                if not done:
                    _judge(answer["index"])

    def _write_alias(self) -> str:
        target = self._target or self.indices.serving()
        if target is None:
            raise EngineUnavailable("There is no index yet.")
        return target.write_alias


def scoped(query: SearchQuery, words: list[str]) -> Any:
    """The one query builder. It cannot be called without a member, and finds only what its site shows."""
    asked = [_word(word, member_id=query.member.pk, unfinished=word == words[-1]) for word in words]
    not_expired = Q(
        "bool",
        should=[Q("range", expire_at={"gt": query.now.isoformat()}), ~Q("exists", field="expire_at")],
        minimum_should_match=1,
    )
    shown = [Q("term", member_ids=query.member.pk), not_expired]
    if query.any_word:
        return Q("bool", filter=shown, should=asked, minimum_should_match=1)
    return Q("bool", filter=shown, must=asked)


@contextmanager
def availability() -> Iterator[None]:
    """Whatever the cluster or the way to it fails in is the same to the caller."""
    try:
        yield
    except (ApiError, TransportError) as error:
        raise EngineUnavailable(str(error)) from error


def _word(word: str, *, member_id: int, unfinished: bool) -> Any:
    """In the original's texts, or in those that the member put in their place."""
    own = Q("bool", filter=[Q("term", **{"adapted.member_id": member_id})], must=[_texts(word, "adapted.", unfinished)])
    nested = Q("nested", path="adapted", score_mode="max", query=own)
    return Q("bool", should=[_texts(word, "", unfinished), nested], minimum_should_match=1)


def _texts(word: str, path: str, unfinished: bool) -> Any:
    clauses = [Q("multi_match", query=word, fields=[path + name for name in FIELDS], type="most_fields")]
    if unfinished:
        clauses += [Q("prefix", **{f"{path}title": word}), Q("prefix", **{f"{path}text": word})]
    return Q("bool", should=clauses, minimum_should_match=1)


def _hit(hit: dict[str, Any], *, member_id: int) -> SearchHit:
    source = hit["_source"]
    own = next((row["title"] for row in source.get("adapted", ()) if row["member_id"] == member_id), None)
    return SearchHit(UUID(hit["_id"]), own or source["title"], float(hit["_score"] or 0))


def _source(document: Document) -> dict[str, Any]:
    return {
        "version": document.version,
        "kind": document.kind,
        "section_kind": document.section_kind,
        "title": _composed(document.title),
        "text": _composed(document.text),
        "published_at": document.published_at.isoformat(),
        "expire_at": document.expire_at.isoformat() if document.expire_at else None,
        "member_ids": list(document.member_ids),
        "adapted": [
            {"member_id": own.member_id, "title": _composed(own.title), "text": _composed(own.text)}
            for own in document.adapted
        ],
    }


def _composed(text: str) -> str:
    """An accent that travels apart from its letter would not be folded."""
    return unicodedata.normalize("NFC", text)


def _judge(answer: dict[str, Any]) -> None:
    """What the index refuses for good is passed over, and said; else one page would hold up all that follow."""
    if answer["status"] == KNOWN_HIGHER:
        return
    if answer["status"] in TRY_AGAIN:
        raise EngineUnavailable(str(answer.get("error")))
    logger.error("Elasticsearch refuses item %s for good: %s", answer.get("_id"), answer.get("error"))
