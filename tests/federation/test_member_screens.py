"""«Enti»: the consortium's staff keeps members, their addresses and their look."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.models.signals import pre_save
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Page, Site

from federation.models import Brand, HostAlias, Member, MemberImage, MemberRole
from tests.admin_desk import URLS, Desk
from tests.publishing import placement_of, publish_news, republish
from tests.rising import only_these_rise, versions

pytestmark = pytest.mark.django_db

NEW, EDIT = "federation_members:add", "federation_members:edit"
PATH = "/novita/notizie/fibra/"
SONCINO = {
    "kind": "comune", "name": "Soncino", "slug": "soncino", "hostname": "soncino.localhost", "status": "member",
    "palette": "viola", "tagline": "Terra di rocche", "aliases": "comunesoncino.localhost\nborgo.localhost",
    "istat_code": "019097", "province": "CR", "population": 7600, "latitude": 45.4, "longitude": 9.87, "mode": "review",
}  # fmt: skip


def host(name: str) -> Client:
    return Client(SERVER_NAME=name)


# --- a new member --------------------------------------------------------------------------------


def test_a_new_member_comes_with_its_whole_site_and_changes_no_other(
    notice: Any, consortium: Member, desk: Desk, channel: Any, visit: Any
) -> None:
    before = versions()
    desk.fill(NEW, **SONCINO)
    soncino = Member.objects.get(slug="soncino")
    assert {slug: version for slug, version in versions().items() if slug != "soncino"} == before
    home = visit(soncino, "/")
    assert (home.status_code, "Comune di Soncino" in home.text, "brand-viola.css" in home.text) == (200, True, True)
    assert "Terra di rocche" in home.text
    assert visit(soncino, "/vivere-il-comune/eventi/").status_code == 200
    assert host("borgo.localhost").get("/novita/").headers["Location"] == "http://soncino.localhost/novita/"
    assert set(soncino.roles.values_list("role", flat=True)) == set(MemberRole.Role.values) - {"auditor"}
    assert set(soncino.subscriptions.values_list("mode", flat=True)) == {"review"}
    page = publish_news(consortium, title="Dopo", channels=[channel])
    assert placement_of(page, soncino).decision == "offered"


def test_a_member_without_a_site_gets_one_with_its_host_name(desk: Desk, visit: Any) -> None:
    desk.fill(NEW, **SONCINO | {"hostname": "", "aliases": "", "status": "prospect"})
    soncino = Member.objects.get(slug="soncino")
    assert (soncino.site, soncino.hostname) == (None, None)
    with only_these_rise(soncino):
        desk.fill(EDIT, soncino.pk, hostname="soncino.localhost")
    assert host("soncino.localhost").get("/").status_code == 421
    desk.fill(EDIT, soncino.pk, status="member")
    assert host("soncino.localhost").get("/").status_code == 200


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("hostname", "crema.localhost", "è già il sito di Crema"),
        ("hostname", "cremaonline.localhost", "è già un altro nome del sito di Crema"),
        ("hostname", "admin.localhost", "serve all’amministrazione o all’app"),
        ("hostname", "api.localhost", "serve all’amministrazione o all’app"),
        ("hostname", "senza-ente.localhost", "è già di un altro sito"),
        ("hostname", "https://www.soncino.it/", "Scrivi solo il nome del sito"),
        ("aliases", "borgo.localhost\nizano.localhost", "«izano.localhost» è già il sito di Izano"),
        ("aliases", "borgo.localhost\nwww.borgo.it", "«www.borgo.it»: Scrivi solo il nome del sito"),
        ("slug", "crema", "è già usata"),
        ("istat_code", "19097", "ha sei cifre"),
        ("istat_code", "019035", "Questo codice è già di Crema"),
        ("province", "Cr", "due lettere maiuscole"),
        ("latitude", 9.87, "maggiore o uguale a 35"),
        ("name", "", "obbligatorio"),
        ("status", "left", "non è tra quelle disponibili"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_lost_or_made(
    field: str, value: Any, says: str, crema: Member, izano: Member, desk: Desk
) -> None:
    HostAlias.objects.create(member=crema, hostname="cremaonline.localhost")
    Member.objects.filter(pk=crema.pk).update(istat_code="019035")
    Site.objects.create(hostname="senza-ente.localhost", port=80, root_page=Page.get_first_root_node())
    counts = [model.objects.count() for model in (Member, Page, Site, Collection, HostAlias, Brand)]
    errors = desk.refused(NEW, **SONCINO | {field: value})
    assert set(errors) == {field}
    assert says in errors[field]
    assert [model.objects.count() for model in (Member, Page, Site, Collection, HostAlias, Brand)] == counts


def test_a_name_that_somebody_takes_in_the_same_moment_is_a_message_and_not_a_failure(desk: Desk) -> None:
    def be_quicker(sender: Any, instance: Member, **kwargs: Any) -> None:
        Member.objects.bulk_create([Member(name="Rivale", slug="rivale", hostname="soncino.localhost")])

    pages = Page.objects.count()
    pre_save.connect(be_quicker, sender=Member)
    try:
        errors = desk.refused(NEW, **SONCINO)
    finally:
        pre_save.disconnect(be_quicker, sender=Member)
    assert "Nel frattempo qualcun altro" in errors["__all__"]
    assert Page.objects.count() == pages


# --- a member that changes --------------------------------------------------------------------------


def test_a_form_that_is_saved_as_it_was_changes_nothing(notice: Any, consortium: Member, desk: Desk) -> None:
    HostAlias.objects.create(member=consortium, hostname="consorzioit.localhost")
    row = Member.objects.filter(pk=consortium.pk).values().get()
    with only_these_rise():
        desk.fill(EDIT, consortium.pk)
    assert Member.objects.filter(pk=consortium.pk).values().get() == row


def test_the_name_concerns_the_site_and_what_the_member_shows_elsewhere(
    notice: Any, consortium: Member, crema: Member, izano: Member, desk: Desk, visit: Any
) -> None:
    with only_these_rise(crema):
        desk.fill(EDIT, crema.pk, name="Crema città")
    assert "Comune di Crema città" in visit(crema, "/").text
    with only_these_rise(consortium, crema, izano):
        desk.fill(EDIT, consortium.pk, name="Consorzio Nuovo")
    assert "Consorzio Nuovo" in visit(izano, PATH).text


def test_editors_know_site_home_and_collection_by_the_new_name(crema: Member, desk: Desk) -> None:
    desk.fill(EDIT, crema.pk, name="Crema città")
    crema.refresh_from_db()
    assert crema.site is not None
    names = {crema.site.site_name, crema.site.root_page.title, crema.site.root_page.draft_title, crema.collection.name}
    assert names == {"Comune di Crema città"}


def test_a_new_host_name_concerns_everybody_and_the_old_one_leads_to_it(
    notice: Any, consortium: Member, crema: Member, izano: Member, offanengo: Member, desk: Desk
) -> None:
    own = publish_news(crema, title="Nostra", slug="nostra")
    with only_these_rise(consortium, crema, izano, offanengo):
        desk.fill(EDIT, crema.pk, hostname="comune-crema.localhost")
    assert host("comune-crema.localhost").get(PATH).status_code == 200
    old = host("crema.localhost").get(PATH)
    assert (old.status_code, old.headers["Location"]) == (301, f"http://comune-crema.localhost{PATH}")
    assert Page.objects.get(pk=own.pk).specific.full_url == "http://comune-crema.localhost/novita/notizie/nostra/"
    desk.fill(EDIT, crema.pk, hostname="crema.localhost")
    assert host("crema.localhost").get(PATH).status_code == 200
    assert list(crema.aliases.values_list("hostname", flat=True)) == ["comune-crema.localhost"]


def test_a_site_keeps_a_host_name(crema: Member, desk: Desk) -> None:
    assert "un nome gli serve" in desk.refused(EDIT, crema.pk, hostname="")["hostname"]


def test_another_name_concerns_that_site_alone_and_redirects_as_long_as_it_stands_there(
    notice: Any, crema: Member, desk: Desk
) -> None:
    with only_these_rise(crema):
        desk.fill(EDIT, crema.pk, aliases="cremaonline.localhost vivicrema.localhost")
    assert host("vivicrema.localhost").get("/").headers["Location"] == "http://crema.localhost/"
    with only_these_rise(crema):
        desk.fill(EDIT, crema.pk, aliases="cremaonline.localhost")
    assert host("cremaonline.localhost").get("/").status_code == 301
    assert host("vivicrema.localhost").get("/").status_code == 421


def test_the_look_concerns_that_site_alone(notice: Any, consortium: Member, desk: Desk, visit: Any) -> None:
    image = MemberImage.objects.create(title="S", file=get_test_image_file(), collection=consortium.collection)
    for look in ({"palette": "bordeaux"}, {"tagline": "Insieme"}, {"crest": image.pk}):
        with only_these_rise(consortium):
            desk.fill(EDIT, consortium.pk, **look)
    home = visit(consortium, "/").text
    assert "brand-bordeaux.css" in home
    assert "Insieme" in home
    assert "/media/consorzio/renditions/" in home


def test_the_look_of_a_member_that_has_none_yet_can_be_chosen(crema: Member, desk: Desk, visit: Any) -> None:
    crema.brand.delete()
    desk.fill(EDIT, crema.pk, palette="rosso")
    assert "brand-rosso.css" in visit(Member.objects.get(pk=crema.pk), "/").text


def test_what_only_the_app_shows_concerns_the_member_and_what_nobody_shows_nobody(
    notice: Any, consortium: Member, desk: Desk
) -> None:
    with only_these_rise():
        desk.fill(EDIT, consortium.pk, ipa_code="cons_it", joined="2004-05-01")
    with only_these_rise(consortium):
        desk.fill(EDIT, consortium.pk, population=160_000)


def test_no_form_takes_a_member_out_and_the_only_consortium_stays_one(
    consortium: Member, crema: Member, desk: Desk
) -> None:
    for status in ("left", "prospect"):
        assert set(desk.refused(EDIT, crema.pk, status=status)) == {"status"}
    assert "È l’unico consorzio" in desk.refused(EDIT, consortium.pk, kind="body")["kind"]


def test_a_form_that_was_opened_before_a_publish_takes_no_version_back(notice: Any, crema: Member, desk: Desk) -> None:
    opened = desk.opened(EDIT, crema.pk, tagline="Città del tortello")
    republish(notice, title="Nel frattempo")
    with only_these_rise(crema):
        assert desk.client.post(reverse(EDIT, args=[crema.pk], urlconf=URLS), opened).status_code == 302


# --- the list -----------------------------------------------------------------------------------------


def test_the_list_is_searched_and_filtered(crema: Member, izano: Member, desk: Desk) -> None:
    Member.objects.filter(pk=izano.pk).update(province="BG", istat_code="016001")

    def found(query: str) -> set[str]:
        return {row.slug for row in desk.read("federation_members:index", query=query).context["object_list"]}

    assert found("") == {"consorzio", "crema", "izano", "offanengo"}
    assert found("q=cre") == {"crema"}
    assert found("q=016001") == {"izano"}
    assert found("kind=consortium") == {"consorzio"}
    assert found("province=BG") == {"izano"}
    assert found("status=left") == set()
    assert "Nessun risultato" in desk.read("federation_members:index", query="status=left").text


def test_the_list_costs_as_many_queries_for_ten_members_as_for_one(
    desk: Desk, django_assert_num_queries: Any, consortium: Member
) -> None:
    desk.read("federation_members:index")
    with CaptureQueriesContext(connection) as few:
        desk.read("federation_members:index", query="kind=consortium")
    rows = [Member(name=f"Ente {n}", slug=f"ente-{n}", kind="consortium", hostname=f"e{n}.localhost") for n in range(9)]
    Brand.objects.bulk_create(Brand(member=member) for member in Member.objects.bulk_create(rows))
    with django_assert_num_queries(len(few)):
        desk.read("federation_members:index", query="kind=consortium")
