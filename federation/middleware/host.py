"""From the host name of a request to the member whose site it is; an unknown one is refused with 421."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.request import split_domain_port
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from federation.addresses import absolute_url
from federation.models import HostAlias, Member
from themes.props import ErrorProps, Layout

# Made once, because Django takes longer to make these queries than the database to answer them.
COLUMNS = ("pk", "hostname", "epoch", "version_row__version")  # of SiteVersion
SITES = Member.objects.hosted().with_epoch().order_by().values_list(*COLUMNS)
MEMBERS = Member.objects.select_related("site__root_page", "brand__crest").order_by()


@dataclass(frozen=True, slots=True)
class SiteVersion:
    """Which site a host name is of, and the number that it stands at: all that a hit of the page cache needs."""

    member_id: int
    hostname: str
    epoch: str
    version: int


class HostMiddleware:
    """Sets `request.member` (None on the hosts of the admin and the API), and the host's URL configuration.

    The member is read when somebody asks for it, after the version: `request.site_version`, of members' hosts only.
    `www.` and alias hosts redirect to the member's own (301). Nothing is ever answered from another member's site.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = split_domain_port(request._get_raw_host())[0].rstrip(".")  # type: ignore[attr-defined]
        request.member = None  # type: ignore[attr-defined]
        request.now = timezone.now()  # type: ignore[attr-defined]
        if getattr(request, "is_dummy", False):  # Wagtail's preview: any host, the page knows its owner
            return self.get_response(request)
        if host == settings.ADMIN_HOST:
            request.urlconf = settings.ADMIN_URLCONF  # type: ignore[attr-defined]
        elif host == settings.API_HOST:
            request.urlconf = settings.API_URLCONF  # type: ignore[attr-defined]
        elif host in settings.DIRECTORY_HOSTS:
            request.urlconf = settings.DIRECTORY_URLCONF  # type: ignore[attr-defined]
        elif site_version := _site_version(host):
            request.site_version = site_version  # type: ignore[attr-defined]
            request.member = SimpleLazyObject(partial(MEMBERS.get, pk=site_version.member_id))  # type: ignore[attr-defined]
        elif target := _redirect_target(host):
            return HttpResponsePermanentRedirect(absolute_url(target, request.get_full_path()))
        else:
            return _misdirected(host)
        return self.get_response(request)


def _misdirected(host: str) -> HttpResponse:
    props = ErrorProps(
        421,
        _("Questo indirizzo non è di nessun sito"),
        _("A «%(host)s» non risponde nessun ente. Controlla l’indirizzo, o chiedi a chi te l’ha dato.")
        % {"host": host},
    )
    layout = Layout(title=props.title, site_name="", noindex=True)
    return HttpResponse(render_to_string("pages/error.html", {"layout": layout, "page": props}), status=421)


def _site_version(host: str) -> SiteVersion | None:
    return next((SiteVersion(*row) for row in SITES.filter(hostname=host)), None)


def _redirect_target(host: str) -> Member | None:
    bare = host.removeprefix("www.")
    hosted = Member.objects.hosted()
    if bare != host and (member := hosted.filter(hostname=bare).first()):
        return member
    alias = HostAlias.objects.filter(hostname=bare, member__in=hosted).select_related("member").first()
    return alias.member if alias else None
