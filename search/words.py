"""Italian words as search sees them: folded, without elided articles, by their stem.

One table of stop words, elisions and irregular forms serves both engines: the database's words are made here,
Elasticsearch's analysis (`search.engine.italian`) takes the tables. Snowball's stemmer joins most singulars
and plurals, such as bando and bandi; `IRREGULAR` mends the rest, and keeps apart what it wrongly joins.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

VERSION = 1  # a higher one makes the database's index be written anew
LONGEST_WORD = 64
MOST_WORDS = 20_000  # of one text: PostgreSQL's tsvector holds a megabyte
MOST_QUERY_WORDS = 12

_ELISIONS = """
c l all dall dell nell sull coll pell gl agl dagl degl negl sugl un m t s v d quell quest bell sant tutt nessun ciascun
alcun com dov cos anch n ch senz mezz buon
"""
_STOP_WORDS = """
a ad ai al alla alle allo agli anche che chi ci con col come cosa cui da dai dal dalla dalle dallo dagli de dei del
della delle dello degli di dove e ed è gli ha hanno i il in io la le lei lo loro ma mi ne nei nel nella nelle nello
negli o per più quale quali quando questa queste questi questo se si sia sono su sua sue sui sul sulla sulle sullo sugli
suo suoi ti tra fra tu un una uno vi voi
"""
_FAMILIES = {
    "delibera": "delibere", "albo": "albi", "atto": "atti", "comune": "comuni", "comunita": "", "universita": "",
    "universo": "universi", "statuto": "statuti", "stato": "stati", "casa": "case", "caso": "casi", "porto": "porti",
    "porta": "porte", "posto": "posti", "posta": "poste", "tassa": "tasse", "tasso": "tassi", "imu": "", "tari": "",
    "elettore": "elettori elettorale elettorali elettrice elettrici", "cantiere": "cantieri", "quartiere": "quartieri",
    "consigliere": "consiglieri consigliera consigliere", "carabiniere": "carabinieri", "edificio": "edifici",
    "anziano": "anziani anziana anziane", "tessera": "tessere", "concerto": "concerti", "acqua": "acque", "via": "vie",
    "commercio": "commerci", "pendolare": "pendolari", "infermiere": "infermieri infermiera",
}  # fmt: skip
#: By folded form, the stem that it has instead of Snowball's. The digit keeps it apart from every other stem.
IRREGULAR = {form: f"{stem}0" for stem, forms in _FAMILIES.items() for form in (stem, *forms.split())}

ELISIONS = frozenset(_ELISIONS.split())
#: Few on purpose: «non», «contro» and «sei» mean something in a notice.
STOP_WORDS = frozenset(_STOP_WORDS.replace("è", "e").replace("ù", "u").split())  # folded, as words are

_PIECES = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_stemmer = snowballstemmer.stemmer("italian")


def fold(text: str) -> str:
    """In small letters without accents: «Città» and «CITTA» are the same word. Typographic signs become plain."""
    decomposed = unicodedata.normalize("NFKD", text.replace("\0", " ").replace("’", "'").replace("ʼ", "'"))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).lower()


def split(text: str, *, most: int = MOST_WORDS) -> list[str]:
    """The folded words of a text in order, letters and digits only: nothing in them is an operator anywhere."""
    words: list[str] = []
    for match in _PIECES.finditer(fold(text)):
        parts = match[0].split("'")
        words += [part[:LONGEST_WORD] for part in parts[:-1] if part not in ELISIONS] + [parts[-1][:LONGEST_WORD]]
        if len(words) >= most:
            break
    return words[:most]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """What singular and plural of a folded word have in common."""
    return IRREGULAR.get(word) or _stemmer.stemWord(word)


def significant(words: list[str]) -> list[str]:
    """Without stop words, unless there is nothing else."""
    return [word for word in words if word not in STOP_WORDS] or words


def query_words(text: str) -> list[str]:
    """What a visitor looks for: each word once, at most a dozen."""
    return list(dict.fromkeys(significant(split(text, most=200))))[:MOST_QUERY_WORDS]
