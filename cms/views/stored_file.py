"""A file of the storage as an answer: whole or in part, asked for again by its ETag, never held in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags
from django.utils.translation import gettext as _

from federation.storages import Body, StorageAway, media_storage

CHUNK = 64 * 1024
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class Chunks:
    """The body's bytes, `length` of them at most; closed with the answer, also when nobody reads it."""

    def __init__(self, body: Body, length: int | None) -> None:
        self._body, self._left = body, length

    def __iter__(self) -> Iterator[bytes]:
        while self._left != 0 and (chunk := self._body.read(CHUNK if self._left is None else min(CHUNK, self._left))):
            self._left = None if self._left is None else self._left - len(chunk)
            yield chunk

    def close(self) -> None:
        self._body.close()


def stored_file(
    request: HttpRequest, key: str, *, content_type: str, etag: str = "", size: int | None = None
) -> HttpResponseBase:
    """Raises Http404 where nothing lies. Without a `size` there are no parts."""
    if etag and etag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponseNotModified(headers={"ETag": etag})
    part = _part(request, etag=etag, size=size)
    if part is not None and size is not None and part.start >= size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = _response(request, key, part=part, size=size)
    if response.status_code == 503:
        return response
    response.headers["Content-Type"] = content_type
    response.headers["X-Content-Type-Options"] = "nosniff"
    if etag:
        response.headers["ETag"] = etag
    if size is not None:
        response.headers["Accept-Ranges"] = "bytes"
        response.headers["Content-Length"] = str(len(part) if part is not None else size)
    if part is not None:
        response.headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
        response.status_code = 206
    return response


def _response(request: HttpRequest, key: str, *, part: range | None, size: int | None) -> HttpResponseBase:
    try:
        body = media_storage().body(key, start=part.start if part is not None else 0)
    except FileNotFoundError as error:
        raise Http404 from error
    except StorageAway:
        text = _("Il deposito dei file non risponde. Riprova tra qualche minuto.")
        return HttpResponse(text, content_type="text/plain; charset=utf-8", status=503, headers={"Retry-After": "60"})
    if request.method == "HEAD":
        body.close()
        return HttpResponse()
    return StreamingHttpResponse(Chunks(body, len(part) if part is not None else size))


def _part(request: HttpRequest, *, etag: str, size: int | None) -> range | None:
    """What a `Range` of one part asks for; None for the whole. A part of another version is never mixed with ours."""
    match = RANGE.fullmatch(request.headers.get("Range", ""))
    if size is None or match is None or match[0] == "bytes=-" or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = match[1], match[2]
    if not first:
        return range(max(size - int(last), 0), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size)
