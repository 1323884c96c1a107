"""Files offered for download."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file; `kind` is its type as citizens read it ("PDF"), `size` its length in bytes."""

    label: str
    url: str
    kind: str = ""
    size: int | None = None
