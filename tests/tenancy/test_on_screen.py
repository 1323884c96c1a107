"""A person of several members always sees for which one they work, and begins there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file

from federation.models import Channel, Member, MemberImage, MemberRole, Mode, Subscription, User
from tests.admin_desk import URLS, Desk
from tests.publishing import section_of
from tests.tenancy.switching import shown, switch

pytestmark = pytest.mark.django_db


def test_the_name_and_colour_of_the_member_stand_on_every_page_of_its_people(
    crema: Member, crema_publisher: User
) -> None:
    crema.brand.palette = "viola"
    crema.brand.save()
    client = Client(SERVER_NAME="admin.localhost")
    client.force_login(crema_publisher)
    for name in ("wagtailadmin_home", "wagtailimages:index", "federation_inbox", "wagtailadmin_account"):
        page = client.get(reverse(name, urlconf=URLS)).text
        assert "Comune di Crema" in page, name
        assert "--on-screen: #6a3ab2; --on-screen-text: #ffffff" in page, name
        assert "data-on-screen-switcher" not in page, name


def test_the_switcher_changes_the_member_on_every_page_aloud(desk: Desk, crema: Member, offanengo: Member) -> None:
    assert shown(desk.read("wagtailadmin_home")) == "crema"
    switch(desk, offanengo)
    home = desk.read("wagtailadmin_home")
    assert shown(home) == "offanengo"
    assert "Ora sullo schermo c’è Comune di Offanengo." in home.text
    assert shown(desk.read("wagtailadmin_account")) == "offanengo"


def test_nobody_switches_to_a_member_that_is_not_theirs(desk: Desk, izano: Member) -> None:
    desk.post("federation_switch", ente="izano", status=404)
    session = desk.client.session
    session["member_on_screen"] = izano.pk
    session.save()
    assert shown(desk.read("wagtailadmin_home")) == "crema"


def test_the_people_of_the_consortium_search_among_all_members(
    consortium: Member, consortium_publisher: User, izano: Member, admin_site: Any
) -> None:
    desk = Desk(admin_site(consortium_publisher))
    home = desk.read("wagtailadmin_home")
    assert shown(home) == "consorzio"
    assert "on-screen__list" not in home.text
    found = desk.read("federation_switch", query="q=izan")
    assert [member.slug for member in found.context["rows"]] == ["izano"]
    assert "Nessun ente si chiama" in desk.read("federation_switch", query="q=zzz").text
    switch(desk, izano)
    assert shown(desk.read("wagtailadmin_home")) == "izano"


def test_the_next_page_of_the_switcher_goes_on_with_what_was_asked(
    consortium_publisher: User, admin_site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("federation.views.on_screen.PER_PAGE", 1)
    desk = Desk(admin_site(consortium_publisher))
    assert '<a href="?q=a&amp;p=2">Successivi</a>' in desk.read("federation_switch", query="q=a").text
    second = desk.read("federation_switch", query="q=a&p=2").text
    assert "Pagina 2 di" in second
    assert '<a href="?q=a&amp;p=1">Precedenti</a>' in second


def test_who_works_for_nobody_reads_just_that(admin_site: Any) -> None:
    person = User.objects.create_user("sola")
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    page = Desk(admin_site(person)).read("federation_switch").text
    assert ("Non lavori per nessun ente." in page, "Nessun ente si chiama" in page) == (True, False)


def test_an_auditor_may_switch(consortium: Member, izano: Member, admin_site: Any) -> None:
    auditor = User.objects.create_user("revisore")
    auditor.groups.add(MemberRole.objects.get(member=consortium, role="auditor").group)
    desk = Desk(admin_site(auditor))
    switch(desk, izano)
    assert shown(desk.read("wagtailadmin_home")) == "izano"


def test_opening_a_page_of_ones_other_member_puts_it_on_screen(desk: Desk, offanengo: Member) -> None:
    editor = desk.read("wagtailadmin_pages:edit", section_of(offanengo).pk)
    assert shown(editor) == "offanengo"
    assert "Ora sullo schermo c’è Comune di Offanengo." in editor.text


def test_an_address_that_names_somebody_elses_member_does_not_put_it_on_screen(desk: Desk, offanengo: Member) -> None:
    switch(desk, offanengo)
    for name, status in (("wagtailadmin_home", 200), ("federation_inbox", 302), ("federation_people", 404)):
        desk.read(name, query="ente=izano", status=status)
        assert desk.client.session["member_on_screen"] == offanengo.pk, name
    home = desk.read("wagtailadmin_home")
    assert (shown(home), "Izano" in home.text) == ("offanengo", False)


def test_what_a_page_loads_does_not_change_the_member_on_screen(desk: Desk, offanengo: Member) -> None:
    url = reverse("wagtailadmin_explore", args=[section_of(offanengo).pk], urlconf=URLS)
    desk.client.get(url, headers={"X-Requested-With": "XMLHttpRequest"})
    desk.client.get(url, headers={"Sec-Fetch-Dest": "iframe"})
    assert shown(desk.read("wagtailadmin_home")) == "crema"


def test_explorer_dashboard_and_choosers_begin_at_the_member_on_screen(desk: Desk, offanengo: Member) -> None:
    assert offanengo.site
    assert offanengo.collection
    home = offanengo.site.root_page
    switch(desk, offanengo)
    explorer = desk.read("wagtailadmin_explore_root", status=302)
    assert explorer["Location"] == reverse("wagtailadmin_explore", args=[home.pk], urlconf=URLS)
    assert desk.read("wagtailadmin_choose_page").context["parent_page"].pk == home.pk
    dashboard = desk.read("wagtailadmin_home").text
    assert f'href="/admin/pages/{home.pk}/"' in dashboard
    assert re.search(r"PageExplorerMenuItem.*?\}, (\d+)\]", dashboard)[1] == str(home.pk)  # type: ignore[index]
    ours, _other = (
        MemberImage.objects.create(title="Foto", file=get_test_image_file(), collection=member.collection)
        for member in (offanengo, Member.objects.get(slug="crema"))
    )
    assert list(desk.read("wagtailimages_chooser:choose").context["results"]) == [ours]
    assert list(desk.read("wagtailimages:index").context["images"]) == [ours]
    assert len(desk.read("wagtailimages:index", query="collection_id=").context["images"]) == 2


def test_what_is_new_lies_in_the_collection_of_the_member_on_screen(desk: Desk, offanengo: Member) -> None:
    switch(desk, offanengo)
    for name in ("wagtailimages:add", "wagtaildocs:add"):
        assert desk.read(name).context["form"]["collection"].value() == offanengo.collection_id, name
    assert desk.read("wagtailimages:add_multiple").context["selected_collection_id"] == str(offanengo.collection_id)


def test_the_inbox_begins_at_the_member_on_screen_and_its_forms_name_it(desk: Desk, offanengo: Member) -> None:
    switch(desk, offanengo)
    assert desk.read("federation_channels", status=302)["Location"].endswith("?ente=offanengo")
    assert desk.read("federation_channels", query="ente=", status=302)["Location"].endswith("?ente=offanengo")
    channel = Channel.objects.get(slug="banda")
    data = {"canale": channel.pk, "arrivo": Mode.OFF}
    desk.client.post(reverse("federation_channels", urlconf=URLS), data)  # names nobody, and is led away
    assert Subscription.objects.get(member=offanengo, channel=channel).mode == Mode.REVIEW
    asked = desk.client.post(reverse("federation_channels", urlconf=URLS) + "?ente=crema", data)
    assert asked.status_code == 409
    desk.post("federation_channels", query="ente=offanengo", **data)
    assert Subscription.objects.get(member=offanengo, channel=channel).mode == Mode.OFF
    assert Subscription.objects.get(member__slug="crema", channel=channel).mode != Mode.OFF
