"""Finds what a crash, a restore or somebody's hand left in the storage, and what is missing there; nightly."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from federation.duties import DutyFailed
from federation.models import Member, MemberImage, ReaderCursor, RenditionSet
from federation.pictures.following import ITEMS_READER, SITES_READER, STORAGE_AWAY, bytes_of, read_changes, settle
from federation.pictures.making import UnreadablePicture, make
from federation.pictures.sizes import FORMATS, all_variants, rendition_key
from federation.storages import PRIVATE, RENDITIONS, SHARED, StorageAway, media_storage
from federation.unit_of_work import unit_of_work

logger = logging.getLogger(__name__)
SETTLING = timedelta(hours=1)  # younger files may be just what somebody is making


@dataclass(slots=True)
class Healed:
    """How many files lay there for nobody, sets were not whole, and images can be shown again."""

    orphans: int = 0
    incomplete: int = 0
    repaired: int = 0

    def __bool__(self) -> bool:
        return bool(self.orphans or self.incomplete or self.repaired)


def heal() -> Healed:
    """Looks at everything again from the beginning, compares storage and table, and does what is to be done. Raises
    `DutyFailed` where the storage is away: it is compared another night."""
    healed = Healed(repaired=sum(_repair(image) for image in MemberImage.objects.filter(damaged=True)))
    for name in (ITEMS_READER, SITES_READER):
        ReaderCursor.objects.current(name).rewind()
    read_changes()
    try:
        for prefix in _prefixes():
            _compare(prefix, healed)
        settle()
    except StorageAway as error:
        raise DutyFailed([str(STORAGE_AWAY)]) from error
    finally:
        if healed:
            logger.warning("Pictures were healed: %s", healed)
    return healed


def _prefixes() -> Iterator[str]:
    """Also those of members that were renamed, or are gone."""
    owners = {SHARED, *Member.objects.values_list("slug", flat=True)}
    owners |= {address.partition("/")[0] for address in RenditionSet.objects.values_list("address", flat=True)}
    for owner in sorted(owners):
        yield f"{owner}/{RENDITIONS}/"
        yield f"{owner}/{PRIVATE}/"


def _compare(prefix: str, healed: Healed) -> None:
    sets = {one.address: one for one in RenditionSet.objects.filter(address__startswith=prefix)}
    images = MemberImage.objects.in_bulk([one.image_id for one in sets.values()])
    lying: defaultdict[str, set[str]] = defaultdict(set)
    for stored in media_storage().files(prefix):
        address = _address_in(stored.key)
        if address in sets:
            lying[address].add(stored.key)
        elif stored.modified < timezone.now() - SETTLING:
            media_storage().erase(stored.key)
            healed.orphans += 1
    for address, one in sets.items():
        image = images.get(one.image_id)
        expected = _keys(address, image) if image is not None else set()
        for key in lying[address] - expected if one.made else ():  # of sizes that an earlier release had
            media_storage().erase(key)
            healed.orphans += 1
        if one.made and one.wanted and expected - lying[address]:
            RenditionSet.objects.filter(pk=one.pk).update(made=False)
            healed.incomplete += 1


def _keys(address: str, image: MemberImage) -> set[str]:
    return {rendition_key(address, variant, extension) for variant in all_variants(image) for extension in FORMATS}


def _address_in(key: str) -> str:
    """`crema/renditions/12-<token>` of `crema/renditions/12-<token>-page-480.webp`."""
    folder, _, name = key.rpartition("/")
    return f"{folder}/{'-'.join(name.split('-')[:2])}"


def _repair(image: MemberImage) -> bool:
    """Whether the file of an image that was left out can be read again."""
    try:
        next(make(image, bytes_of(image.file.name)))
    except (UnreadablePicture, OSError):
        return False
    with unit_of_work():
        image.damaged = False
        image.save(update_fields=["damaged"])
    return True
