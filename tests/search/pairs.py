"""Forms of the words that citizens look for on a comune's site: each must find the other (findings, section 4.4)."""

_PAIRS = """
bando bandi, gara gare, asilo asili, nido nidi, tassa tasse, multa multe, festa feste, piano piani, corso corsi,
orario orari, albo albi, atto atti, verde verdi, sposo sposi, mensa mense, carta carte, voto voti, seggio seggi,
città citta, delibera delibere, elettore elettori, elettore elettorale, rifiuto rifiuti, servizio servizi,
ufficio uffici, certificato certificati, contributo contributi, concorso concorsi, scuola scuole, permesso permessi,
parcheggio parcheggi, cimitero cimiteri, biblioteca biblioteche, iscrizione iscrizioni, autorizzazione autorizzazioni,
pagamento pagamenti, strada strade, lavoro lavori, evento eventi, notizia notizie, avviso avvisi, documento documenti,
appalto appalti, graduatoria graduatorie, comune comuni, casa case
"""
PAIRS = [tuple(pair.split()) for pair in _PAIRS.replace("\n", " ").split(",")]
assert len(PAIRS) == 46

#: Other things, which Snowball takes for the same.
DIFFERENT = [
    ("comune", "comunità"), ("casa", "caso"), ("porto", "porta"), ("posto", "posta"), ("tasso", "tassa"),
    ("università", "universo"), ("stato", "statuto"),
]  # fmt: skip
