"""The password form of private pages, at Wagtail's own URL name."""

from django.urls import path
from wagtail import views

from cms.views.public_page import not_found

urlpatterns = [
    # A site knows no login: a page that asks for one (set in a shell, the editor cannot) is not to be found.
    path("_accesso/", not_found, name="wagtailcore_login"),
    path("_accesso/<int:page_view_restriction_id>/<int:page_id>/", views.authenticate_with_password,
         name="wagtailcore_authenticate_with_password"),
]  # fmt: skip
