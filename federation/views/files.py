"""The lists of images and documents, for those too who look and add nothing: an auditor, who sees all of them.

Wagtail 8 takes for granted that whoever may open one may also add, and fails for anybody else.
"""

from __future__ import annotations

from typing import Any

from wagtail.documents.views.documents import IndexView as WagtailDocuments
from wagtail.images.views.images import IndexView as WagtailImages


class _AlsoForReaders:
    """What is listed, the policies of images and documents say (`federation.tenancy.policies`)."""

    results_template_name = "federation/files/results.html"
    wagtails_results: str  # the template that it extends

    def get_add_url(self: Any) -> str | None:
        return super().get_add_url() if self.user_has_permission("add") else None  # type: ignore[misc]


class ImagesView(_AlsoForReaders, WagtailImages):  # type: ignore[misc]
    """Takes the place of Wagtail's view of the same address."""

    wagtails_results = WagtailImages.results_template_name


class DocumentsView(_AlsoForReaders, WagtailDocuments):  # type: ignore[misc]
    """Takes the place of Wagtail's view of the same address."""

    wagtails_results = WagtailDocuments.results_template_name
