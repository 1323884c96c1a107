"""Named actors: a consortium, three comuni, who publishes for it and for two of them, an outsider."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client
from django.test.utils import isolate_apps

from cms.actions.create_member import NewMember, create_member
from federation.models import Channel, Member, MemberRole, Mode, User
from tests.caches import empty_cache
from tests.files import Bucket, use_bucket
from tests.migrated import fill_test_database, postgres_template
from tests.publishing import publish_news
from tests.restoring import keep_as_it_is


@pytest.fixture(autouse=True)
def _fast_and_clean(settings: Any) -> Iterator[None]:
    """Plain static files, and no cached site roots from another test."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    empty_cache()
    yield
    empty_cache()


@pytest.fixture
def bucket(settings: Any) -> Iterator[Bucket]:
    """Files lie in a real bucket, in a part of it that is the test's own."""
    with use_bucket(settings) as bucket:
        yield bucket


@pytest.fixture(params=["folder", pytest.param("bucket", marks=pytest.mark.s3)])
def storage(request: pytest.FixtureRequest) -> str:
    """The test runs on each storage."""
    if request.param == "bucket":
        request.getfixturevalue("bucket")
    return str(request.param)


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> None:
    """From the first fixture on, which may last for a whole file."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """The migrations find that nothing is left to do."""
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = postgres_template()
        yield
        return
    with closing(fill_test_database()):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The four members exist before every test, because making their sites takes longer than most tests do."""
    with django_db_blocker.unblock():
        _make_consortium()
        for slug, mode in (("crema", Mode.AUTOMATIC), ("izano", Mode.AUTOMATIC), ("offanengo", Mode.REVIEW)):
            new_member(slug, mode=mode)
        keep_as_it_is(connection)


def _make_consortium() -> None:
    owner = new_member("consorzio", kind=Member.Kind.CONSORTIUM)
    for slug, duty, obligation in (
        ("banda", False, "recommended"),
        ("corsi", False, "optional"),
        ("allerta", True, "duty"),
    ):
        Channel.objects.create(owner=owner, name=slug.capitalize(), slug=slug, duty=duty, default_obligation=obligation)


@pytest.fixture
def consortium(db: None) -> Member:
    """Owns the channels `banda` (recommended), `corsi` (optional) and `allerta` (a duty of law)."""
    return Member.objects.get(slug="consorzio")


@pytest.fixture
def channel(consortium: Member) -> Channel:
    """Banda ultralarga: recommended to all."""
    return Channel.objects.get(slug="banda")


@pytest.fixture
def crema(consortium: Member) -> Member:
    """Receives everything at once."""
    return Member.objects.get(slug="crema")


@pytest.fixture
def izano(consortium: Member) -> Member:
    """Receives everything at once, too; another one, to see what does not change."""
    return Member.objects.get(slug="izano")


@pytest.fixture
def offanengo(consortium: Member) -> Member:
    """Decides for itself what it shows."""
    return Member.objects.get(slug="offanengo")


@pytest.fixture
def consortium_publisher(consortium: Member) -> User:
    return publisher_of(consortium)


@pytest.fixture
def crema_publisher(crema: Member) -> User:
    return publisher_of(crema)


@pytest.fixture
def izano_publisher(izano: Member) -> User:
    return publisher_of(izano)


@pytest.fixture
def outsider(db: None) -> User:
    """Signed in, and of no member."""
    return User.objects.create_user("outsider")


@pytest.fixture
def admin_site() -> Callable[[User], Client]:
    """A client of the admin's host, signed in."""

    def sign_in(user: User) -> Client:
        client = Client(SERVER_NAME=settings.ADMIN_HOST)
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def second_factor_required(settings: Any) -> None:
    """As in production; the tests run as the demonstration, where it is optional."""
    settings.SECOND_FACTOR = "required"


@pytest.fixture
def visit() -> Callable[..., Any]:
    """GET of a path on a member's site, as a visitor."""

    def get(member: Member, path: str) -> Any:
        return Client(SERVER_NAME=member.hostname or "").get(path)

    return get


@pytest.fixture
def forgotten_model(monkeypatch: pytest.MonkeyPatch) -> type[Model]:
    """An installed model that declares nothing at all."""
    with isolate_apps("federation"):

        class Forgotten(Model):  # noqa: DJ008 it is never shown
            class Meta:
                app_label = "federation"

    installed = apps.get_models()
    monkeypatch.setattr(apps, "get_models", lambda: [*installed, Forgotten])
    return Forgotten


@pytest.fixture
def notice(consortium: Member, crema: Member, izano: Member, offanengo: Member, channel: Channel) -> Any:
    """A notice of the consortium that Crema and Izano show and Offanengo was offered."""
    return publish_news(consortium, title="Fibra a Crema", slug="fibra", channels=[channel])


def new_member(slug: str, *, kind: str = Member.Kind.COMUNE, mode: Mode = Mode.AUTOMATIC) -> Member:
    """A member with its whole site at `<slug>.localhost`."""
    return create_member(
        NewMember(kind=kind, name=slug.capitalize(), slug=slug, hostname=f"{slug}.localhost"), mode=mode
    )


@contextmanager
def for_a_whole_file(django_db_blocker: Any) -> Iterator[None]:
    """What a fixture of a file makes in this time goes with the file's last test; a test's own goes with the test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def publisher_of(member: Member, *, name: str = "") -> User:
    """A person who may publish for the member."""
    user = User.objects.create_user(name or f"{member.slug}-responsabile", password="prova")
    user.groups.add(MemberRole.objects.get(member=member, role=MemberRole.Role.PUBLISHER).group)
    return user
