"""The indices of Elasticsearch: searched through one alias, rebuilt beside the one that answers, swapped in one step.

Every index has a cursor of its own, named by the index's identity. So the one being built and the one that answers
both follow all changes, and an index that was lost, or a cluster that was replaced, starts again by itself. The epoch
is part of the name, because after a restore numbers repeat and Elasticsearch would refuse them.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

from search.dsl import ApiError, Elasticsearch
from search.engine.italian import VERSION, index_body

HTTP_NOT_FOUND, HTTP_BAD_REQUEST = 404, 400
NO_EPOCH = "none"  # of a database whose clock never moved


@dataclass(frozen=True, slots=True)
class IndexName:
    """`<prefix>-<epoch>-v<version of the analysis>-<stamp>`."""

    prefix: str
    epoch: str
    version: int
    stamp: str

    def __str__(self) -> str:
        return f"{self.prefix}-{self.epoch}-v{self.version}-{self.stamp}"

    @property
    def write_alias(self) -> str:
        """What is written to: a write to an index that is gone must fail, not create one with guessed fields."""
        return f"{self}-write"


@dataclass(frozen=True, slots=True)
class Indices:
    """Those of one installation, told from others on the same cluster by their prefix; it is also the read alias."""

    client: Elasticsearch
    prefix: str

    def serving(self) -> IndexName | None:
        """The one that answers searches; None before the first is complete."""
        try:
            names = list(self.client.indices.get_alias(name=self.prefix).body)
        except ApiError as error:
            if error.status_code == HTTP_NOT_FOUND:
                return None
            raise
        return next((index for name in names if (index := parse(name, prefix=self.prefix))), None)

    def is_current(self, index: IndexName, *, epoch: str) -> bool:
        """A newer process may have built one of a newer version already: that is left alone."""
        return index.epoch == (epoch or NO_EPOCH) and index.version >= VERSION

    def create(self, *, epoch: str, stamp: str = "first") -> IndexName:
        """An empty index that answers nobody yet; the one of that name when it is there already."""
        name = IndexName(self.prefix, epoch or NO_EPOCH, VERSION, stamp)
        try:
            self.client.indices.create(index=str(name), aliases={name.write_alias: {}}, **index_body())
        except ApiError as error:
            if error.status_code != HTTP_BAD_REQUEST or "resource_already_exists" not in str(error):
                raise
        return name

    def identity(self, index: IndexName) -> str:
        """Another one for each index that was ever created, whatever its name."""
        settings = self.client.indices.get_settings(index=str(index), name="index.uuid").body
        return str(settings[str(index)]["settings"]["index"]["uuid"])

    def promote(self, index: IndexName) -> list[IndexName]:
        """Searches go to this one from now on, in one atomic step. Returns all others, to be dropped."""
        others = [name for name in self.all() if name != index]
        remove = [{"remove": {"index": str(name), "alias": self.prefix, "must_exist": False}} for name in others]
        self.client.indices.update_aliases(actions=[*remove, {"add": {"index": str(index), "alias": self.prefix}}])
        return others

    def drop(self, names: list[IndexName]) -> None:
        for name in names:
            self.client.indices.delete(index=str(name), ignore_unavailable=True)

    def all(self) -> list[IndexName]:
        """Ours only: another installation's prefix may begin like this one."""
        found = self.client.indices.get(index=f"{self.prefix}-*", features="aliases").body
        return [index for name in sorted(found) if (index := parse(name, prefix=self.prefix))]


def parse(name: str, *, prefix: str) -> IndexName | None:
    match = re.fullmatch(rf"{re.escape(prefix)}-([0-9a-f]+|none)-v(\d+)-([0-9a-z]+)", name)
    return IndexName(prefix, match[1], int(match[2]), match[3]) if match else None


def new_stamp() -> str:
    """For an index that stands beside one of the same epoch and version."""
    return f"{time.time_ns():x}"
