"""What is asked of an uploaded image beyond Wagtail's own checks, so that renditions can be made of it later."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class WholeImageField(WagtailImageField):  # type: ignore[misc]
    """Decodes the picture to its last line. For one that ends in the middle Wagtail's own field answers with a 500."""

    def to_python(self, data: Any) -> Any:
        try:
            file = super().to_python(data)
            if file is not None:
                file.image.auto_orient()
                file.seek(0)
        except (OSError, ValueError, SyntaxError) as error:
            raise ValidationError(_("Il file è rovinato e non si può mostrare: salvalo di nuovo.")) from error
        return file


class MemberImageForm(BaseImageForm):  # type: ignore[misc]
    """Of a new image and of one that exists; the form that follows a multiple upload has no file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            self.fields["file"] = WholeImageField(label=field.label, required=field.required, widget=field.widget)
