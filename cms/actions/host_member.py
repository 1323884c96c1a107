"""Gives a member the site that its host name asks for, and makes what Wagtail calls it by follow its name."""

from __future__ import annotations

from django.conf import settings
from wagtail.coreutils import find_available_slug
from wagtail.models import Collection, Page, Site

from cms.blueprint.site_tree import plant
from cms.models import HomePage
from federation.actions.grant_roles import grant_roles
from federation.models import Brand, Member, MemberVersion
from federation.tree_locks import lock_for_tree_change, lock_pages
from federation.unit_of_work import unit_of_work


def host_member(member: Member) -> None:
    """Repeatable: what is there already is kept. Without a host name there is no site, and people act in the inbox."""
    with unit_of_work():
        MemberVersion.objects.get_or_create(member=member)
        Brand.objects.get_or_create(member=member)
        if member.hostname and (member.site is None or member.collection is None):
            member.site = member.site or _make_site(member)
            member.collection = member.collection or _make_collection(member)
            member.save(update_fields=["site", "collection"])
        if member.site is not None:
            plant(member.site.root_page)
        grant_roles(member)


def follow_member(member: Member) -> None:
    """After a change of name or host name. Links to a site's pages stand on all sites, so a new host name concerns
    them all (`effects.py`); the names by which editors know site, home and collection are shown nowhere."""
    site = member.site
    if site is None:
        return
    with unit_of_work():
        lock_pages([site.root_page_id])
        home = Page.objects.get(pk=site.root_page_id)
        if home.title != member.site_title:
            home.title = home.draft_title = member.site_title
            home.save(update_fields=["title", "draft_title"])
        Collection.objects.filter(pk=member.collection_id).update(name=member.site_title)
        if site.hostname == member.hostname:
            Site.objects.filter(pk=site.pk).update(site_name=member.site_title)
        else:
            site.hostname, site.site_name = member.hostname, member.site_title
            site.save()


def _make_site(member: Member) -> Site:
    root = Page.get_first_root_node()
    lock_for_tree_change(parents=[root.pk])
    root.refresh_from_db()
    slug = find_available_slug(root, member.slug)
    home = HomePage(title=member.site_title, slug=slug, show_in_menus=False)
    root.add_child(instance=home)
    port = settings.PORT if settings.DEMO else 443  # Wagtail writes https for 443 only
    return Site.objects.create(hostname=member.hostname, port=port, site_name=member.site_title, root_page=home)


def _make_collection(member: Member) -> Collection:
    root = Collection.get_first_root_node()
    collection: Collection = root.add_child(instance=Collection(name=member.site_title))
    return collection
