"""Runs every POST of the admin, and the rendering of its answer, in one unit of work."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import SimpleTemplateResponse
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _
from wagtail.admin import messages

from federation.refusal import ActionRefused
from federation.sign_in_addresses import is_sign_in
from federation.storages import StorageAway
from federation.tenancy.audit import log_bounded
from federation.tenancy.references import ForeignReference
from federation.tree_locks import lock_content
from federation.unit_of_work import unit_of_work

logger = logging.getLogger(__name__)

# POSTs that write no content. Everything else runs in a unit, also what is not known here.
EXEMPT = frozenset({"preview_on_add", "preview_on_edit", "wagtailadmin_editing_sessions:ping"})
DEADLOCK = "40P01"


class UnitOfWorkMiddleware:
    """The last middleware. A 5xx answer rolls back; a POST that PostgreSQL ended as a deadlock is tried once more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if request.method != "POST" or not writes_content(request):
            return None
        try:
            return _run_twice_if_need_be(request, view, args, kwargs)
        except ActionRefused as refusal:
            if isinstance(refusal, ForeignReference):  # after the rollback, which would take the entry with it
                data = {"address": f"{request.method} {request.path}"[:200]}
                log_bounded(request.user, "tenancy.refused_reference", user=request.user, data=data)  # type: ignore[arg-type]
            return _refuse(request, refusal)
        except StorageAway:
            logger.exception("A save of the admin was refused, because the storage does not answer.")
            text = _("Il deposito dei file non risponde: non ho salvato niente. Riprova fra qualche minuto.")
            return _say(text, status=503)
        except MultiValueDictKeyError:
            return _incomplete()

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Of a view that runs in no unit."""
        is_admin = getattr(request, "urlconf", None) == settings.ADMIN_URLCONF
        return _incomplete() if is_admin and isinstance(exception, MultiValueDictKeyError) else None


def _incomplete() -> HttpResponse:
    """A field is missing that every browser sends, empty or not: the request was cut off, or is no form of ours."""
    return _say(_("Il modulo è arrivato incompleto: non ho salvato niente. Torna indietro e riprova."), status=400)


def _say(text: str, *, status: int) -> HttpResponse:
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=status)


def _run_twice_if_need_be(
    request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> HttpResponse:
    try:
        return _run(request, view, args, kwargs)
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != DEADLOCK:
            raise
        logger.warning("A deadlock ended %s; it is tried once more.", request.path)
        _rewind(request)
        return _run(request, view, args, kwargs)


def _refuse(request: HttpRequest, refusal: ActionRefused) -> HttpResponse:
    """What no form had said before: everything is rolled back, and the person is told why."""
    if request.headers.get("x-requested-with") == "XMLHttpRequest" or not request.accepts("text/html"):
        body = {"success": False, "error_code": "refused", "error_message": str(refusal)}
        return JsonResponse(body, status=400)
    messages.error(request, str(refusal))
    return HttpResponseRedirect(request.get_full_path())


def writes_content(request: HttpRequest) -> bool:
    match = request.resolver_match
    if getattr(request, "urlconf", None) != settings.ADMIN_URLCONF or match is None:
        return False
    if is_sign_in(request):  # it writes no content, and a failure that was counted must not be rolled back
        return False
    return not EXEMPT & {match.view_name, match.url_name}


def _run(
    request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> HttpResponse:
    with unit_of_work():
        lock_content(request, kwargs)
        response = view(request, *args, **kwargs)
        if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
            response.render()
        if response.status_code >= 500:
            transaction.set_rollback(True)
    return response


def _rewind(request: HttpRequest) -> None:
    for name in request.FILES:
        for uploaded in request.FILES.getlist(name):
            uploaded.seek(0)
    messages = getattr(request, "_messages", None)
    if messages is not None:
        messages._queued_messages.clear()
