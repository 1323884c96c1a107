"""Words as search sees them, and the breaker; no database."""

from __future__ import annotations

import pytest

from search.breaker import Breaker
from search.words import LONGEST_WORD, MOST_QUERY_WORDS, MOST_WORDS, query_words, split, stem
from tests.search.hostile import HOSTILE
from tests.search.pairs import PAIRS

MORE_PAIRS = """
cantiere cantieri, quartiere quartieri, consigliere consiglieri, carabiniere carabinieri, assessore assessori,
parco parchi,
sindaco sindaci, elenco elenchi, archivio archivi, edificio edifici, medico medici, farmacia farmacie, anziano anziani,
disabile disabili, legge leggi, residenza residenze, buono buoni, tributo tributi, imposta imposte, scadenza scadenze,
modulo moduli, domanda domande, ordinanza ordinanze, determina determine, regolamento regolamenti, elezione elezioni,
tessera tessere, nascita nascite, palestra palestre, museo musei, concerto concerti, mercato mercati, sagra sagre,
animale animali, albero alberi, acqua acque, impresa imprese, commercio commerci, via vie, piazza piazze, sosta soste,
abbonamento abbonamenti, borsa borse, studente studenti, genitore genitori, pensione pensioni, verbale verbali,
allerta allerte, sacco sacchi, cassonetto cassonetti, raccolta raccolte, prestito prestiti, pendolare pendolari
"""


@pytest.mark.parametrize(
    ("one", "other"), [*PAIRS, *(tuple(pair.split()) for pair in MORE_PAIRS.replace("\n", " ").split(","))]
)
def test_singular_and_plural_have_one_stem(one: str, other: str) -> None:
    assert stem(*split(one)) == stem(*split(other))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L’allerta dell'acqua", ["allerta", "acqua"]),
        ("Unita' d'Italia", ["unita", "italia"]),
        ("D.Lgs. 36/2023", ["d", "lgs", "36", "2023"]),
        ("rock'n'roll", ["rock", "roll"]),
        ("l'", ["l"]),
        ("''' ' \"", []),
    ],
)
def test_articles_that_lost_their_vowel_are_no_words(text: str, words: list[str]) -> None:
    assert split(text) == words


def test_a_question_is_its_significant_words_once_each() -> None:
    assert query_words("Gli orari della biblioteca, gli ORARI") == ["orari", "biblioteca"]
    assert query_words("il la per") == ["il", "la", "per"]
    assert query_words("non contro sei") == ["non", "contro", "sei"]
    assert len(query_words(" ".join(f"parola{n}" for n in range(500)))) == MOST_QUERY_WORDS


@pytest.mark.parametrize("text", HOSTILE)
def test_words_are_letters_and_digits_only(text: str) -> None:
    for word in split(text):
        assert word.isalnum()
        assert len(word) <= LONGEST_WORD
        assert stem(word).isalnum()


def test_a_text_has_an_end() -> None:
    assert len(split("uno due " * MOST_WORDS)) == MOST_WORDS


def test_after_a_failure_nobody_waits_until_the_time_is_over() -> None:
    now = [100.0]
    breaker = Breaker(seconds=15, clock=lambda: now[0])
    assert not breaker.is_open
    breaker.failed()
    assert breaker.is_open
    now[0] += 16
    assert not breaker.is_open
    breaker.failed()
    breaker.worked()
    assert not breaker.is_open
