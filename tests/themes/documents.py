"""Reading rendered pages as a browser would: strict HTML, and the questions that the tests ask of it."""

from collections import Counter
from xml.etree.ElementTree import Element

import html5lib

#: Elements whose text is code; a data block (JSON-LD) is no script.
_DATA_BLOCK = "application/ld+json"


def parse_document(html: str) -> Element:
    """Raises html5lib's ParseError where the HTML is not valid."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root: Element = parser.parse(html)
    return root


def in_document(fragment: str, inside: str = "div") -> str:
    return (
        f"<!DOCTYPE html><html lang=it><head><title>x</title></head><body><{inside}>{fragment}</{inside}></body></html>"
    )


def repeated_values(root: Element, attribute: str) -> list[str]:
    counts = Counter(element.get(attribute) for element in root.iter() if element.get(attribute))
    return [value for value, count in counts.items() if value and count > 1]


def breaches_of_policy(root: Element) -> list[str]:
    """What a Content Security Policy without 'unsafe-inline' would refuse."""
    return [breach for element in root.iter() if isinstance(element.tag, str) for breach in _breaches(element)]


def _breaches(element: Element) -> list[str]:
    found = [f"{element.tag}@{name}" for name in element.attrib if name == "style" or str(name).startswith("on")]
    found += [
        f"{element.tag}@{name}={value}" for name, value in element.attrib.items() if value.startswith("javascript:")
    ]
    if element.tag == "style":
        found.append("style element")
    if element.tag == "script" and not element.get("src") and element.get("type") != _DATA_BLOCK:
        found.append("inline script")
    return found
