"""Before and after in words, for whoever reads the register: by the labels of a form, never a key or a code."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from django.core.files import File
from django.forms import ChoiceField, Field, ModelChoiceField, PasswordInput
from django.utils.choices import flatten_choices
from django.utils.formats import localize
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

LONGEST = 300  # of a value before and after


def changes_of(form: Any) -> dict[str, tuple[str, str]]:
    """Of a valid form that is not saved yet or has been; never what is typed unseen."""
    return {
        str(form[name].label): (_words_of(field, form[name].initial), _words_of(field, form.cleaned_data.get(name)))
        for name, field in form.fields.items()
        if name in form.changed_data and not isinstance(field.widget, PasswordInput)
    }


def in_words(value: Any) -> str:
    """Many are counted up; nothing is empty; of a file the name."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("sì") if value else _("no")
    if isinstance(value, File):
        return PurePosixPath(value.name or "").name
    if isinstance(value, str):
        value = value.splitlines()
    rows = value.all() if hasattr(value, "all") else value
    text = ", ".join(str(row) for row in rows) if hasattr(rows, "__iter__") else str(localize(rows))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _words_of(field: Field, value: Any) -> str:
    if isinstance(field, ModelChoiceField) and field.queryset is not None and isinstance(value, int | str):
        value = field.queryset.model._default_manager.filter(pk=value or None).first()
    elif isinstance(field, ChoiceField) and not isinstance(field, ModelChoiceField) and value:
        choices: Any = field.choices
        value = strip_tags(str(dict(flatten_choices(choices)).get(value, value)))
    return in_words(value)
