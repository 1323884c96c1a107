"""The letters that stand for a comune whose crest is not loaded: "Casale Cremasco-Vidolasco" → "CCV"."""

import re

#: Words that join the parts of Italian place names and carry no initial of their own.
_JOINING = re.compile(
    r"a|al|all[aeo]?|ai|agli|con|dal?|dalla|d[ei]|d|dei|degli|del|dell[aeo]?|ed?|in|la?|l[eo]|nel|nella?|presso|sull?|sulla",
    re.IGNORECASE,
)
_PREFIXES = re.compile(r"^(?:comune|città|citta)\s+di\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


def monogram(name: str) -> str:
    """One to three capital letters: initials of the words that tell the place apart; "?" for a name with no letter."""
    words = _WORD.findall(_PREFIXES.sub("", name.strip()))
    telling = [word for word in words if _JOINING.fullmatch(word) is None] or words
    return "".join(word[0] for word in telling[:3]).upper() or "?"
