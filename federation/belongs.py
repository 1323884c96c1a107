"""To whom the rows of a model belong. A model that declares nothing belongs to nobody, and fails a test.

Our models declare `belongs` on the class; those of Django and Wagtail are declared in `federation.tenancy.table`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from django.db.models import Model


class To(Enum):
    """How a row leads to its owner; `through` is the lookup of the column that does."""

    MEMBER = "the member that the column names"
    PAGE = "the member in whose tree the page lies"
    COLLECTION = "the member in whose collection it lies"
    SITE = "the member whose site it is"
    PERSON = "the person, and nobody else"
    OBJECT = "whoever the object belongs to that content type and object id name"
    ALL = "everybody: read by all, written by the installation"
    INSTALLATION = "superusers alone"


@dataclass(frozen=True, slots=True)
class Belongs:
    """`through` is empty where the row is the thing itself. `offered`: others may choose it, and only choose.

    `managed_by`: the roles that get the model's rights, within what belongs to their member.
    """

    to: To
    through: str = ""
    offered: bool = False
    managed_by: tuple[str, ...] = ()


NOBODY = Belongs(To.INSTALLATION)
_declared: dict[type[Model], Belongs] = {}


def declare_belongs(model: type[Model], belongs: Belongs) -> None:
    """Declares for a model that is not ours; ours carry a class attribute `belongs`."""
    _declared[model] = belongs


def belonging_of(model: type[Model]) -> Belongs | None:
    """What is declared for a model or for the nearest class it extends; None where nothing is."""
    own = getattr(model, "belongs", None)
    if isinstance(own, Belongs):
        return own
    return next((_declared[ancestor] for ancestor in model.__mro__ if ancestor in _declared), None)
