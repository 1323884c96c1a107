"""A directory of a few sites, enough to see tiles, map, accounts and exercises."""

from datetime import date

from themes.monogram import monogram
from themes.palettes import PALETTES
from themes.props import Crest, DemoAccount, DirectoryProps, DirectoryTile, Link, MapPoint, ThingToTry

_MEMBERS = (
    ("crema", "Crema", 33_000, 240.0, 180.5),
    ("soncino", "Soncino", 7_500, 420.0, 120.0),
    ("casale-cremasco-vidolasco", "Casale Cremasco-Vidolasco", 1_800, 280.0, 110.25),
    ("rivolta-d-adda", "Rivolta d'Adda", 8_000, 60.0, 90.0),
)


def sample_directory() -> DirectoryProps:
    palettes = list(PALETTES)
    tiles = tuple(
        DirectoryTile(
            slug=slug,
            anchor=f"sito-{slug}",
            name=name,
            crest=Crest(None, monogram(name), palette=palettes[number % len(palettes)]),
            inhabitants=inhabitants,
            url=f"http://{slug}.localhost:8000/",
            local_url=f"http://localhost:8000/{slug}/",
            version=40 + number,
            last_title="Banda ultralarga: i cantieri di marzo" if number else "",
            last_url=f"http://{slug}.localhost:8000/novita/avvisi/banda-ultralarga/" if number else "",
            last_date=date(2026, 3, 2) if number else None,
        )
        for number, (slug, name, inhabitants, _, _) in enumerate(_MEMBERS)
    )
    return DirectoryProps(
        title="I siti dei Comuni",
        intro="Tutti i siti del Consorzio, serviti da una sola installazione.",
        tiles=tiles,
        status_url="/stato.json",
        map_points=tuple(
            MapPoint(x, y, name, f"http://{slug}.localhost:8000/", f"sito-{slug}") for slug, name, _, x, y in _MEMBERS
        ),
        links=(Link("Redazione", "http://admin.localhost:8000/"), Link("Componenti", "/componenti/")),
        accounts=(DemoAccount("Redazione del Consorzio", "consorzio", "prova", "Pubblica su tutti i siti"),),
        accounts_note="Qui la password basta.",
        things_to_try=(
            ThingToTry("Pubblica un avviso", "Compare su tutti i siti in pochi secondi.", Link("Vai", "/admin/")),
            ThingToTry("Rifiutalo da un Comune", "Resta sugli altri siti."),
        ),
        fictional_note="Notizie, persone e recapiti sono inventati.",
        attribution="Dati territoriali: Istat, GeoNames (CC BY 4.0).",
    )
