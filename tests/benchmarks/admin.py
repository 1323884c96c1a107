"""The screens of Wagtail's admin that everybody opens first, for a consortium's editor and for a member's.

Nothing is in the browser's cache; what Wagtail keeps in its own caches is there, as after the first visit of the day.
"""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from federation.models import Member, User
from tests.benchmarks import years_of_work
from tests.benchmarks.italy import Country, some_comuni
from tests.benchmarks.measuring import Cost, Run, measure
from tests.publishing import section_of

VISITS = 9
EDITS = 20


def costs(country: Country) -> list[Cost]:
    """For the members that there are; to their pages are added as many as are missing to 10,000."""
    years_of_work.give_collections()
    years_of_work.write_pages(until=10_000)
    years_of_work.upload_images(each=20)
    [comune] = some_comuni(country, 1)
    consortium, member = (_visits(owner) for owner in (country.consortium, comune))
    table = f"The first screens of the admin, {Member.objects.count() - 1:,} members, {Page.objects.count():,} pages"
    return [
        cost
        for screen in consortium
        for cost in measure(
            table, screen, {"consortium's editor": consortium[screen], "member's editor": member[screen]}
        )
    ]


def _visits(owner: Member) -> dict[str, list[Run]]:
    """By screen; each is opened once here."""
    client = _signed_in(years_of_work.hire(owner, edits=EDITS))
    assert owner.site is not None
    home = Page.get_first_root_node().pk if owner.kind == Member.Kind.CONSORTIUM else owner.site.root_page_id
    addresses = {
        "dashboard": _address("wagtailadmin_home"),
        "explorer": _address("wagtailadmin_explore", home),
        "explorer, a long list": _address("wagtailadmin_explore", section_of(owner).pk),
        "page search": _address("wagtailadmin_pages:search") + "?q=fibra",
        "image chooser": _address("wagtailimages_chooser:choose"),
    }
    for address in addresses.values():
        _open(client, address)
    return {screen: [partial(_open, client, address)] * VISITS for screen, address in addresses.items()}


def _signed_in(user: User) -> Client:
    client = Client(SERVER_NAME=settings.ADMIN_HOST)
    client.force_login(user)
    return client


def _address(name: str, *args: int) -> str:
    return reverse(name, args=args, urlconf=settings.ADMIN_URLCONF)


def _open(client: Client, address: str) -> int:
    response = client.get(address, follow=True)
    assert response.status_code == 200, response.content[:300]
    return len(response.content)
