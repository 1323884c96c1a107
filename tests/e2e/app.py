"""A device of the municipal app: asks the running server, and keeps a copy of one comune by its cursor."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass, field
from typing import Any

from tests.e2e.conftest import Demo

FEED = """query Feed($comuni: [String!]!) { feed(comuni: $comuni, first: 20) { edges { node {
  id title image { url srcset { url } } body { ... on DocumentListBlock { documents { url } } } } } } }"""
NODE = "query Node($id: ID!) { node(id: $id) { id } }"
CHANGES = """query Changes($comuni: [String!]!, $since: String) { changes(comuni: $comuni, since: $since) {
  cursor hasMore nodes { id withdrawn content { title } } } }"""


def ask(demo: Demo, query: str, **variables: Any) -> dict[str, Any]:
    """The data of an answer without errors."""
    connection = http.client.HTTPConnection("127.0.0.1", demo.port, timeout=30)
    body = json.dumps({"query": query, "variables": variables})
    headers = {"Host": f"api.localhost:{demo.port}", "Content-Type": "application/json"}
    connection.request("POST", "/graphql/", body, headers)
    answer = json.loads(connection.getresponse().read())
    connection.close()
    assert "errors" not in answer, answer["errors"]
    data: dict[str, Any] = answer["data"]
    return data


def newest(demo: Demo, slug: str) -> dict[str, Any]:
    """The first of a comune's feed."""
    node: dict[str, Any] = ask(demo, FEED, comuni=[slug])["feed"]["edges"][0]["node"]
    return node


def is_known(demo: Demo, placement_id: str) -> bool:
    return ask(demo, NODE, id=placement_id)["node"] is not None


def files_in(node: dict[str, Any]) -> set[str]:
    """The addresses of its picture, in all sizes, and of its documents."""
    image = node["image"]
    documents = [document["url"] for block in node["body"] for document in block.get("documents", [])]
    return {image["url"], *(source["url"] for source in image["srcset"]), *documents}


@dataclass
class Device:
    """`titles` by id is its copy of what the comune shows."""

    demo: Demo
    slug: str
    cursor: str | None = None
    titles: dict[str, str] = field(default_factory=dict)

    def sync(self) -> None:
        """Reads on to the end from where it stands."""
        more = True
        while more:
            changes = ask(self.demo, CHANGES, comuni=[self.slug], since=self.cursor)["changes"]
            self.cursor, more = changes["cursor"], changes["hasMore"]
            for node in changes["nodes"]:
                if node["withdrawn"]:
                    self.titles.pop(node["id"], None)
                else:
                    self.titles[node["id"]] = node["content"]["title"]
