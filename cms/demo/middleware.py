"""Reaches a member's site where `*.localhost` does not resolve: `http://localhost:8000/sito/crema/…`.

Demonstration only. The prefix is taken off the request and put on the answer's links.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port

PREFIX = re.compile(r"^/sito/(?P<slug>[a-z0-9-]+)(?P<path>/.*)?$")
LINKS = re.compile(rb'(?P<attribute>\b(?:href|action)=")/(?!/|static/|media/)')


class SamePortPrefixMiddleware:
    """Turns the prefix into the member's host name, on the directory's hosts only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = split_domain_port(request.META.get("HTTP_HOST", ""))[0]
        match = PREFIX.match(request.path_info)
        if host not in settings.DIRECTORY_HOSTS or match is None:
            return self.get_response(request)
        prefix = f"/sito/{match['slug']}"
        request.META["HTTP_HOST"] = f"{match['slug']}.localhost:{settings.PORT}"
        request.path = request.path_info = match["path"] or "/"
        response = self.get_response(request)
        location = response.headers.get("Location", "")
        if location.startswith("/"):
            response.headers["Location"] = prefix + location
        if response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming:
            response.content = LINKS.sub(rb"\g<attribute>" + prefix.encode() + b"/", response.content)
            if "Content-Length" in response.headers:
                response.headers["Content-Length"] = str(len(response.content))
        return response
