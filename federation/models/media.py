"""Images and documents of the members. Own models from the first migration, because Wagtail cannot swap them later.

Every key begins with the slug of the member in whose collection the file was put; nobody but the product reads these
files (`federation.storages`). What visitors see of an image is made by `federation.pictures`.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.encoding import filepath_to_uri
from django.utils.translation import gettext_lazy as _
from PIL import Image as PillowImage
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Image,
    WagtailImageField,
    WagtailImageFieldFile,
    get_rendition_upload_to,
    get_upload_to,
)
from wagtail.models import Collection

from federation.models.member import Member
from federation.storages import DOCUMENTS, KEY_LENGTH, ORIGINALS, PREVIEWS, SHARED

NAME_LENGTH = 100
TOKEN_LENGTH = 32  # hexadecimal digits: 128 bits, which nobody guesses
EXIF_ORIENTATION, LYING_ON_ITS_SIDE = 0x0112, (5, 6, 7, 8)


def owner_prefix(collection: Collection) -> str:
    """The first part of the keys of what lies in the collection: the slug of its member."""
    member = Member.objects.keeping(collection)
    return member.slug if member else SHARED


def new_key(instance: Any, folder: str, filename: str) -> str:
    """In a folder of its own, so that no upload meets another of the same name, and the name stays as it was given."""
    name = Path(instance.file.storage.get_valid_name(filename))
    return f"{owner_prefix(instance.collection)}/{folder}/{secrets.token_hex(8)}/{name.stem[:NAME_LENGTH]}{name.suffix}"


def document_key(instance: MemberDocument, filename: str) -> str:
    """A function of the module, because migrations name it."""
    return new_key(instance, DOCUMENTS, filename)


class UprightFile(WagtailImageFieldFile):  # type: ignore[misc]
    """Width and height as people see the picture: a camera that was held upright says so in the file's EXIF part."""

    def get_image_dimensions(self) -> tuple[int, int]:
        width, height = super().get_image_dimensions()
        was_closed = self.closed
        self.open()
        try:
            with PillowImage.open(self.file) as picture:
                turned = picture.getexif().get(EXIF_ORIENTATION) in LYING_ON_ITS_SIDE
        finally:
            if was_closed:
                self.close()
            else:
                self.seek(0)
        return (height, width) if turned else (width, height)


class UprightImageField(WagtailImageField):  # type: ignore[misc]
    attr_class = UprightFile


class MemberImage(AbstractImage):
    """An image in the collection of one member. `damaged`: nothing can be made of its file, so no site shows it."""

    file = UprightImageField(
        _("file"), upload_to=get_upload_to, width_field="width", height_field="height", max_length=KEY_LENGTH
    )
    damaged = models.BooleanField(default=False, editable=False)

    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("immagine")
        verbose_name_plural = _("immagini")
        permissions = [("choose_image", "Can choose image")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the new file's size and hash on the row: whoever shows the image looks at no file."""
        if self.file and not self.file._committed:
            self._set_image_file_metadata()
            self.damaged = False
        super().save(*args, **kwargs)

    def get_upload_to(self, filename: str) -> str:
        return new_key(self, ORIGINALS, filename)

    def address(self, region: str) -> str:
        """How the keys of its renditions begin. Another file, or another focal point, has another address.

        It can be computed without looking at anything, and not be guessed: images of drafts have one, too.
        """
        focus = (self.focal_point_x, self.focal_point_y, self.focal_point_width, self.focal_point_height)
        facts = (self.pk, self.file.name, self.file_hash, *focus, region)
        token = salted_hmac("federation.rendition", repr(facts), algorithm="sha256").hexdigest()[:TOKEN_LENGTH]
        return f"{self.file.name.partition('/')[0]}/{region}/{self.pk}-{token}"


class MemberRendition(AbstractRendition):
    """What Wagtail's admin makes for itself, its thumbnails. Never public: what sites show is a `RenditionSet`."""

    image = models.ForeignKey(MemberImage, on_delete=models.CASCADE, related_name="renditions")
    file = WagtailImageField(
        upload_to=get_rendition_upload_to, width_field="width", height_field="height", max_length=KEY_LENGTH
    )

    class Meta:
        verbose_name = _("versione di un’immagine")
        unique_together = (("image", "filter_spec", "focal_point_key"),)

    def get_upload_to(self, filename: str) -> str:
        return f"{self.image.address(PREVIEWS)}-{filename}"


class MemberDocument(AbstractDocument):
    """A downloadable file in the collection of one member; each site that shows it serves it at its own address."""

    file = models.FileField(_("file"), upload_to=document_key, max_length=KEY_LENGTH)

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("documento")
        verbose_name_plural = _("documenti")
        permissions = [("choose_document", "Can choose document")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the new file's size and hash on the row, as images do."""
        if self.file and not self.file._committed:  # type: ignore[attr-defined]
            self._set_document_file_metadata()
        super().save(*args, **kwargs)

    @property
    def url(self) -> str:
        """Relative to the site that shows it, whichever that is."""
        return f"/documenti/{self.pk}/{filepath_to_uri(self.filename)}"
