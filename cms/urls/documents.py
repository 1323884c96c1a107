"""Where the password of a collection is sent: the only one of Wagtail's addresses of documents that is ours, too.

Its own `documents/<id>/<name>` hands out any document on any host.
"""

from django.urls import path
from wagtail.documents.views.serve import authenticate_with_password

document_password = path(
    "documenti/authenticate_with_password/<int:restriction_id>/",
    authenticate_with_password,
    name="wagtaildocs_authenticate_with_password",
)
