"""`Section`: the mixin of every page type that lists placed items."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.apps import apps
from django.db import models

from federation.affects import Affects


class Section(models.Model):
    """One per kind and member; items of the same kind that a member receives are routed under it."""

    affects: ClassVar[Affects] = Affects.PAGE

    section_kind = models.CharField(max_length=30, db_index=True, editable=False)

    class Meta:
        abstract = True


def section_models() -> Iterator[type[models.Model]]:
    """The concrete page types that are sections."""
    return (model for model in apps.get_models() if issubclass(model, Section))
