"""Creates a member with its whole site: tree, host, collection, look, roles, subscriptions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from wagtail.models import Collection, Page, Site

from cms.blueprint.site_tree import plant
from cms.models import HomePage
from federation.actions.grant_roles import grant_roles
from federation.models import Brand, Channel, Member, MemberVersion, Mode, Subscription
from federation.tree_locks import lock_for_tree_change
from federation.unit_of_work import unit_of_work


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMember:
    """`hostname` without scheme, port and `www.`; coordinates in WGS 84 degrees."""

    kind: str
    name: str
    slug: str
    hostname: str
    palette: str = ""
    tagline: str = ""
    istat_code: str = ""
    province: str = ""
    population: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    status: str = Member.Status.MEMBER
    joined: date | None = None


def create_member(new: NewMember, *, mode: Mode = Mode.AUTOMATIC) -> Member:
    """In one commit. A member of that slug that exists already is completed and returned, nothing is overwritten."""
    with unit_of_work():
        columns = {
            name: getattr(new, name)
            for name in ("kind", "name", "hostname", "istat_code", "province", "population", "latitude", "longitude",
                         "status", "joined")
        }  # fmt: skip
        member, _ = Member.objects.get_or_create(slug=new.slug, defaults=columns)
        MemberVersion.objects.get_or_create(member=member)
        Brand.objects.get_or_create(member=member, defaults={"palette": new.palette, "tagline": new.tagline})
        if member.site is None or member.collection is None:
            member.site = member.site or _make_site(member)
            member.collection = member.collection or _make_collection(member)
            member.save(update_fields=["site", "collection"])
        site: Site = member.site
        plant(site.root_page)
        grant_roles(member)
        _subscribe_to_all(member, mode=mode)
        return member


def _make_site(member: Member) -> Site:
    root = Page.get_first_root_node()
    lock_for_tree_change(parents=[root.pk])
    root.refresh_from_db()
    home = HomePage(title=member.site_title, slug=member.slug, show_in_menus=False)
    root.add_child(instance=home)
    port = settings.PORT if settings.DEMO else 443  # Wagtail writes https for 443 only
    return Site.objects.create(hostname=member.hostname, port=port, site_name=member.site_title, root_page=home)


def _make_collection(member: Member) -> Collection:
    root = Collection.get_first_root_node()
    collection: Collection = root.add_child(instance=Collection(name=member.site_title))
    return collection


def _subscribe_to_all(member: Member, *, mode: Mode) -> None:
    Subscription.objects.bulk_create(
        [
            Subscription(member=member, channel=channel, mode=mode, accepts_duty=channel.duty)
            for channel in Channel.objects.exclude(owner=member)
        ],
        ignore_conflicts=True,
    )
