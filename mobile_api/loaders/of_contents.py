"""What the contents of one answer need beside their rows: read for all of them when the first is asked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from mobile_api.loaders.channels_by_page import channels_by_page
from mobile_api.loaders.event_facts_by_page import EventFacts, event_facts_by_page
from mobile_api.loaders.images_by_id import images_by_id
from mobile_api.loaders.original_paths_by_item import original_paths_by_item
from mobile_api.loaders.pages_by_id import pages_by_id
from mobile_api.reading.bodies import BlockRow, read_body
from mobile_api.reading.channels import ChannelRow
from mobile_api.reading.contents import Content
from mobile_api.reading.kinds import EVENT
from mobile_api.reading.sites import MemberSite, sites_by_id

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Batch(Generic[K, V]):
    """`expected` grows while the answer is made; a question is answered for all that is expected by then."""

    def __init__(
        self,
        load: Callable[[Collection[K]], Mapping[K, V]],
        key_of: Callable[[Content], K | None],
        expected: list[Sequence[Content]],
    ) -> None:
        self._load, self._key_of, self._expected = load, key_of, expected
        self._values: dict[K, V | None] = {}

    def get(self, content: Content) -> V | None:
        """None where nothing was found."""
        key = self._key_of(content)
        if key is None:
            return None
        if key not in self._values:
            wanted = {
                found for contents in self._expected for one in contents if (found := self._key_of(one)) is not None
            }
            wanted = (wanted | {key}) - self._values.keys()
            found_now = self._load(wanted)
            self._values.update({one: found_now.get(one) for one in wanted})
        return self._values[key]


class OfContents:
    """One for each answer. Whoever makes a list says `expect`, so that no item asks for itself."""

    def __init__(self) -> None:
        self._expected: list[Sequence[Content]] = []
        self._bodies: dict[int, list[BlockRow]] = {}
        self._pages: Batch[tuple[str, int], Any] = Batch(pages_by_id, _page_key, self._expected)
        self._owners: Batch[int, MemberSite] = Batch(sites_by_id, lambda one: one.owner_id, self._expected)
        self.channel: Batch[tuple[str, int], ChannelRow] = Batch(channels_by_page, _page_key, self._expected)
        self.original_path: Batch[Any, str] = Batch(original_paths_by_item, lambda one: one.item_uuid, self._expected)
        self.event_facts: Batch[int, EventFacts] = Batch(event_facts_by_page, _event_key, self._expected)
        self._images: Batch[int, Any] = Batch(images_by_id, lambda one: one.image_id, self._expected)
        self._own_images: Batch[int, Any] = Batch(images_by_id, lambda one: one.own_image_id, self._expected)

    def expect(self, contents: Sequence[Content]) -> None:
        self._expected.append(contents)

    def owner(self, content: Content) -> MemberSite:
        """Placements protect their owners: there always is one."""
        owner = self._owners.get(content)
        assert owner is not None
        return owner

    def image(self, content: Content) -> Any:
        """The comune's own, where it chose one; None without any."""
        return self._own_images.get(content) or self._images.get(content)

    def body(self, content: Content) -> list[BlockRow]:
        """Rendered once, however often it is asked for."""
        if content.pk not in self._bodies:
            self._bodies[content.pk] = read_body(self._pages.get(content), base_url=content.site.base_url)
        return self._bodies[content.pk]


def _event_key(content: Content) -> int | None:
    return content.page_id if content.type == EVENT.name else None


def _page_key(content: Content) -> tuple[str, int]:
    return (content.type, content.page_id)
