"""What `localhost` answers in the demonstration: the directory."""

from django.conf import settings
from django.urls import include, path

from cms.demo.views.directory import directory, status
from cms.demo.views.mailbox import mailbox
from cms.views.media import media
from cms.views.public_page import not_found, server_error

handler404 = not_found
handler500 = server_error

urlpatterns = [
    path("", directory, name="directory"),
    path("stato.json", status, name="directory_status"),
    path("posta/", mailbox, name="mailbox"),
    path("componenti/", include("themes.urls")),
    path("", include(settings.API_URLCONF)),
    path("media/<path:key>", media),
]
