"""The password form of private pages, at Wagtail's own URL name."""

from django.urls import path
from wagtail import views

urlpatterns = [
    path("_accesso/<int:page_view_restriction_id>/<int:page_id>/", views.authenticate_with_password,
         name="wagtailcore_authenticate_with_password"),
]  # fmt: skip
