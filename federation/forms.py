"""What is asked of an upload beyond Wagtail's own checks, and in which collection it lies unless one says otherwise."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from federation.refusal import ActionRefused
from federation.tenancy.changes import changes_of
from federation.tenancy.file_log import log_changed
from federation.tenancy.on_screen import on_screen_of
from federation.tenancy.published_files import check_may_change


class WholeImageField(WagtailImageField):  # type: ignore[misc]
    """Decodes the picture to its last line, so that renditions can be made of it later. For one that ends in the middle
    Wagtail's own field answers with a 500."""

    def to_python(self, data: Any) -> Any:
        try:
            file = super().to_python(data)
            if file is not None:
                file.image.auto_orient()
                file.seek(0)
        except (OSError, ValueError, SyntaxError) as error:
            raise ValidationError(_("Il file è rovinato e non si può mostrare: salvalo di nuovo.")) from error
        return file


class OnScreenMixin:
    """What is new lies in the collection of the member on screen."""

    fields: dict[str, Any]
    initial: dict[str, Any]
    instance: Any
    collections: Any

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)  # type: ignore[call-arg]
        screen = on_screen_of(user)
        if "collection" not in self.fields:
            return
        if screen and screen.member and self.instance.pk is None:
            self.initial["collection"] = screen.member.collection_id
        field = self.fields["collection"]
        # Wagtail has read them to count them; the field would read them again.
        field.choices = [(collection.pk, field.label_from_instance(collection)) for collection in self.collections]


class LoggedMixin:
    """Before and after go into Wagtail's log, whichever of its views has the form."""

    instance: Any

    def save(self, commit: bool = True) -> Any:
        changes = {} if self.instance._state.adding else changes_of(self)
        file = super().save(commit=commit)  # type: ignore[misc]
        if commit:
            log_changed(file, changes)
        return file


class PublishedMixin:
    """What is in public is changed by who publishes."""

    instance: Any
    changed_data: list[str]
    add_error: Any

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)  # type: ignore[call-arg]
        self._person = user

    def _post_clean(self) -> None:
        """Before the instance has what was typed."""
        if self.instance.pk and self.changed_data:
            try:
                check_may_change(self._person, self.instance)
            except ActionRefused as refusal:
                self.add_error(None, str(refusal))
                return  # the form that comes back draws the image as it is, not what was sent
        super()._post_clean()  # type: ignore[misc]


class MemberDocumentForm(PublishedMixin, OnScreenMixin, LoggedMixin, BaseDocumentForm):  # type: ignore[misc]
    """Of a new document and of one that exists."""


class MemberImageForm(PublishedMixin, OnScreenMixin, LoggedMixin, BaseImageForm):  # type: ignore[misc]
    """Of a new image and of one that exists; the form that follows a multiple upload has no file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            self.fields["file"] = WholeImageField(label=field.label, required=field.required, widget=field.widget)
