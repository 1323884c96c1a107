"""What a person does in Wagtail's admin, as the POSTs that its forms send; each fails when the admin refuses it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.messages import get_messages
from django.forms.models import model_to_dict
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.models import NewsPage

URLS = "cms.urls.admin"


@dataclass(frozen=True)
class Desk:
    """One person's browser on the admin's host."""

    client: Client

    def post(self, name: str, /, *args: Any, query: str = "", status: int = 302, **data: Any) -> Any:
        """POSTs to an admin view by its URL name; a form that is shown again, a refusal, is a failure."""
        return _accepted(self.client.post(_url(name, args, query), data), status=status)

    def read(self, name: str, /, *args: Any, query: str = "", status: int = 200) -> Any:
        response = self.client.get(_url(name, args, query))
        assert response.status_code == status, f"{name} answered {response.status_code}"
        return response

    def fill(self, name: str, /, *args: Any, **changes: Any) -> Any:
        """Opens a form, changes fields and sends it: what nobody touched is sent as the form showed it."""
        return _accepted(self.client.post(_url(name, args), self.opened(name, *args, **changes)))

    def refused(self, name: str, /, *args: Any, **changes: Any) -> dict[str, str]:
        """The same for a form that must be shown again, with all that was typed: its errors by field."""
        response = self.client.post(_url(name, args), self.opened(name, *args, **changes))
        assert response.status_code == 200, f"{name} answered {response.status_code}"
        form = response.context["form"]
        for field, value in changes.items():
            assert field not in form.fields or str(form[field].value()) == str(value), f"{field} is lost"
        return {field: " ".join(messages) for field, messages in form.errors.items()}

    def opened(self, name: str, /, *args: Any, **changes: Any) -> dict[str, Any]:
        """What the form's page in the browser would send now, and maybe sends later."""
        form = self.read(name, *args).context["form"]
        shown = {field: form[field].value() for field in form.fields}
        return _without_nothing({field: _sent(value) for field, value in (shown | changes).items()})

    def create(self, section: Page, *, action: str = "publish", **fields: Any) -> NewsPage:
        """Makes a news page below the section: `publish` or `save` (as draft)."""
        data = page_form(NewsPage(published_on=timezone.localdate()), **fields)
        self.post("wagtailadmin_pages:add", "cms", "newspage", section.pk, **data, **_action(action))
        return NewsPage.objects.child_of(section).get(slug=fields["slug"])

    def edit(self, page: Page, *, action: str = "publish", **changes: Any) -> None:
        """Opens the latest draft, changes fields and presses `publish`, `save` or `submit` (to moderation)."""
        latest = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
        self.post("wagtailadmin_pages:edit", page.pk, **page_form(latest, **changes), **_action(action))

    def autosave(self, page: Page, **changes: Any) -> Any:
        """What the editor's browser sends every few seconds while somebody types."""
        latest = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
        url = reverse("wagtailadmin_pages:edit", args=[page.pk], urlconf=URLS)
        response = self.client.post(url, page_form(latest, **changes), headers={"Accept": "application/json"})
        assert response.json()["success"], response.text
        return response

    def unpublish(self, page: Page, **data: Any) -> None:
        self.post("wagtailadmin_pages:unpublish", page.pk, **data)

    def delete(self, page: Page) -> None:
        self.post("wagtailadmin_pages:delete", page.pk)
        assert not Page.objects.filter(pk=page.pk).exists()

    def move(self, page: Page, *, to: Page) -> None:
        self.post("wagtailadmin_pages:move_confirm", page.pk, to.pk)
        assert Page.objects.child_of(to).filter(pk=page.pk).exists()

    def reorder(self, page: Page, *, position: int) -> None:
        self.post("wagtailadmin_pages:set_page_position", page.pk, query=f"position={position}", status=200)

    def copy(self, page: Page, *, slug: str, to: Page | None = None, **data: Any) -> Any:
        """`publish_copies` or `alias` may be among the data."""
        parent = to or page.get_parent()
        fields = {"new_title": page.title, "new_slug": slug, "new_parent_page": parent.pk}
        self.post("wagtailadmin_pages:copy", page.pk, **fields, **data)
        return Page.objects.child_of(parent).get(slug=slug).specific

    def revert(self, page: Page, revision: Any) -> None:
        """Opens an old revision and saves it as a draft."""
        data = page_form(revision.as_object())
        self.post("wagtailadmin_pages:edit", page.pk, **data, revision=revision.pk)

    def bulk(self, action: str, *pages: Page, **data: Any) -> None:
        """`publish`, `unpublish`, `delete` or `move` (with `chooser`, the new parent)."""
        ids = "&".join(f"id={page.pk}" for page in pages)
        self.post("wagtail_bulk_action", "wagtailcore", "page", action, query=f"next=/admin/&{ids}", **data)

    def restrict(self, page: Page, kind: str) -> None:
        """Page privacy: `login`, `password` or `none`."""
        self.post("wagtailadmin_pages:set_privacy", page.pk, status=200, restriction_type=kind, password="prova")

    def approve(self, page: Any) -> None:
        """The one open task of the page's workflow."""
        state = Page.objects.get(pk=page.pk).current_workflow_task_state
        self.post("wagtailadmin_pages:workflow_action", page.pk, "approve", state.pk)


def page_form(page: Any, **changes: Any) -> dict[str, Any]:
    """What the editor of a page sends when nothing but `changes` was touched; the body is sent empty."""
    stored = model_to_dict(page, exclude=["path", "depth", "numchild", "body"])
    names = [name for name in page.get_edit_handler().get_form_class()._meta.fields if name in stored]
    data = {name: _sent(stored[name]) for name in names}
    if hasattr(page, "body"):
        data["body-count"] = 0
    return _without_nothing(data | {name: _sent(value) for name, value in changes.items()}) | _comments()


def _url(name: str, args: tuple[Any, ...], query: str = "") -> str:
    url = reverse(name, args=args, urlconf=URLS)
    return f"{url}?{query}" if query else url


def _accepted(response: Any, *, status: int = 302) -> Any:
    url = response.wsgi_request.path
    assert response.status_code == status, f"{url} answered {response.status_code}: {_complaints(response)}"
    refusals = [str(m) for m in get_messages(response.wsgi_request) if m.level_tag == "error"]
    assert not refusals, refusals
    return response


def _complaints(response: Any) -> str:
    form = (response.context or {}).get("form")
    return f"{form.errors} {[formset.errors for formset in getattr(form, 'formsets', {}).values()]}" if form else ""


def _comments() -> dict[str, Any]:
    sent: dict[str, Any] = nested_form_data({"comments": inline_formset([])})
    return sent


def _action(action: str) -> dict[str, str]:
    return {} if action == "save" else {f"action-{action}": "1"}


def _sent(value: Any) -> Any:
    if hasattr(value, "strftime") and hasattr(value, "hour"):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if hasattr(value, "__iter__") and not isinstance(value, str):
        return [getattr(entry, "pk", entry) for entry in value]
    return getattr(value, "pk", value)


def _without_nothing(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value is not None and value is not False}
