"""The coat of arms, or the monogram of whoever has loaded none."""

from __future__ import annotations

from cms.presenters.picture import picture_of
from federation.models import Brand, Member
from themes.monogram import monogram
from themes.palettes import DEFAULT_PALETTE
from themes.props import Crest
from themes.slots import CREST_SIZES, PAGE


def brand_of(member: Member) -> Brand:
    """The member's brand, or one with the defaults for a member that has not chosen."""
    try:
        return member.brand
    except Brand.DoesNotExist:
        return Brand(member=member)


def palette_of(member: Member) -> str:
    """The name of the member's palette."""
    return brand_of(member).palette or DEFAULT_PALETTE


def crest_of(member: Member, *, coloured: bool = False) -> Crest:
    """Decorative: the name of the member always stands beside it. A monogram is `coloured` where the member's
    palette does not surround it already."""
    picture = picture_of(brand_of(member).crest, slot=PAGE, sizes=CREST_SIZES, alt="")
    return Crest(picture=picture, monogram=monogram(member.name), palette=palette_of(member) if coloured else "")
