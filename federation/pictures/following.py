"""The reader of the clock that makes and erases renditions, in two steps: what is wanted now, and the work.

The first is a short transaction under the cursor's lock, so that nobody writes down what he saw before somebody else.
The second takes one set at a time by a claim, outside any transaction: pictures are slow and storages may be away. What
was not done stands in the table, so a cursor never waits for a picture.
"""

from __future__ import annotations

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from federation.duties import DutyFailed
from federation.models import MemberImage, MemberVersion, Placement, ReaderCursor, RenditionSet
from federation.pictures.making import UnreadablePicture, make
from federation.pictures.sizes import rendition_key
from federation.pictures.uses import look_at_items, look_at_sites
from federation.storages import PRIVATE, RENDITIONS, StorageAway, content_type_of, media_storage
from federation.unit_of_work import unit_of_work

logger = logging.getLogger(__name__)

STORAGE_AWAY = gettext_lazy(
    "L’archivio dei file non risponde: le immagini dei siti si preparano e si tolgono quando torna."
)
ITEMS_READER, SITES_READER = "pictures of items", "pictures of sites"
ROWS = 10_000  # placements, and members, read in one transaction: those of one notice for all of Italy


def follow(*, most: int | None = None) -> int:
    """Brings wishes, then files up to date; `most` sets, for whoever is waited for. Returns how many were settled.

    Whoever is waited for hears of no storage that is away: it is logged, and the next call goes on from there. Without
    `most` it raises `DutyFailed` then, and, after everything else is done, where sets cannot be settled.
    """
    settled = 0
    try:
        while most is None or settled < most:
            read_changes()
            done = settle(most=None if most is None else most - settled)
            settled += done
            if not done:
                break
    except StorageAway as error:
        if most is None:
            raise DutyFailed([str(STORAGE_AWAY)]) from error
        logger.warning("The storage does not answer, pictures are made later: %s", error)
    if most is None and (failing := _failing_in_words()):
        raise DutyFailed(failing)
    return settled


def read_changes() -> None:
    """To the end of what is committed."""
    while _read_items():
        pass
    while _read_sites():
        pass


def settle(*, most: int | None = None) -> int:
    """Makes and erases what is pending and in nobody's hands. Raises StorageAway."""
    count = 0
    while (most is None or count < most) and (one := RenditionSet.objects.claim(timezone.now())):
        count += 1
        try:
            _make(one) if one.wanted else _erase(one)
        except StorageAway:
            _release(one)
            raise
        except Exception:  # whatever one image does to Pillow, the next ones are made
            logger.exception("The renditions at %s failed; they are tried again when the claim ends.", one.address)
            RenditionSet.objects.filter(pk=one.pk).update(failed=True)
        else:
            _release(one)
    return count


def _read_items() -> bool:
    """Up to so many; whether there may be more."""
    cursor = ReaderCursor.objects.current(ITEMS_READER)
    if not Placement.objects.after(version=cursor.version, id=cursor.placement_id).exists():
        return False
    with transaction.atomic():
        cursor = ReaderCursor.objects.select_for_update().get(pk=cursor.pk)
        changed = Placement.objects.after(version=cursor.version, id=cursor.placement_id)
        rows = list(changed.values_list("version", "pk", "item_id")[:ROWS])
        if rows:
            look_at_items({item_id for _, _, item_id in rows}, now=timezone.now())
            cursor.advance(*rows[-1][:2])
    return len(rows) == ROWS


def _read_sites() -> bool:
    """The same of sites: a site's number is its cursor; `placement_id` is the member's here."""
    cursor = ReaderCursor.objects.current(SITES_READER)
    if not MemberVersion.objects.after(version=cursor.version, member_id=cursor.placement_id).exists():
        return False
    with transaction.atomic():
        cursor = ReaderCursor.objects.select_for_update().get(pk=cursor.pk)
        changed = MemberVersion.objects.after(version=cursor.version, member_id=cursor.placement_id)
        rows = list(changed.values_list("version", "member_id")[:ROWS])
        if rows:
            look_at_sites({member_id for _, member_id in rows}, now=timezone.now())
            cursor.advance(*rows[-1])
    return len(rows) == ROWS


def _make(one: RenditionSet) -> None:
    image = MemberImage.objects.filter(pk=one.image_id, damaged=False).first()
    if image is None or one.address not in (image.address(RENDITIONS), image.address(PRIVATE)):
        RenditionSet.objects.filter(pk=one.pk).update(wanted=False)  # it was changed again meanwhile
        return
    try:
        for variant, extension, content in make(image, bytes_of(image.file.name)):
            key = rendition_key(one.address, variant, extension)
            media_storage().put(key, content, content_type=content_type_of(key))
    except (UnreadablePicture, FileNotFoundError) as error:
        logger.error("The image %s cannot be shown: %s", image.pk, error)  # noqa: TRY400 its trace says nothing more
        RenditionSet.objects.filter(pk=one.pk).update(wanted=False)
        _leave_out(image)
        return
    RenditionSet.objects.filter(pk=one.pk).update(made=True)


def _erase(one: RenditionSet) -> None:
    for stored in list(media_storage().files(f"{one.address}-")):
        media_storage().erase(stored.key)
    gone, _ = RenditionSet.objects.filter(pk=one.pk, wanted=False).delete()
    if not gone:
        RenditionSet.objects.filter(pk=one.pk).update(made=False)


def _release(one: RenditionSet) -> None:
    RenditionSet.objects.filter(pk=one.pk).update(claimed_until=None, failed=False)


def _failing_in_words() -> list[str]:
    failing = list(RenditionSet.objects.failing())
    titles = MemberImage.objects.in_bulk([one.image_id for one in failing]) if failing else {}
    return [
        _("Immagine «%(title)s» (%(id)s, %(owner)s): i file per i siti non si riescono a preparare o a togliere.")
        % {"title": titles.get(one.image_id, ""), "id": one.image_id, "owner": one.address.partition("/")[0]}
        for one in failing
    ]


def _leave_out(image: MemberImage) -> None:
    """The pages that show it are raised, and made again without it."""
    with unit_of_work():
        image.damaged = True
        image.save(update_fields=["damaged"])


def bytes_of(key: str) -> bytes:
    """Raises FileNotFoundError and StorageAway."""
    body = media_storage().body(key)
    try:
        return body.read(-1)
    finally:
        body.close()
