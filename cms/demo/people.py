"""The demonstration's people: everybody has the same, published password."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "prova-cremasco"  # noqa: S105 published on the directory page


@dataclass(frozen=True, slots=True)
class Account:
    """`member_slug` is empty for the system administrator; `also` are the other members of a person of several."""

    username: str
    role: str
    note: str
    member_slug: str = ""
    administers: bool = False
    also: tuple[str, ...] = ()


def demo_accounts() -> tuple[Account, ...]:
    """Those shown on the directory; beside them every comune has an account with its slug as name."""
    return (
        Account("consorzio", "Ufficio stampa del consorzio", "Pubblica per tutti i comuni.", "consorzio"),
        Account("offanengo", "Redazione di Offanengo", "Cambia il titolo di ciò che riceve.", "offanengo"),
        Account("izano", "Redazione di Izano", "Rifiuta ciò che non vuole pubblicare.", "izano"),
        Account("crema", "Redazione di Crema", "Ogni comune ha un’utenza con il suo nome.", "crema"),
        Account(
            "crema-amministrazione",
            "Amministratrice di Crema",
            "Invita colleghi e dà i ruoli.",
            "crema",
            administers=True,
        ),
        Account(
            "consorzio-amministrazione",
            "Amministratore del consorzio",
            "Gestisce le persone di ogni ente.",
            "consorzio",
            administers=True,
        ),
        Account(
            "segreteria", "Segreteria di Crema e Offanengo", "Lavora per due comuni.", "crema", also=("offanengo",)
        ),
        Account("admin", "Amministratore di sistema", "Vede e può tutto."),
    )
