"""What the API's own host answers; the demonstration's directory includes it, too."""

from django.conf import settings
from django.urls import path

from mobile_api.views.endpoint import endpoint, not_found, server_error
from mobile_api.views.graphiql import graphiql

handler404 = not_found
handler500 = server_error

urlpatterns = [path("graphql/", endpoint, name="graphql")]
if settings.DEMO:
    urlpatterns.append(path("graphiql/", graphiql, name="graphiql"))
