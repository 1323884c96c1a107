"""What the API's own host answers; the demonstration's directory includes it, too."""

from django.urls import path

from mobile_api.views.endpoint import endpoint, not_found, server_error

handler404 = not_found
handler500 = server_error

urlpatterns = [path("graphql/", endpoint, name="graphql")]
