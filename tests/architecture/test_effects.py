"""Every table says what its change changes on the sites; forgetting it would leave stale pages (rules, section 4)."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import Page, Revision, Site

from federation.affects import Affects, effect_of
from federation.checks import check_effects
from federation.effects import EFFECTS
from federation.models import (
    Clock,
    FormerAddress,
    InboxEntry,
    Item,
    Member,
    MemberDocument,
    MemberImage,
    MemberVersion,
    Placement,
)
from federation.ports import Listed, Syndicated

UNDER_THE_CLOCK = (Placement, Item, MemberVersion, InboxEntry, FormerAddress, Clock)
CONTENT = (Page, Revision, Site, Member, MemberImage, MemberDocument)


def test_every_installed_model_declares_what_it_affects() -> None:
    assert check_effects() == []


@pytest.mark.usefixtures("forgotten_model")
def test_a_model_that_declares_nothing_is_an_error_of_the_system_check() -> None:
    assert [(error.id, error.msg) for error in check_effects()] == [
        ("federation.E001", "federation.Forgotten does not declare what it affects.")
    ]


def test_no_declaration_is_made_twice() -> None:
    labels = [label for group in EFFECTS.values() for label in group]
    assert sorted(set(labels)) == sorted(labels)


def test_every_page_that_can_be_listed_is_noted_as_a_page() -> None:
    pages = [model for model in apps.get_models() if issubclass(model, Page | Listed)]
    assert {effect_of(model) for model in pages} == {Affects.PAGE}


def test_no_foreign_key_from_under_the_clock_to_content_has_a_database_constraint() -> None:
    """With one, an insert under the clock waits for an editor's row, and the editor for the clock: a deadlock."""
    keys = {
        f"{model.__name__}.{field.name}": (field.db_constraint, field.remote_field.on_delete)
        for model in UNDER_THE_CLOCK
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, CONTENT)
    }
    assert {name for name, (constraint, _) in keys.items() if constraint} == set()
    assert set(keys) == {
        "Placement.page", "Placement.member", "Placement.section", "Placement.seen_revision",
        "Placement.announced_revision", "Item.page", "Item.owner", "Item.image", "MemberVersion.member",
        "InboxEntry.member", "FormerAddress.member", "FormerAddress.section",
    }  # fmt: skip
    to_content = {
        name
        for name in keys
        if name.split(".")[1] in {"page", "section", "seen_revision", "announced_revision", "image"}
    }
    assert {keys[name][1] for name in to_content} == {models.DO_NOTHING}


def test_rows_under_the_clock_are_left_out_of_wagtails_reference_index() -> None:
    assert [model for model in UNDER_THE_CLOCK if not getattr(model, "wagtail_reference_index_ignore", False)] == []


def test_the_parental_many_to_many_that_the_reference_index_does_not_see_are_these() -> None:
    """A new one must be asked for by `placing.targets`, or a change of its target raises nothing."""
    found = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if issubclass(model, Page)
        for field in model._meta.many_to_many
    }
    syndicated = [model.__name__ for model in apps.get_models() if issubclass(model, Syndicated)]
    assert found == {
        f"{name}.{relation}" for name in syndicated for relation in ("channels", "associations", "members")
    }


def test_no_page_has_a_plain_many_to_many() -> None:
    """Publishing a revision never saves it."""
    fields = [field for model in apps.get_models() if issubclass(model, Page) for field in model._meta.many_to_many]
    assert [field for field in fields if not isinstance(field, ParentalManyToManyField)] == []
