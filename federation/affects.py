"""What a change of a model's row changes on the sites. A model that declares nothing fails a test.

Our models declare `affects` on the class; those of Django and Wagtail are declared in `federation.effects`.
"""

from enum import Enum

from django.db.models import Model


class Affects(Enum):
    """Whose sites a saved or deleted row changes."""

    PAGE = "the page that was saved, by its placements"
    USERS = "the pages that refer to the object"
    SUBTREE = "the page that the row names, and all below it"
    COLLECTION = "the pages that refer to anything in the collection"
    SITE = "the site of one member"
    MEMBER = "the site of one member, and what it owns elsewhere"
    CHANNEL = "the items of a channel"
    ALL = "every site"
    NOTHING = "no site"


_declared: dict[type[Model], Affects] = {}


def declare_effect(model: type[Model], affects: Affects) -> None:
    """Declares for a model that is not ours; ours carry a class attribute `affects`."""
    _declared[model] = affects


def effect_of(model: type[Model]) -> Affects | None:
    """What is declared for a model or for the nearest class it extends; None where nothing is."""
    own = getattr(model, "affects", None)
    if isinstance(own, Affects):
        return own
    for ancestor in model.__mro__:
        if ancestor in _declared:
            return _declared[ancestor]
    return None
