"""What a person of several members does at the desk."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.models import Page

from federation.models import Member
from tests.admin_desk import URLS, Desk, page_form


def switch(desk: Desk, member: Member) -> Any:
    return desk.post("federation_switch", ente=member.slug)


def shown(response: Any) -> str:
    return str(response.context["request"].on_screen.member.slug)


def edit(desk: Desk, page: Page, **data: Any) -> Any:
    """Saves a draft of the page, as its form would."""
    url = reverse("wagtailadmin_pages:edit", args=[page.pk], urlconf=URLS)
    return desk.client.post(url, page_form(page.specific) | data)


def title_of(page: Page) -> str:
    return str(Page.objects.get(pk=page.pk).get_latest_revision_as_object().title)
