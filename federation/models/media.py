"""Images and documents of the members. Own models from the first migration, because Wagtail cannot swap them later."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class MemberImage(AbstractImage):
    """An image in the collection of one member."""

    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("immagine")
        verbose_name_plural = _("immagini")
        permissions = [("choose_image", "Can choose image")]


class MemberRendition(AbstractRendition):
    """One size and format of an image."""

    image = models.ForeignKey(MemberImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("versione di un’immagine")
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class MemberDocument(AbstractDocument):
    """A downloadable file in the collection of one member."""

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("documento")
        verbose_name_plural = _("documenti")
        permissions = [("choose_document", "Can choose document")]
