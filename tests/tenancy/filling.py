"""Fills a row of any model with a mark, so that a model that is registered tomorrow is crawled too."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from wagtail.fields import RichTextField, StreamField

from federation.belongs import To, belonging_of

Given = dict[type[models.Model], models.Model]


def fill(model: type[models.Model], mark: str, given: Given, **values: Any) -> Any:
    """A saved row: its texts carry the mark, its foreign keys lead to what is given or, failing that, are filled."""
    instance = model(**values)
    for field in model._meta.concrete_fields:
        if field.name in values or field.attname in values or not _to_be_filled(field):
            continue
        if isinstance(field, models.ForeignKey):
            value = _target(field, mark, given)
        elif field.choices:
            value = None if field.blank else field.flatchoices[0][0]
        else:
            value = _value(field, mark)
        if value is not None:
            setattr(instance, field.name, value)
    instance.save()
    for relation in model._meta.many_to_many:
        target = next((row for kind, row in given.items() if issubclass(kind, relation.related_model)), None)
        if target is not None:
            getattr(instance, relation.name).set([target])
    return instance


def _to_be_filled(field: Any) -> bool:
    if isinstance(field, models.AutoField) or getattr(field.remote_field, "parent_link", False):
        return False
    return not field.has_default() or field.name == "name"


def _target(field: models.ForeignKey[Any, Any], mark: str, given: Given) -> models.Model | None:
    related: type[models.Model] = field.related_model  # type: ignore[assignment]
    for kind, row in given.items():
        if issubclass(kind, related):
            return row
    if field.null:
        return None
    belongs = belonging_of(related)
    if belongs is not None and belongs.to in (To.ALL, To.INSTALLATION):
        return related._default_manager.first()
    return fill(related, mark, given)  # type: ignore[no-any-return]


def _value(field: Any, mark: str) -> Any:
    for kind, make in MAKERS.items():
        if isinstance(field, kind):
            return make(field, mark)
    return None


def _text(field: Any, mark: str) -> str:
    return f"{mark} {field.name}"[: field.max_length or 200]


MAKERS: dict[type, Callable[[Any, str], Any]] = {
    StreamField: lambda field, mark: [],
    RichTextField: lambda field, mark: f"<p>{mark}</p>",
    models.EmailField: lambda field, mark: f"{mark}@example.org",
    models.URLField: lambda field, mark: f"https://{mark}.example.org/",
    models.SlugField: lambda field, mark: f"{mark}-{uuid.uuid4().hex[:6]}"[: field.max_length],
    models.UUIDField: lambda field, mark: uuid.uuid4(),
    models.FileField: lambda field, mark: None,
    models.CharField: lambda field, mark: f"{mark}-{uuid.uuid4().hex[:6]}" if field.unique else _text(field, mark),
    models.TextField: _text,
    models.BooleanField: lambda field, mark: False,
    models.IntegerField: lambda field, mark: None if field.null else 1,
    models.FloatField: lambda field, mark: None if field.null else 1.0,
    models.DateTimeField: lambda field, mark: None if field.null else timezone.now() + timedelta(days=1),
    models.DateField: lambda field, mark: None if field.null else timezone.localdate(),
    models.JSONField: lambda field, mark: {"text": mark},
}
