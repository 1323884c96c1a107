"""Who wrote a text that is shown on a site of somebody else."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provenance:
    """The body that published the item, and the page of the original.

    `adapted`: the receiving member changed title or summary.
    """

    owner_name: str
    owner_url: str = ""
    canonical_url: str = ""
    adapted: bool = False
