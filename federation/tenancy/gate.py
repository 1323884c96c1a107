"""The one gate of the admin: whoever opens an address must reach every row that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.urls import ResolverMatch
from wagtail.models import Page
from wagtail.permissions import policy_registry

from federation.belongs import To, belonging_of
from federation.tenancy.admin_views import PARAMETERS
from federation.tenancy.guard import CLOSED, Guard, guard_of
from federation.tenancy.policies import ACTIONS, MemberPolicy, leave_out_auditors_rights
from federation.tenancy.reach import Reach, reach_of, writing_reach_of
from federation.tenancy.scope import choosable, holds
from federation.tenancy.staff import FederationPolicy

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def check_gate(request: HttpRequest, match: ResolverMatch) -> None:
    """Raises `PermissionDenied` for an address that is not for this person, `Http404` for another member's row.

    Superusers pass: they are the installation's own people. Who is not signed in is sent to the login by the view.
    """
    user: Any = request.user
    if not user.is_authenticated or user.is_superuser:
        return
    guard = guard_of(match.view_name, match.func) or CLOSED
    if guard.closed or not (guard.personal or user.has_perm("wagtailadmin.access_admin")):
        raise PermissionDenied
    reach = reach_of(user)
    if request.method not in SAFE and not guard.personal:
        if reach.reads_only:
            raise PermissionDenied
        reach = writing_reach_of(user)
        leave_out_auditors_rights(user)
    for model, key in named_rows(request, match, guard):
        rows = rows_named(model, [key])
        if not rows or not _reaches(rows[0], guard, reach):
            raise Http404
        rows_read(request)[model, str(key)] = rows[0]


def rows_read(request: HttpRequest) -> dict[tuple[type[Model], str], Model]:
    """By model, and by key as the address writes it: the rows that the gate has read and let pass."""
    if not hasattr(request, "_rows_read"):
        request._rows_read = {}  # type: ignore[attr-defined]
    return request._rows_read  # type: ignore[attr-defined,no-any-return]


def named_rows(request: HttpRequest, match: ResolverMatch, guard: Guard) -> Iterator[tuple[type[Model], Any]]:
    """Every row that the address, its query and its form name."""
    typed = _typed(match.kwargs)
    rows = PARAMETERS | dict(guard.rows)
    for name, value in [*enumerate(match.args), *match.kwargs.items()]:
        if name == "object_id" and typed is not None:
            yield typed, unquote(value)
        elif name in rows:
            model = rows[name]
            if model is not None and value is not None and str(value) not in WORDS:
                yield model, value
        elif name not in TYPE_PARAMETERS:
            raise PermissionDenied
    yield from _asked(request, dict(guard.asked) | _bulk(match, typed))


def rows_named(model: type[Model], keys: Iterable[Any]) -> list[Model]:
    """The rows with these keys; none where one of them can be no key of the model. Pages come with whether their
    publication is planned, which the explorer asks next."""
    rows: Any = _pages() if model is Page else model._base_manager.all()
    try:
        return list(rows.filter(pk__in=list(keys)))
    except (ValueError, TypeError, OverflowError, ValidationError):
        return []


@cache
def _pages() -> Any:
    """Never read as it is, and made once: every request asks for a part of it."""
    return Page.objects.annotate_approved_schedule()


def _asked(request: HttpRequest, asked: dict[str, type[Model]]) -> Iterator[tuple[type[Model], Any]]:
    for name, model in asked.items():
        for value in request.GET.getlist(name) + request.POST.getlist(name):
            if value == "all":
                yield from _all_of(request, model)
            elif value:
                yield model, value


def _bulk(match: ResolverMatch, typed: type[Model] | None) -> dict[str, type[Model]]:
    if "action" not in match.kwargs or typed is None:
        return {}
    belongs = belonging_of(typed)
    if belongs is None or belongs.to in (To.PERSON, To.INSTALLATION):
        raise PermissionDenied
    return {"id": typed}


def _all_of(request: HttpRequest, model: type[Model]) -> Iterator[tuple[type[Model], Any]]:
    """«All in this list» of a bulk action: of pages, the children of one; images and documents Wagtail limits."""
    belongs = belonging_of(model)
    if belongs is not None and belongs.to == To.PAGE and request.GET.get("childOf"):
        yield model, request.GET["childOf"]
    elif belongs is None or belongs.to != To.COLLECTION:
        raise PermissionDenied


TYPE_PARAMETERS = frozenset(
    {"app_label", "model_name", "app_name", "content_type_app_name", "content_type_model_name", "action"}
)
WORDS = frozenset({"live", "latest", "earliest"})  # revisions without a number


def _typed(kwargs: dict[str, Any]) -> type[Model] | None:
    if "model_name" not in kwargs:
        return None
    try:
        return apps.get_model(kwargs.get("app_label") or kwargs.get("app_name"), kwargs["model_name"])  # type: ignore[arg-type]
    except LookupError:
        raise Http404 from None


def _reaches(row: Model, guard: Guard, reach: Reach) -> bool:
    model = type(row)
    if guard.chosen:
        return choosable(model._base_manager.filter(pk=row.pk), reach).exists()
    rights = policy_registry.get_by_type(model, fallback=False)
    if isinstance(rights, MemberPolicy | FederationPolicy):  # they know at which member which right is held
        return rights.user_has_any_permission_for_instance(reach.user, ACTIONS, row)
    return holds(row, reach)
