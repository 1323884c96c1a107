"""Hostile requests, a line each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from graphql import get_introspection_query

from mobile_api.ids import global_id

FEED = 'feed(comuni: ["crema"]) { edges { node { title } } }'


@dataclass(frozen=True)
class Attack:
    """`codes` are those with which it may be refused; none: it is answered, and must be cheap."""

    name: str
    body: Any
    codes: tuple[str, ...] = ()


def query(name: str, text: str, *codes: str, **variables: Any) -> Attack:
    return Attack(name, {"query": text, "variables": variables}, codes)


def nested(field: str, levels: int) -> str:
    return "{ " + f"{field} {{ " * levels + "__typename" + " }" * levels + " }"


def bomb(levels: int, *, width: int = 2) -> str:
    """Each fragment holds the next one `width` times: width ** levels fields."""
    fragments = [f"fragment f{n} on Query {{ " + f"...f{n + 1} " * width + "}" for n in range(levels)]
    return "{ ...f0 } " + " ".join(fragments) + f" fragment f{levels} on Query {{ {FEED} }}"


EACH_COMUNE = "comuni(first: 100) { edges { node { feed(first: 100) { edges { node { title } } } } } }"
ATTACKS = [
    # aliases and repetition
    query("thirty-one aliases", "{ " + " ".join(f"a{n}: channels {{ slug }}" for n in range(31)) + " }",
          "TOO_MANY_ALIASES"),
    query("five hundred aliases", "{ " + " ".join(f"a{n}: __typename" for n in range(500)) + " }", "TOO_MANY_ALIASES"),
    query("aliases below", '{ comune(slug: "crema") { ' + " ".join(f"a{n}: name" for n in range(400)) + " } }",
          "TOO_MANY_ALIASES"),
    query("thirty aliases of the dearest field",
          "{ " + " ".join(f"a{n}: {FEED}" for n in range(10)) + " }"),
    query("aliases spread over fragments", "{ ...a ...b } " + " ".join(
        f"fragment {name} on Query {{ " + " ".join(f"{name}{n}: __typename" for n in range(20)) + " }"
        for name in "ab"), "TOO_MANY_ALIASES"),
    query("eleven root fields", "{ " + " ".join(f"a{n}: channels {{ slug }}" for n in range(11)) + " }",
          "TOO_COMPLEX"),
    query("one field nine hundred times", "{ channels { " + "slug " * 900 + "} }", "TOO_COMPLEX"),
    query("one object two hundred times", "{ " + "channels { slug name } " * 200 + "}", "TOO_COMPLEX"),
    query("fields that conflict", "{ channels { " + "".join(f"x: slug x: name y{n}: slug " for n in range(30)) + "} }",
          "TOO_MANY_ALIASES", "TOO_COMPLEX"),
    # depth
    query("eleven levels", nested("a", 11), "TOO_DEEP"),
    query("six hundred levels", nested("a", 600), "TOO_DEEP", "TOO_COMPLEX"),
    query("a thousand levels unclosed", "{a" * 1000, "GRAPHQL_PARSE_FAILED", "TOO_COMPLEX"),
    query("lists of lists", '{ comune(slug: ' + "[" * 900 + "]" * 900 + ") { name } }",
          "GRAPHQL_VALIDATION_FAILED", "TOO_DEEP", "TOO_COMPLEX", "GRAPHQL_PARSE_FAILED"),
    query("objects of objects", "{ comuni(near: " + "{lat: " * 400 + "1" + "}" * 400 + ") { totalCount } }",
          "GRAPHQL_VALIDATION_FAILED", "TOO_DEEP", "TOO_COMPLEX"),
    query("types of lists of lists", "query($a: " + "[" * 900 + "Int" + "]" * 900 + ") { channels { slug } }",
          "GRAPHQL_VALIDATION_FAILED", "TOO_DEEP", "TOO_COMPLEX", "GRAPHQL_PARSE_FAILED"),
    query("inline fragments in inline fragments", "{ " + "... { " * 300 + "__typename" + " }" * 300 + " }",
          "TOO_COMPLEX", "TOO_DEEP"),
    # fragments
    query("a bomb of fragments", bomb(25), "TOO_COMPLEX", "TOO_COSTLY"),
    query("a wide bomb of fragments", bomb(5, width=10), "TOO_COMPLEX", "TOO_COSTLY"),
    query("a fragment in itself", "{ ...a } fragment a on Query { ...a channels { slug } }",
          "GRAPHQL_VALIDATION_FAILED"),
    query("a circle of fragments", "{ ...a } " + " ".join(
        f"fragment {one} on Query {{ ...{other} }}" for one, other in zip("abcde", "bcdea", strict=True)),
        "GRAPHQL_VALIDATION_FAILED"),
    query("five hundred spreads", "{ " + "...a " * 500 + "} fragment a on Query { __typename }", "TOO_COMPLEX"),
    query("fragments that nobody uses", "{ __typename } " + " ".join(
        f"fragment f{n} on Query {{ __typename }}" for n in range(90)), "GRAPHQL_VALIDATION_FAILED"),
    query("depth hidden in fragments", "{ comune(slug: \"crema\") { ...a } } fragment a on Comune { feed { edges { node {"
          " ...b } } } } fragment b on Content { provenance { channel { slug " + "... { " * 8 + "name" + " }" * 8
          + " } } }"),
    # directives
    query("a thousand directives", "{ channels { slug " + "@include(if: true) " * 250 + "} }",
          "TOO_COMPLEX", "GRAPHQL_VALIDATION_FAILED"),
    query("unknown directives", "{ channels { " + " ".join("slug @x" for _ in range(50)) + " } }",
          "GRAPHQL_VALIDATION_FAILED"),
    query("a directive without its argument", "{ channels @skip { slug } }", "GRAPHQL_VALIDATION_FAILED"),
    # batches, operations
    Attack("a batch", [{"query": "{ channels { slug } }"}] * 500, ("BATCH_NOT_SUPPORTED",)),
    Attack("an empty batch", [], ("BATCH_NOT_SUPPORTED",)),
    query("two hundred operations", " ".join(f"query q{n} {{ __typename }}" for n in range(200)), "TOO_COMPLEX"),
    Attack("an operation that is not there", {"query": "query a { __typename }", "operationName": "b"}, ("BAD_INPUT",)),
    query("two operations and no name", "query a { __typename } query b { __typename }", "BAD_INPUT"),
    query("a mutation", "mutation { rateContent(id: 1, rating: 5) { ok } }", "BAD_INPUT", "GRAPHQL_VALIDATION_FAILED"),
    query("a subscription", "subscription { changes { cursor } }", "BAD_INPUT", "GRAPHQL_VALIDATION_FAILED"),
    query("definitions of types", "type Query { x: Int } extend type Query { y: Int }", "GRAPHQL_VALIDATION_FAILED"),
    # numbers
    *(query(f"first: {first}", f'{{ feed(comuni: ["crema"], first: {first}) {{ totalCount }} }}', *codes)
      for first, codes in {
          "0": ["PAGE_SIZE"], "-1": ["PAGE_SIZE"], "101": ["PAGE_SIZE"], "2147483647": ["PAGE_SIZE"],
          "2147483648": ["GRAPHQL_VALIDATION_FAILED"], "1e9": ["GRAPHQL_VALIDATION_FAILED"],
          "9" * 4000: ["GRAPHQL_VALIDATION_FAILED"], "null": [], "true": ["GRAPHQL_VALIDATION_FAILED"],
      }.items()),
    *(query(f"$first = {first!r}", 'query($first: Int) { feed(comuni: ["crema"], first: $first) { totalCount } }',
            code, first=first)
      for first, code in {1e300: "BAD_INPUT", 10**400: "BAD_INPUT", -5: "PAGE_SIZE", True: "BAD_INPUT", "1": "BAD_INPUT",
                          1000: "PAGE_SIZE", 0.5: "BAD_INPUT"}.items()),
    Attack("a number of five thousand digits", '{"query": "{ channels { slug } }", "variables": {"n": ' + "9" * 5000 + "}}",
           ("BAD_REQUEST",)),
    query("a point beyond the poles", "{ comuni(near: {lat: 1e308, lon: 1e308, radiusKm: 1e308}) { totalCount } }",
          "BAD_INPUT"),
    query("an endless radius", "{ comuni(near: {lat: 45, lon: 9, radiusKm: 1e9}) { totalCount } }", "BAD_INPUT"),
    query("a day before time", '{ comune(slug: "crema") { events(from: "0001-01-01", to: "9999-12-31") { totalCount } } }',
          "GRAPHQL_VALIDATION_FAILED"),
    query("a crest of a million pixels", '{ comune(slug: "crema") { crest(width: 1000000) { url } } }'),
    # cost
    query("every comune's whole feed", f"{{ {EACH_COMUNE} }}", "TOO_COSTLY"),
    query("every comune's whole feed, by variables", "query($a: Int, $b: Int) { "
          + EACH_COMUNE.replace("first: 100", "first: $a", 1).replace("first: 100", "first: $b") + " }", "TOO_COSTLY",
          a=100, b=100),
    query("every comune's whole feed, by defaults", "query($a: Int = 100, $b: Int = 100) { "
          + EACH_COMUNE.replace("first: 100", "first: $a", 1).replace("first: 100", "first: $b") + " }", "TOO_COSTLY"),
    query("bodies of everything", 'query { changes(comuni: ["crema"]) { nodes { content { bodyHtml body { html '
          "... on ImageBlock { image { srcset { url } } } ... on DocumentListBlock { documents { url } } } "
          "... on News { attachments { url } } } } } }", "TOO_COSTLY"),
    query("ten thousand comuni", "query($c: [String!]!) { feed(comuni: $c) { totalCount } }", "BAD_INPUT",
          c=[f"comune-{n}" for n in range(3000)]),
    query("ten thousand filters", 'query($t: [String!]) { feed(comuni: ["crema"], channels: $t) { totalCount } }',
          "BAD_INPUT", t=["x"] * 5000),
    query("a filter as long as a book", 'query($t: [String!]) { feed(comuni: ["crema"], channels: $t) { totalCount } }',
          "BAD_INPUT", t=["x" * 50_000]),
    query("a search as long as a book", "query($s: String) { comuni(search: $s) { totalCount } }", "BAD_INPUT",
          s="%_" * 25_000),
    query("a search of wild cards", "query($s: String) { comuni(search: $s) { totalCount } }", s="%" * 200),
    # cursors, encodings, foreign ids
    query("a cursor from nowhere", 'query($a: String) { feed(comuni: ["crema"], after: $a) { totalCount } }',
          "INVALID_CURSOR", a="A" * 60_000),
    query("SQL for a comune", 'query($c: [String!]!) { feed(comuni: $c) { totalCount } }',
          c=["crema' OR 1=1; DROP TABLE federation_member; --"]),
    query("a NUL in a variable", "query($s: String) { comuni(search: $s) { totalCount } }", "BAD_INPUT", s="a\0b"),
    query("a NUL in the query", '{ comuni(search: "a\\u0000b") { totalCount } }', "BAD_INPUT"),
    query("half a character in the query", '{ comuni(search: "\\uD800") { totalCount } }', "GRAPHQL_PARSE_FAILED",
          "BAD_INPUT"),
    Attack("half a character in a variable", '{"query": "query($s: String) { comuni(search: $s) { totalCount } }", '
           '"variables": {"s": "\\ud800"}}', ("BAD_REQUEST",)),
    Attack("UTF-16", json.dumps({"query": "{ channels { slug } }"}).encode("utf-16"), ("BAD_REQUEST",)),
    Attack("JSON as deep as it is long", "[" * 60_000, ("BAD_REQUEST",)),
    Attack("variables as deep as they are long", '{"query": "{ channels { slug } }", "variables": ' + '{"a":' * 9_000 + "1"
           + "}" * 9_000 + "}", ("BAD_REQUEST", "TOO_LARGE", "BAD_INPUT")),
    Attack("a body of a megabyte", b"x" * 1_000_000, ("TOO_LARGE",)),
    query("sixty thousand commas", "{ channels { slug" + "," * 60_000 + "} }"),
    query("ten thousand comments", "{ channels { slug } }" + "#\n" * 10_000, "TOO_COMPLEX"),
    query("a string of fourteen thousand quotes", '{ comuni(search: "' + '\\"' * 14_000 + '") { totalCount } }', "BAD_INPUT"),
    query("two thousand words", "{ " + "a " * 2_100 + "}", "TOO_COMPLEX"),
    query("a thousand wrong fields", "{ " + " ".join(f"x{n}" for n in range(1_000)) + " }",
          "GRAPHQL_VALIDATION_FAILED", "TOO_COMPLEX"),
    query("two hundred variables", "query(" + " ".join(f"$v{n}: Int" for n in range(300)) + ") { channels { slug } }",
          "GRAPHQL_VALIDATION_FAILED"),
    query("somebody else's ids", "{ " + " ".join(
        f'a{n}: node(id: "{global_id("News", n)}") {{ id }}' for n in range(10)) + " }"),
    # introspection
    query("the usual introspection", get_introspection_query(descriptions=True, input_value_deprecation=True)),
    query("introspection in circles", "{ __schema { types { fields { type { fields { type { fields { type { fields {"
          " name } } } } } } } } } }", "GRAPHQL_VALIDATION_FAILED", "TOO_COSTLY"),
    query("introspection ten times", "{ " + " ".join(
        f"a{n}: __schema {{ types {{ fields {{ args {{ type {{ name ofType {{ name }} }} }} }} }} }}" for n in range(10))
        + " }"),
    query("guesses that ask for suggestions", "{ feeed comunii chanels }", "GRAPHQL_VALIDATION_FAILED"),
]  # fmt: skip
