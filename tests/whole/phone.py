"""What the app on a phone reads: lists, single contents, and the delta that it keeps a copy by."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from tests.mobile_api.app import App

CONTENT = """fragment content on Content {
  id comune title url image { url } provenance { note } ... on News { expiresAt }
}"""
FEED = (
    "query F($comuni: [String!]!) { feed(comuni: $comuni, first: 100) { totalCount edges { comuni node { ...content } }"
    " } startup(comuni: $comuni) { comuni { slug brand { primary } feed(first: 100) { edges { node { ...content } } }"
    " events { edges { node { id comune title } } } } } }" + CONTENT
)
CHANGES = (
    "query C($comuni: [String!]!, $since: String, $first: Int) { changes(comuni: $comuni, since: $since, first: $first)"
    " { cursor hasMore nodes { id withdrawn content { ...content } } } }" + CONTENT
)
NODE = "query N($id: ID!) { node(id: $id) { ... on Content { ...content } } }" + CONTENT


@dataclass
class Phone:
    """Follows some comuni; `copy` is what it would show without a network: content by id."""

    comuni: list[str]
    first: int = 100
    cursor: str | None = None
    copy: dict[str, dict[str, Any]] = field(default_factory=dict)
    app: App = field(default_factory=App)

    def lists(self) -> Any:
        """Feed and start-up of all its comuni, in one answer."""
        return self.app.data(FEED, comuni=self.comuni)

    def node(self, id_: str) -> Any:
        return self.app.data(NODE, id=id_)["node"]

    def sync_page(self) -> bool:
        """One page of the delta; whether there is more."""
        found = self.app.data(CHANGES, comuni=self.comuni, since=self.cursor, first=self.first)["changes"]
        for change in found["nodes"]:
            if change["withdrawn"]:
                self.copy.pop(change["id"], None)
            else:
                self.copy[change["id"]] = change["content"]
        self.cursor = found["cursor"]
        return bool(found["hasMore"])

    def sync(self) -> None:
        while self.sync_page():
            pass

    def resumed(self) -> Phone:
        """The same phone, somewhat later: what it would have once it came to the end."""
        other = Phone(self.comuni, self.first, self.cursor, dict(self.copy), self.app)
        other.sync()
        return other

    def shown(self) -> list[dict[str, Any]]:
        """The copy without what has expired since: that much a phone can tell by itself."""
        return [content for content in self.copy.values() if not _expired(content)]


def _expired(content: dict[str, Any]) -> bool:
    moment = content.get("expiresAt")
    return moment is not None and datetime.fromisoformat(moment) <= timezone.now()
