"""What a member's host answers: its site, its documents; no admin."""

from django.urls import include, path, re_path

from cms.urls.documents import document_password
from cms.views.document import document
from cms.views.media import media
from cms.views.public_page import not_found, public_page, server_error

handler404 = not_found
handler500 = server_error

urlpatterns = [
    path("documenti/<int:document_id>/<path:filename>", document, name="wagtaildocs_serve"),
    document_password,
    path("media/<path:key>", media),
    path("ricerca/", include("search.urls")),
    # Wagtail reverses `wagtail_serve` for the tree's paths, and the password form of private pages.
    path("", include("cms.urls.private_pages")),
    re_path(r"^(?P<path>.*)$", public_page, name="wagtail_serve"),
]
