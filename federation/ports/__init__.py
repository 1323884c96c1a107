"""What other packages implement so that their pages can be listed, placed and routed; no page type is named here."""

from federation.ports.listed import Listed, ShownItem
from federation.ports.section import Section
from federation.ports.syndicated import Syndicated

__all__ = ["Listed", "Section", "ShownItem", "Syndicated"]
