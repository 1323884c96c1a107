"""Monograms of comuni whose crest is not loaded."""

import pytest

from themes.monogram import monogram


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Crema", "C"),
        ("Comune di Crema", "C"),
        ("Casale Cremasco-Vidolasco", "CCV"),
        ("Crotta d'Adda", "CA"),
        ("Casaletto di Sopra", "CS"),
        ("Cumignano sul Naviglio", "CN"),
        ("San Bassano", "SB"),
        ("Sesto ed Uniti", "SU"),
        ("Grumello Cremonese ed Uniti", "GCU"),
        ("Àrzago d’Adda", "ÀA"),
        ("Consorzio.IT", "CI"),
        ("Presicce Acquarica del Capo di Leuca", "PAC"),
        ("Lu e Cuccaro", "LC"),
        ("A", "A"),
        ("", "?"),
        ("123", "?"),
    ],
)
def test_monogram_takes_the_telling_initials(name: str, letters: str) -> None:
    assert monogram(name) == letters
