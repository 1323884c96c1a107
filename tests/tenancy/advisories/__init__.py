"""Wagtail's permission advisories of 2026, each asked again as another member's administrator; 8.0.1 has them fixed.

The crawl asks the same of every address; these stay when an address is renamed, and name what they are about. Whoever
may see the secret sees it in the same answer, so that no test passes because nothing is there.
"""
