"""What the admin's own host answers."""

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.urls import include, path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access

from cms.urls.documents import document_password
from cms.urls.public import urlpatterns as public_urlpatterns
from cms.views.admin_files import admin_document, admin_media
from federation.signing_in.account import OwnAccountView
from federation.views.external_link import ExternalLinkView
from federation.views.files import DocumentsView, ImagesView
from federation.views.pages import explorer
from federation.views.tag_autocomplete import tag_autocomplete


def as_wagtails(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Ours at one of Wagtail's addresses: for its people alone, kept by no browser, with its own page for 404."""
    return never_cache(wagtailadmin_urls.display_custom_404(require_admin_access(view)))  # type: ignore[no-any-return]


urlpatterns = [
    path("", RedirectView.as_view(pattern_name="wagtailadmin_home"), name="admin_root"),
    path("admin/", include("federation.signing_in.urls")),  # first: its page of the password is at Wagtail's address
    path("admin/account/", as_wagtails(OwnAccountView.as_view()), name="wagtailadmin_account"),
    path("admin/tag-autocomplete/", as_wagtails(tag_autocomplete), name="wagtailadmin_tag_autocomplete"),
    path("admin/pages/<int:parent_page_id>/", as_wagtails(explorer), name="wagtailadmin_explore"),
    path(
        "admin/choose-external-link/",
        as_wagtails(ExternalLinkView.as_view()),
        name="wagtailadmin_choose_page_external_link",
    ),
    path("admin/images/", as_wagtails(ImagesView.as_view()), name="federation_images"),
    path("admin/images/results/", as_wagtails(ImagesView.as_view(results_only=True)), name="federation_images_results"),
    path("admin/documents/", as_wagtails(DocumentsView.as_view()), name="federation_documents"),
    path(
        "admin/documents/results/",
        as_wagtails(DocumentsView.as_view(results_only=True)),
        name="federation_documents_results",
    ),
    path("admin/", include(wagtailadmin_urls)),
    path("documenti/<int:document_id>/<path:filename>", admin_document, name="wagtaildocs_serve"),
    document_password,
    path("media/<path:key>", admin_media, name="admin_media"),
    # Never answered here (there is no member on this host), but the editor reverses addresses of pages.
    public_urlpatterns[-1],
    public_urlpatterns[-2],
]
