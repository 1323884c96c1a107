"""The coat of arms (stemma) of a comune."""

from dataclasses import dataclass

from themes.props.picture import Picture


@dataclass(frozen=True, slots=True)
class Crest:
    """The picture of the coat of arms or, where none is loaded, a shield with the monogram in the palette's colour.

    Without a palette the shield takes the colour of the text around it.
    """

    picture: Picture | None
    monogram: str
    palette: str = ""
